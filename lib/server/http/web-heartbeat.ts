import 'server-only';
import { randomUUID } from 'node:crypto';
import { untilDatabaseAnswers } from '../db/until-database-answers';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '../health/heartbeat';
import { getAppContext } from './context';

/** Writes this process's row every few seconds for as long as it lives. */
export function startWebHeartbeat(): void {
  const ctx = getAppContext();
  const instanceId = randomUUID();
  const startedAt = ctx.clock.now();
  const write = (): Promise<void> => writeHeartbeat(ctx, 'web', instanceId, startedAt);
  const beat = (): void => {
    write().catch((err: unknown) => {
      ctx.log.debug({ err }, 'heartbeat could not be written');
    });
  };
  // The pages are there meanwhile, and say what is missing.
  const seconds = ctx.settings.databaseWaitSeconds;
  const onWait = (err: unknown): void =>
    ctx.log.warn({ err, seconds }, 'database not reachable yet, waiting');
  untilDatabaseAnswers(write, { seconds, onWait }).catch((err: unknown) => {
    ctx.log.error({ err }, 'database not reachable');
  });
  setInterval(beat, HEARTBEAT_SECONDS * 1000).unref();
}
