import { Callout } from '@/components/ui/callout';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { LiveWhileAtWork } from './live-while-at-work';

export function OpenReviewStatus({ review }: { review: ReviewDetail }) {
  if (review.isPaused) {
    return (
      <Callout tone="neutral" title="This district is paused">
        <p>
          The review and its deadline are on hold. When the pause ends, the update will be
          recalculated with the newest files.
        </p>
      </Callout>
    );
  }
  if (review.runState === 'HELD') return null;
  return (
    <Callout tone="active" title="Recalculating">
      <p>
        Newer files are being checked, or the live roster has changed. You can decide once the
        update has been recalculated.
      </p>
      <LiveWhileAtWork version={`${review.version} ${review.runState}`} announce="Calculating" />
    </Callout>
  );
}
