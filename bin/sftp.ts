// The SFTP server as its own process: a malformed packet or a full disk here never stops the pages.
import { randomUUID } from 'node:crypto';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '@/lib/server/health';
import { startSftpServer } from '@/lib/server/intake/sftp/sftp-server';
import { openProcess } from './open-process';

const ctx = await openProcess('sftp', process.env);
const { sftpHost, sftpPort } = ctx.settings;

const server = await startSftpServer(ctx).catch((error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? 'another program uses that port; set SFTP_PORT'
      : (error.code ?? error.message);
  process.stderr.write(`The SFTP server cannot listen on ${sftpHost}:${sftpPort}: ${reason}.\n`);
  process.exit(1);
});
ctx.log.info({ port: server.port }, 'sftp server listening');

const instanceId = randomUUID();
const startedAt = ctx.clock.now();
const beat = (): void => {
  const { signedIn, uploads } = server.stats();
  writeHeartbeat(ctx, 'sftp', instanceId, startedAt, { signedIn, uploads }).catch(
    (error: unknown) => ctx.log.warn({ err: error }, 'heartbeat not written'),
  );
};
beat();
const heartbeat = setInterval(beat, HEARTBEAT_SECONDS * 1000);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  clearInterval(heartbeat);
  await server.stop();
  await ctx.db.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
// A starter that is gone cannot stop us any more.
if (process.send) process.on('disconnect', () => void stop());
