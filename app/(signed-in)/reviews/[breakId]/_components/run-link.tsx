import Link from 'next/link';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { runPath } from '@/lib/core/sync-run/run-address';

export function RunLink({ review }: { review: ReviewDetail }) {
  return (
    <p>
      <Link href={runPath(review.tenantSlug, review.runNumber)}>See the run</Link>
    </p>
  );
}
