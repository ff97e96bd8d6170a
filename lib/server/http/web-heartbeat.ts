import 'server-only';
import { randomUUID } from 'node:crypto';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '../health';
import { getAppContext } from './context';

/** Writes this process's row every few seconds for as long as it lives. */
export function startWebHeartbeat(): void {
  const ctx = getAppContext();
  const instanceId = randomUUID();
  const startedAt = ctx.clock.now();
  const beat = (): void => {
    writeHeartbeat(ctx, 'web', instanceId, startedAt).catch((err: unknown) => {
      ctx.log.debug({ err }, 'heartbeat not written');
    });
  };
  beat();
  setInterval(beat, HEARTBEAT_SECONDS * 1000).unref();
}
