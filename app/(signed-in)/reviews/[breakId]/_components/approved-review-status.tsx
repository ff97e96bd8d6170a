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
          before; the next files are held for a person to look at.
          {review.runUndoReason ? ` “${review.runUndoReason}”` : ''}
        </p>
      </Callout>
    );
  }
  if (runState === 'FAILED') {
    return (
      <Callout tone="problem" title="Approved, and stopped by a fault of ours">
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
          The removed records were restored {time(runRemovalsUndoneAt)}. The next files are held for
          a person to look at.
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
    return 'Nothing was applied. Newer files took its place, so there is nothing to try again.';
  if (runOutdated === 'ROSTER_MOVED')
    return 'Nothing was applied. The live roster has changed since the approval, so there is nothing to try again: the next files are compared with it as it is now.';
  const stands =
    'Nothing was applied and the live roster is unchanged. The approval stands: trying again applies exactly what was approved. Newer files take its place.';
  return isCheckPaused
    ? `${stands} Updates of this district are paused: it can be tried again when the pause is over.`
    : stands;
}
