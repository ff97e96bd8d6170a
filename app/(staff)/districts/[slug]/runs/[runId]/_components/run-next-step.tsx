import type { ReactNode } from 'react';
import { NextStep } from '@/components/domain/next-step';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { runWord } from '@/lib/core/sync-run/words';
import type { AppContext } from '@/lib/server/app-context';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { RunDetail } from '@/lib/server/sync-runs/get-run';
import { UNDO_DAYS } from '@/lib/server/sync-runs/request-undo';
import { applyRunNow, undoRun } from '../actions';

/** What happens next with this run, whose turn it is, and the buttons for it. */
export function RunNextStep({
  ctx,
  person,
  tenant,
  run,
}: {
  ctx: AppContext;
  person: SessionPerson;
  tenant: TenantRef;
  run: RunDetail;
}) {
  const path = `/districts/${tenant.slug}/runs/${run.id}`;
  const now = ctx.clock.now();
  const time = (at: Date | null) => <TimeText at={at} timeZone={tenant.timeZone} now={now} />;
  const staff = isStaff(person);
  const ids = (
    <>
      <input type="hidden" name="slug" value={tenant.slug} />
      <input type="hidden" name="runId" value={run.id} />
    </>
  );
  const parts: ReactNode[] = [];
  if (run.state === 'HELD' && run.breakId !== null && staff) {
    parts.push(
      <Row key="review">
        <ButtonLink variant="primary" href={`/reviews/${run.breakId}`}>
          Review this update
        </ButtonLink>
      </Row>,
    );
  }
  if (run.state === 'DEFERRED') {
    parts.push(<p key="when">It is applied {time(run.applyAfter)}.</p>);
    if (can(person, 'runs.apply')) {
      parts.push(
        <ActionForm
          key="apply"
          action={applyRunNow}
          label="Apply now"
          done="The worker takes it now."
        >
          {ids}
          <SubmitButton pendingLabel="Asking…">Apply now</SubmitButton>
        </ActionForm>,
      );
    }
  }
  if (run.missingFiles) {
    parts.push(
      <p key="missing">
        Missing: <strong>{run.missingFiles}</strong>. The files that came are kept.
      </p>,
    );
  }
  if (run.state === 'INVALID') {
    parts.push(
      <Row key="fix">
        <ButtonLink variant="primary" href={`${path}/problems`}>
          See what to correct
        </ButtonLink>
      </Row>,
    );
  }
  if (run.state === 'REJECTED' && run.rejectionReason !== null) {
    parts.push(<p key="why">The reviewer wrote: “{run.rejectionReason}”</p>);
  }
  if (run.state === 'FAILED' && run.retryAt) {
    parts.push(<p key="retry">The next try is {time(run.retryAt)}.</p>);
  }
  if (run.state === 'SUPERSEDED' && run.breakId !== null && staff) {
    parts.push(
      <Row key="newer">
        <ButtonLink href={`/reviews/${run.breakId}`}>Open the newest review</ButtonLink>
      </Row>,
    );
  }
  if (run.undoRequestedAt && !run.undoneAt) {
    parts.push(
      <p key="undoing">Asked to undo {time(run.undoRequestedAt)}. The worker takes it back.</p>,
    );
  } else if (canUndo(run, now) && can(person, 'runs.undo')) {
    const until = new Date((run.appliedAt?.getTime() ?? 0) + UNDO_DAYS * 86_400_000);
    parts.push(
      <Row key="undo">
        <ConfirmDialog trigger="Undo" title={`Undo run ${run.id} for ${tenant.name}?`}>
          <p>
            The roster goes back to what it was before this run. The files sent next are compared
            with that roster again.
          </p>
          <ActionForm action={undoRun} label="Undo">
            {ids}
            <SubmitButton variant="danger" pendingLabel="Asking…">
              Undo run {run.id}
            </SubmitButton>
          </ActionForm>
        </ConfirmDialog>
        <span>Possible until {time(until)}.</span>
      </Row>,
    );
  }
  if (run.blocksGoLive) {
    parts.push(
      <p key="golive">
        Something that families need is missing from the files: it does not stop this run, but the
        district cannot go live with it. See the problems.
      </p>,
    );
  }
  return <NextStep word={runWord(run)}>{parts}</NextStep>;
}

function canUndo(run: RunDetail, now: Date): boolean {
  if (run.state !== 'APPLIED' || run.undoneAt || !run.isInForce || !run.appliedAt) return false;
  return now.getTime() - run.appliedAt.getTime() <= UNDO_DAYS * 86_400_000;
}
