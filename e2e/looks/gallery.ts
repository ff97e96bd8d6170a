// `npm run gallery`: every page in every state, for looking at. Ends with Ctrl-C, and nothing of it is left.
import { setTimeout as delay } from 'node:timers/promises';
import { Mailbox } from '../mailbox';
import { startGallery } from './start-gallery';

const LOOK_FOR_MAIL_MS = 500;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort());

console.log('Starting, and making the districts, about three minutes …');
const { ctx, stop } = await startGallery();
const { publicUrl } = ctx.settings;
console.log(`\nThe gallery is at ${publicUrl}/gallery. Ctrl-C stops it.`);
console.log('Codes to sign in appear here.\n');
const mailbox = new Mailbox();
while (!stopping.signal.aborted) {
  for (const { to, text } of mailbox.newMails(/Connector code$/))
    console.log(`${to.join(', ')}: ${/\b\d{6}\b/.exec(text)?.[0] ?? 'a link only'}`);
  await delay(LOOK_FOR_MAIL_MS, null, { signal: stopping.signal }).catch(() => {});
}
await stop();
