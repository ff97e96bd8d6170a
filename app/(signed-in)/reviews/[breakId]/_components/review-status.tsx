import { Callout } from '@/components/ui/callout';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { ApprovedReviewStatus } from './approved-review-status';
import { DecidedBy } from './decided-by';
import { OpenReviewStatus } from './open-review-status';
import { RunLink } from './run-link';

/** How the review stands, where that is more than waiting; and after a decision, what can still be done. */
export function ReviewStatus({
  review,
  path,
  now,
  undoUntil,
  isUndoAsked,
  canDecide,
}: {
  review: ReviewDetail;
  path: string;
  now: Date;
  undoUntil: Date | null;
  isUndoAsked: boolean;
  canDecide: boolean;
}) {
  const { state, version, latestVersion } = review;
  if (version !== latestVersion) {
    return (
      <Callout tone="problem" title="This review is out of date">
        <p>
          {review.tenantName} sent new files after version {version}.{' '}
          <a href={path}>Open version {latestVersion}</a>
        </p>
      </Callout>
    );
  }
  if (state === 'OPEN') return <OpenReviewStatus review={review} />;
  if (state === 'APPROVED')
    return (
      <ApprovedReviewStatus
        review={review}
        now={now}
        undoUntil={undoUntil}
        isUndoAsked={isUndoAsked}
        canDecide={canDecide}
      />
    );
  const decided = {
    REJECTED: { title: 'Rejected', tone: 'problem' },
    SUPERSEDED: { title: 'Superseded by newer files', tone: 'neutral' },
    EXPIRED: { title: 'Expired without a decision', tone: 'neutral' },
  } as const;
  const explained = {
    REJECTED: 'Nothing was applied. The district got an email, and its page says why.',
    SUPERSEDED: `Newer files of ${review.tenantName} replaced it. Nothing from this version was applied.`,
    EXPIRED:
      'No newer roster files arrived for 7 days (not counting pauses and blackouts), so none of it was applied. The next set will be checked as usual.',
  } as const;
  return (
    <Callout tone={decided[state].tone} title={decided[state].title}>
      <DecidedBy review={review} now={now} />
      <p>{explained[state]}</p>
      <RunLink review={review} />
    </Callout>
  );
}
