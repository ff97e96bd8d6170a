// Everything on one machine; see lib/server/local/start.ts. Run through bin/start.mjs.
import path from 'node:path';
import { start } from '@/lib/server/local/start';
import { StartProblem } from '@/lib/server/local/start-problem';

// What `npm run gallery` says beside the setting: the setting alone, left in an environment, turns nothing on.
const isGallery = process.argv.includes('--gallery');

const stopping = new AbortController();
let stopsAsked = 0;
const stop = (): void => {
  stopsAsked += 1;
  stopping.abort();
  // A second Ctrl-C does not wait: the children see that we are gone and stop by themselves.
  if (stopsAsked > 1) process.exit(130);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', () => stopping.abort());
// The terminal may be gone before we are.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

start({
  folder: path.resolve(import.meta.dirname, '..'),
  env: isGallery ? process.env : { ...process.env, CONNECTOR_GALLERY: undefined },
  isDev: process.argv.includes('--dev'),
  say: (line) => process.stdout.write(`${line}\n`),
  stopping: stopping.signal,
}).then(
  () => process.exit(0),
  (error: unknown) => {
    const text = error instanceof StartProblem ? error.message : describeUnexpected(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  },
);

function describeUnexpected(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The start failed: ${detail}`;
}
