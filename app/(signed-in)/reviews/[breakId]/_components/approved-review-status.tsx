import { TimeText } from '@/components/domain/time-text';
import { Callout } from '@/components/ui/callout';
import { canPreClear } from '@/lib/core/review/pre-clear';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { TryAgain, PreClear } from './after-decision';
import { DecidedBy } from './decided-by';
import { LiveWhileAtWork } from './live-while-at-work';
import { RunLink } from './run-link';
import { UndoButtons } from './undo-buttons';

export function ApprovedReviewStatus({
  review,
  now,
  undoUntil,
  isUndoAsked,
  canDecide,
}: {
  review: ReviewDetail;
  now: Date;
  undoUntil: Date | null;
  isUndoAsked: boolean;
  canDecide: boolean;
}) {
  const { runState, runUndoneAt, runRemovalsUndoneAt } = review;
  const time = (at: Date | null) => <TimeText at={at} timeZone={review.timeZone} now={now} />;
  const facts = { state: runState, undoneAt: runUndoneAt, retryAt: review.runRetryAt };
  const live = `${runState} ${isUndoAsked} ${String(runUndoneAt)} ${String(runRemovalsUndoneAt)}`;
  if (isUndoAsked) {
    return (
      <Callout tone="active" title="Being undone">
        <DecidedBy review={review} now={now} />
        <LiveWhileAtWork version={live} announce="Being undone" />
      </Callout>
    );
  }
  if (runUndoneAt) {
    return (
      <Callout tone="neutral" title="Undone">
        <DecidedBy review={review} now={now} />
        <p>
          It was undone {time(runUndoneAt)}
          {review.runUndoneByName ? ` by ${review.runUndoneByName}` : ''}. The roster is what it was
          before. The next files will be held for review.
          {review.runUndoReason ? ` “${review.runUndoReason}”` : ''}
        </p>
      </Callout>
    );
  }
  if (runState === 'FAILED') {
    return (
      <Callout tone="problem" title="Approved, but stopped by an error on our side">
        <DecidedBy review={review} now={now} />
        <p>{failedSentence(review)}</p>
        {canDecide && review.runOutdated === null && !review.isCheckPaused ? (
          <TryAgain review={review} />
        ) : null}
        <RunLink review={review} />
      </Callout>
    );
  }
  if (runState !== 'APPLIED') {
    return (
      <Callout tone="active" title="Approved">
        <DecidedBy review={review} now={now} />
        <p>{runLabel(facts).explanation} You can leave this page.</p>
        {runState === 'APPLYING' ? <LiveWhileAtWork version={live} announce="Applying" /> : null}
        <RunLink review={review} />
      </Callout>
    );
  }
  return (
    <Callout tone="good" title="Applied">
      <DecidedBy review={review} now={now} />
      {runRemovalsUndoneAt ? (
        <p>
          The removed records were restored {time(runRemovalsUndoneAt)}. The next files will be held
          for review.
          {review.runUndoReason ? ` “${review.runUndoReason}”` : ''}
        </p>
      ) : null}
      {undoUntil ? (
        <>
          <p>Undo until {time(undoUntil)}.</p>
          <UndoButtons review={review} />
        </>
      ) : null}
      {canDecide &&
      !runRemovalsUndoneAt &&
      canPreClear({ kind: review.kind, scope: review.decidedScope }) ? (
        <PreClear review={review} />
      ) : null}
      <RunLink review={review} />
    </Callout>
  );
}

function failedSentence({ runOutdated, isCheckPaused }: ReviewDetail): string {
  if (runOutdated === 'NEWER_FILES')
    return 'Nothing was applied. Newer files have replaced it, so there is nothing to try again.';
  if (runOutdated === 'ROSTER_MOVED')
    return 'Nothing was applied. The live roster has changed since the approval, so there is nothing to try again. The next files will be compared with the current roster.';
  const stands =
    'Nothing was applied, and the live roster is unchanged. The approval is still valid: trying again applies exactly what was approved. Newer files would replace it.';
  return isCheckPaused
    ? `${stands} Updates for this district are paused. You can try again when the pause is over.`
    : stands;
}
