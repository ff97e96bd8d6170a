import { LiveRefresh } from '@/components/ui/live-refresh';

/** While the worker is at it, which takes seconds and not minutes: the page is read again at least this often. */
const LONGEST_WAIT_MS = 5_000;

export function LiveWhileAtWork({ version, announce }: { version: string; announce: string }) {
  return <LiveRefresh version={version} announce={announce} longestWaitMs={LONGEST_WAIT_MS} />;
}
