// The SFTP server as its own process: a malformed packet or a full disk here never stops the pages.
import { randomUUID } from 'node:crypto';
import type { AppContext } from '@/lib/server/app-context';
import { isConnectionTrouble } from '@/lib/server/db/connection-trouble';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '@/lib/server/health/heartbeat';
import { startSftpServer, type SftpServer } from '@/lib/server/intake/sftp/sftp-server';
import { StartProblem } from '@/lib/server/local/start-problem';
import { openProcess } from './open-process';

const { ctx, prepared: server } = await openProcess('sftp', process.env, listen);
ctx.log.info({ port: server.port }, 'SFTP server listening');

const instanceId = randomUUID();
const startedAt = ctx.clock.now();
const beat = (): void => {
  const { signedIn, uploads } = server.stats();
  writeHeartbeat(ctx, 'sftp', instanceId, startedAt, { signedIn, uploads }).catch(
    (error: unknown) => ctx.log.warn({ err: error }, 'heartbeat could not be written'),
  );
};
beat();
const heartbeat = setInterval(beat, HEARTBEAT_SECONDS * 1000);

function listen(opened: AppContext): Promise<SftpServer> {
  const { sftpHost, sftpPort } = opened.settings;
  return startSftpServer(opened).catch((error: NodeJS.ErrnoException) => {
    if (isConnectionTrouble(error)) throw error;
    const reason =
      error.code === 'EADDRINUSE'
        ? 'another program uses that port; set SFTP_PORT'
        : (error.code ?? error.message);
    throw new StartProblem(`The SFTP server cannot listen on ${sftpHost}:${sftpPort}: ${reason}.`);
  });
}

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
