// Builds the pages for production, like the first start does.
import path from 'node:path';
import { buildPages } from '@/lib/server/local/build';

const folder = path.resolve(import.meta.dirname, '..');
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
try {
  await buildPages(folder, process.execPath, process.env, stopping.signal);
  console.log('The pages are built.');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
