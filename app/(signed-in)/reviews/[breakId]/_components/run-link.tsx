import Link from 'next/link';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';

export function RunLink({ review }: { review: ReviewDetail }) {
  return (
    <p>
      <Link href={`/districts/${review.tenantSlug}/runs/${review.runId}`}>See the run</Link>
    </p>
  );
}
