import { LiveRefresh } from '@/components/ui/live-refresh';
import { ordinal } from './freshness-line';

/** Keeps an open page at the newest file, and says so when another one is shown. */
export function NewData({
  freshness,
}: {
  freshness: { receivedAt: Date; fileName: string; fileOfDay: number } | null;
}) {
  return (
    <LiveRefresh
      version={freshness ? `${freshness.receivedAt.toISOString()} ${freshness.fileName}` : ''}
      announce={
        freshness
          ? `Shows ${freshness.fileName}, ${ordinal(freshness.fileOfDay)} that day`
          : 'No file has been used yet'
      }
    />
  );
}
