import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextareaField } from '@/components/ui/fields';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OpenPause } from '@/lib/server/policy/pauses';
import { pauseDistrict, resumeDistrict } from '../actions';

/** Whether files of the district are taken up, and the button for the other. */
export function Pause({
  tenant,
  pause,
  now,
  canChange,
}: {
  tenant: { slug: string; name: string; timeZone: string };
  pause: OpenPause | null;
  now: Date;
  canChange: boolean;
}) {
  const slug = <input type="hidden" name="slug" value={tenant.slug} />;
  return (
    <Section
      title="Pause"
      id="pause"
      description="While a district is paused, its files are saved and wait, an open review and its deadline are on hold, and nothing is applied. The first files after the pause are held once for review, whatever their size."
    >
      {pause ? (
        <>
          <p>
            <strong>Paused</strong> since{' '}
            <TimeText at={pause.startedAt} timeZone={tenant.timeZone} now={now} />
            {pause.startedBy ? ` by ${pause.startedBy}` : ''}.
          </p>
          {pause.reason ? <p>“{pause.reason}”</p> : null}
        </>
      ) : (
        <p>Not paused.</p>
      )}
      {canChange && pause ? (
        <Row>
          <ConfirmDialog
            trigger="Resume now…"
            title={`Resume ${tenant.name}?`}
            safeLabel="Stay paused"
          >
            <p>
              Waiting files are checked right away. The first ones are held for review, so plan time
              for that.
            </p>
            <ActionForm action={resumeDistrict} label="Resume">
              {slug}
              <div>
                <SubmitButton pendingLabel="Resuming…">Resume {tenant.name}</SubmitButton>
              </div>
            </ActionForm>
          </ConfirmDialog>
        </Row>
      ) : null}
      {canChange && !pause ? (
        <Row>
          <ConfirmDialog trigger="Pause…" title={`Pause ${tenant.name}?`} safeLabel="Do not pause">
            <p>
              From now on, its files are saved and wait, and nothing is applied until someone
              resumes it. The first files after the pause will be held for review.
            </p>
            <ActionForm action={pauseDistrict} label="Pause">
              {slug}
              <TextareaField
                id="pause-reason"
                name="reason"
                label="Reason"
                rows={2}
                hint="Do not include student names."
              />
              <div>
                <SubmitButton pendingLabel="Pausing…">Pause {tenant.name}</SubmitButton>
              </div>
            </ActionForm>
          </ConfirmDialog>
        </Row>
      ) : null}
    </Section>
  );
}
