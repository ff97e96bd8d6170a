import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { approveReasons, rejectReasons } from '@/lib/core/review/decision-reasons';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';

const scopeSentences = {
  ALL: '',
  ADDITIONS: ' Additions and changes only; removals were held back.',
  SLICE: ' Part of it; the rest was left out.',
} as const;

export function DecidedBy({ review, now }: { review: ReviewDetail; now: Date }): ReactNode {
  const { reasonCode, reason, decidedScope, decidedVersion } = review;
  const words: Readonly<Record<string, string>> =
    review.state === 'REJECTED' ? rejectReasons : approveReasons;
  return (
    <p>
      {review.decidedByName
        ? `By ${review.decidedByName}`
        : review.state === 'APPROVED' || review.state === 'REJECTED'
          ? 'From the command line'
          : 'Not by a person'}
      {decidedVersion ? `, version ${decidedVersion}` : ''},{' '}
      <TimeText at={review.decidedAt} timeZone={review.timeZone} now={now} />.
      {decidedScope ? scopeSentences[decidedScope] : ''}
      {reasonCode ? ` ${words[reasonCode] ?? reasonCode}.` : ''}
      {reason ? ` “${reason}”` : ''}
    </p>
  );
}
