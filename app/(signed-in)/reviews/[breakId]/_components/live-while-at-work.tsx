import { LiveRefresh } from '@/components/ui/live-refresh';

/** The worker needs seconds, not minutes: meanwhile the page is read again at least this often. */
const LONGEST_WAIT_MS = 5_000;

export function LiveWhileAtWork({ version, announce }: { version: string; announce: string }) {
  return <LiveRefresh version={version} announce={announce} longestWaitMs={LONGEST_WAIT_MS} />;
}
