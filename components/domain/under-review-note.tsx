import Link from 'next/link';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';

/** Below a page on which something is "Under review": what that is, for whoever meets the word for the first time. */
export function UnderReviewNote({ isShown }: { isShown: boolean }) {
  return isShown ? (
    <p>
      “Under review” is a circuit break:{' '}
      <Link href={circuitBreaksPath}>understanding circuit breaks</Link>.
    </p>
  ) : null;
}
