// Runs once when the web process starts: it says it is there, like the worker and the SFTP server do.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startWebHeartbeat } = await import('@/lib/server/http/web-heartbeat');
  startWebHeartbeat();
}
