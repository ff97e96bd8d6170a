// Runs once when the web process starts: it guards what comes in, and says it is there like the worker and the SFTP server do.
import { env } from 'node:process';

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { guardRequests } = await import('@/lib/server/http/guard-requests');
  const { readPublicUrl } = await import('@/lib/server/settings');
  guardRequests(readPublicUrl(env));
  const { startWebHeartbeat } = await import('@/lib/server/http/web-heartbeat');
  startWebHeartbeat();
}
