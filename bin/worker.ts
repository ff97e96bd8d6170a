// The worker as its own process: sets of files, runs, mail and retention.
import { setFlagsFromString } from 'node:v8';
import { ensureFirstAdmin } from '@/lib/server/auth/first-admin';
import { startWorker } from '@/lib/server/jobs/run-worker';
import { openProcess } from './open-process';

// Rows live for a moment: a nursery that grows with them only costs memory.
setFlagsFromString('--max-semi-space-size=32');

const { ctx } = await openProcess('worker', process.env, ensureFirstAdmin);
const worker = startWorker(ctx);
ctx.log.info('worker started');

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await worker.stop();
  await ctx.db.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
