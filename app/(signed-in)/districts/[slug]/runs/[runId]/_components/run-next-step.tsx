import Link from 'next/link';
import type { ReactNode } from 'react';
import { NextStep } from '@/components/domain/next-step';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Row } from '@/components/ui/section';
import { TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { plural } from '@/lib/core/format/numbers';
import type { PauseKind } from '@/lib/core/pause/kinds-of-pause';
import { meantEmptyText, type MeantEmpty } from '@/lib/core/sync-run/meant-empty-text';
import { runPath } from '@/lib/core/sync-run/run-address';
import { runNextText } from '@/lib/core/sync-run/run-next-text';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import type { RunDetail } from '@/lib/server/sync-runs/queries/get-run';
import { applyRunNow, retryFailedRun, undoRun } from '../actions';

/** What happens next with this run, whose turn it is, and the buttons for it. */
export function RunNextStep({
  tenant,
  run,
  now,
  isStaff,
  canApply,
  undoUntil,
  pause,
  meantEmpty,
  why,
}: {
  tenant: { slug: string; name: string; timeZone: string };
  run: RunDetail;
  now: Date;
  isStaff: boolean;
  canApply: boolean;
  /** Until when this person may undo the run; null where they may not. */
  undoUntil: Date | null;
  /** What keeps updates of this district from being applied automatically now. */
  pause: PauseKind | null;
  /** Files of this run that two people confirmed to be empty on purpose. */
  meantEmpty: MeantEmpty | null;
  /** Why it is held, other than for its size. */
  why: readonly string[];
}) {
  const path = runPath(tenant.slug, run.number);
  const time = (at: Date | null) => <TimeText at={at} timeZone={tenant.timeZone} now={now} />;
  const ids = (
    <>
      <input type="hidden" name="slug" value={tenant.slug} />
      <input type="hidden" name="runId" value={run.id} />
    </>
  );
  const { word, explanation, asks } = runNextText({
    ...run,
    hasNewer: run.newer !== null,
    isStaff,
    pause,
    isMeantEmpty: meantEmpty?.isAll ?? false,
  });
  const parts: ReactNode[] = why.map((sentence) => <p key={sentence}>{sentence}</p>);
  if (!asks && run.newer !== null) {
    parts.push(
      <p key="newer-set">
        A newer set of files arrived:{' '}
        <Link href={runPath(tenant.slug, run.newer.number)}>run {run.newer.number}</Link>
        {` (${runLabel(run.newer).word}).`}
      </p>,
    );
  }
  if (run.state === 'HELD' && run.breakId !== null && isStaff && pause !== 'PAUSE') {
    parts.push(
      <Row key="review">
        <ButtonLink variant="primary" href={`/reviews/${run.breakId}`}>
          Review this update
        </ButtonLink>
      </Row>,
    );
  }
  if (run.state === 'HELD') {
    parts.push(
      <p key="circuit-break">
        <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
      </p>,
    );
  }
  if (run.state === 'DEFERRED' && pause === null) {
    parts.push(<p key="when">It will be applied {time(run.applyAfter)}.</p>);
    if (canApply) {
      parts.push(
        <ActionForm key="apply" action={applyRunNow} label="Apply now" done="Starting now.">
          {ids}
          <SubmitButton pendingLabel="Asking…">Apply now</SubmitButton>
        </ActionForm>,
      );
    }
  }
  if (run.missingFiles) {
    parts.push(
      <p key="missing">
        Missing: <strong>{run.missingFiles}</strong>. The files that arrived were not read and do
        not count toward another set.
      </p>,
    );
  }
  if (run.fileHints.length > 0) {
    parts.push(
      <ul key="hints">
        {run.fileHints.map((hint, index) => (
          <li key={index}>{fileHintSentence(hint, now, tenant.timeZone)}</li>
        ))}
      </ul>,
    );
  }
  if (run.state === 'INVALID' && !asks) {
    parts.push(
      <Row key="problems">
        <ButtonLink href={`${path}/problems`}>See every problem</ButtonLink>
      </Row>,
    );
  } else if (run.state === 'INVALID') {
    if (meantEmpty)
      parts.push(
        <p key="meant-empty">
          {meantEmptyText(meantEmpty, { isStaff, timeZone: tenant.timeZone, now })}
        </p>,
      );
    parts.push(
      <Row key="fix">
        {meantEmpty?.isAll ? (
          <ButtonLink href={`${path}/problems`}>See every problem</ButtonLink>
        ) : (
          <ButtonLink variant="primary" href={`${path}/problems`}>
            See what to correct
          </ButtonLink>
        )}
      </Row>,
    );
  }
  if (run.state === 'REJECTED' && run.rejectionReason !== null) {
    parts.push(<p key="why">The reviewer wrote: “{run.rejectionReason}”</p>);
  }
  if (run.state === 'FAILED' && run.retryAt) {
    parts.push(<p key="retry">Next try: {time(run.retryAt)}.</p>);
  }
  if (run.state === 'FAILED' && canApply && asks && pause !== null) {
    parts.push(
      <p key="paused">
        Updates for this district are paused. You can try again when the pause is over.
      </p>,
    );
  } else if (run.state === 'FAILED' && canApply && asks) {
    parts.push(
      <ActionForm key="again" action={retryFailedRun} label="Try again" done="Starting now.">
        {ids}
        <SubmitButton pendingLabel="Asking…">Try again</SubmitButton>
      </ActionForm>,
    );
  }
  if (run.state === 'SUPERSEDED' && run.breakId !== null && isStaff) {
    parts.push(
      <Row key="newer">
        <ButtonLink href={`/reviews/${run.breakId}`}>Open the newest review</ButtonLink>
      </Row>,
    );
  }
  if (run.undoRequestedAt && !run.undoneAt) {
    parts.push(
      <p key="undoing">
        An undo was requested {time(run.undoRequestedAt)}. The run is being undone.
      </p>,
    );
  } else if (undoUntil) {
    parts.push(
      <Row key="undo">
        <ConfirmDialog trigger="Undo" title={`Undo run ${run.number} for ${tenant.name}?`}>
          <p>
            {run.changeCount > 0
              ? `${plural(run.changeCount - run.heldBackCount, 'change')} will be undone. `
              : ''}
            The roster goes back to what it was before this run. The next files will be held for
            review.
          </p>
          <ActionForm action={undoRun} label="Undo">
            {ids}
            <TextareaField
              name="undoReason"
              label="Reason"
              rows={3}
              hint="Saved with the run. Do not include student names."
            />
            <SubmitButton variant="danger" pendingLabel="Asking…">
              Undo run {run.number}
            </SubmitButton>
          </ActionForm>
        </ConfirmDialog>
        <span>Possible until {time(undoUntil)}.</span>
      </Row>,
    );
  }
  if (run.blocksGoLive && asks) {
    parts.push(
      <p key="golive">
        {run.baselineRunId !== null || run.isInForce
          ? 'Something families need is missing from these files (home languages or family contacts). See the problems, and add it to the export.'
          : 'Something families need is missing from these files. It does not stop this run, but the district cannot go live without it. See the problems.'}
      </p>,
    );
  }
  return (
    <NextStep word={{ ...word, isToDistrict: !isStaff }} explanation={explanation}>
      {parts}
    </NextStep>
  );
}
