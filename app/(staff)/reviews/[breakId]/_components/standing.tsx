import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Row } from '@/components/ui/section';
import { TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { approveReasons, rejectReasons } from '@/lib/core/review/decision-reasons';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { canPreClear } from '@/lib/core/review/pre-clear';
import { runWord } from '@/lib/core/sync-run/words';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { preClearThisReview, retryThisReview, undoThisReview } from '../actions';
import { ReviewIds } from './ids';

/** At most so long between two looks while the worker is at it: this takes seconds, not minutes. */
const AT_WORK_MS = 5_000;

/** How the review stands, where that is more than waiting; and after a decision, what can still be done. */
export function Standing({
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
  if (state === 'OPEN') return <OpenStanding review={review} />;
  if (state === 'APPROVED')
    return (
      <Approved
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
    REJECTED: 'Nothing was applied. The district was told by email, and its page says why.',
    SUPERSEDED: `Newer files of ${review.tenantName} took its place. Nothing of this version was applied.`,
    EXPIRED:
      'No newer roster files came for 7 days (pauses and blackouts do not count), so none of it was applied. The next set is checked afresh.',
  } as const;
  return (
    <Callout tone={decided[state].tone} title={decided[state].title}>
      <DecidedBy review={review} now={now} />
      <p>{explained[state]}</p>
      <RunLink review={review} />
    </Callout>
  );
}

function OpenStanding({ review }: { review: ReviewDetail }) {
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
      <LiveRefresh
        version={`${review.version} ${review.runState}`}
        announce="Being worked out"
        longestWaitMs={AT_WORK_MS}
      />
    </Callout>
  );
}

function Approved({
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
        <LiveRefresh version={live} announce="Being undone" longestWaitMs={AT_WORK_MS} />
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
        <p>
          Nothing was applied and the live roster is unchanged. The approval stands: trying again
          applies exactly what was approved. Newer files take its place.
        </p>
        {canDecide ? <TryAgain review={review} /> : null}
        <RunLink review={review} />
      </Callout>
    );
  }
  if (runState !== 'APPLIED') {
    return (
      <Callout tone="active" title="Approved">
        <DecidedBy review={review} now={now} />
        <p>{runWord(facts).explanation} You can leave this page.</p>
        {runState === 'APPLYING' ? (
          <LiveRefresh version={live} announce="Applying" longestWaitMs={AT_WORK_MS} />
        ) : null}
        <RunLink review={review} />
      </Callout>
    );
  }
  return (
    <Callout tone="good" title="Applied">
      <DecidedBy review={review} now={now} />
      {runRemovalsUndoneAt ? (
        <p>
          Whoever was removed was brought back {time(runRemovalsUndoneAt)}. The next files are held
          for a person to look at.
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

const scopeWords = {
  ALL: '',
  ADDITIONS: ' Additions and changes only; the removals were held back.',
  SLICE: ' A part of it; the rest was left out.',
} as const;

function DecidedBy({ review, now }: { review: ReviewDetail; now: Date }): ReactNode {
  const { reasonCode, reason, decidedScope, decidedVersion } = review;
  const words: Readonly<Record<string, string>> =
    review.state === 'REJECTED' ? rejectReasons : approveReasons;
  return (
    <p>
      {review.decidedByName
        ? `By ${review.decidedByName}`
        : review.state === 'APPROVED' || review.state === 'REJECTED'
          ? 'By somebody at the command line'
          : 'By nobody'}
      {decidedVersion ? `, version ${decidedVersion}` : ''},{' '}
      <TimeText at={review.decidedAt} timeZone={review.timeZone} now={now} />.
      {decidedScope ? scopeWords[decidedScope] : ''}
      {reasonCode ? ` ${words[reasonCode] ?? reasonCode}.` : ''}
      {reason ? ` “${reason}”` : ''}
    </p>
  );
}

function RunLink({ review }: { review: ReviewDetail }) {
  return (
    <p>
      <Link href={`/districts/${review.tenantSlug}/runs/${review.runId}`}>See the run</Link>
    </p>
  );
}

function UndoButtons({ review }: { review: ReviewDetail }) {
  const { tenantName, runId, removed } = review;
  const hasRemovals =
    removed > 0 && review.decidedScope !== 'ADDITIONS' && review.runRemovalsUndoneAt === null;
  const form = (part: 'WHOLE' | 'REMOVALS', label: string) => (
    <ActionForm action={undoThisReview} label={label}>
      <ReviewIds review={review} />
      <input type="hidden" name="part" value={part} />
      <TextareaField
        name="undoReason"
        // Both dialogs are in the page: by one id, the label of the second would lead to the first.
        id={`undoReason-${part}`}
        label="Why it is undone"
        rows={3}
        hint="It stays with the record. Without names of students."
      />
      <div>
        <SubmitButton variant="danger" pendingLabel="Asking…">
          {label}
        </SubmitButton>
      </div>
    </ActionForm>
  );
  return (
    <Row>
      <ConfirmDialog trigger="Undo all of it…" title={`Undo run ${runId} for ${tenantName}?`}>
        <p>
          {undoCounts(review)} The roster goes back to what it was before. The next files are held
          for a person to look at.
        </p>
        {form('WHOLE', `Undo run ${runId}`)}
      </ConfirmDialog>
      {hasRemovals ? (
        <ConfirmDialog
          trigger="Bring the removed back…"
          title={`Bring back whom run ${runId} removed?`}
        >
          <p>
            {plural(review.removed, 'record')} {review.removed === 1 ? 'is' : 'are'} in the live
            roster again; additions and changes stay. The next files are held for a person to look
            at.
          </p>
          {form('REMOVALS', 'Bring the removed back')}
        </ConfirmDialog>
      ) : null}
    </Row>
  );
}

/** What an undo brings back, by what it does. A part that was left out was not applied either. */
function undoCounts({ added, changed, removed, planKind, heldBackCount }: ReviewDetail): string {
  if (planKind === 'INITIAL') return `All ${plural(added, 'record')} of the first roster go.`;
  const parts = [
    removed > 0 ? `${plural(removed, 'removed record')} come back` : '',
    added > 0 ? `${plural(added, 'added record')} go` : '',
    changed > 0 ? `${plural(changed, 'change')} are undone` : '',
  ].filter(Boolean);
  const of = heldBackCount > 0 ? `, less ${formatNumber(heldBackCount)} that were left out` : '';
  return `${parts.join(', ')}${of}.`;
}

function TryAgain({ review }: { review: ReviewDetail }) {
  return (
    <ActionForm action={retryThisReview} label="Try again" done="It starts now.">
      <input type="hidden" name="slug" value={review.tenantSlug} />
      <input type="hidden" name="runId" value={review.runId} />
      <div>
        <SubmitButton pendingLabel="Asking…">Try again</SubmitButton>
      </div>
    </ActionForm>
  );
}

function PreClear({ review }: { review: ReviewDetail }) {
  return (
    <ActionForm
      action={preClearThisReview}
      label="Let follow-ups pass"
      done="Follow-ups of about this size pass for 3 days."
    >
      <ReviewIds review={review} />
      <div>
        <SubmitButton variant="quiet" pendingLabel="Saving…">
          Let follow-ups pass for 3 days
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
