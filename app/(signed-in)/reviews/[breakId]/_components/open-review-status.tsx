import { Callout } from '@/components/ui/callout';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { LiveWhileAtWork } from './live-while-at-work';

export function OpenReviewStatus({ review }: { review: ReviewDetail }) {
  if (review.isPaused) {
    return (
      <Callout tone="neutral" title="This district is paused">
        <p>
          The review and its clock stand still. When the pause ends it is worked out again with the
          newest files.
        </p>
      </Callout>
    );
  }
  if (review.runState === 'HELD') return null;
  return (
    <Callout tone="active" title="Being worked out again">
      <p>
        Newer files are being checked, or the live roster changed under this review. It can be
        decided when that is done.
      </p>
      <LiveWhileAtWork
        version={`${review.version} ${review.runState}`}
        announce="Being worked out"
      />
    </Callout>
  );
}
