import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import { ActionForm } from '../../ui/action-form';
import { TextField } from '../../ui/fields';
import { FormGrid } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { Row } from '../../ui/section';
import { SubmitButton } from '../../ui/submit-button';

/** Accept a held file as it stands, or leave it unused; either with a reason. */
export function DecideHeldFile({
  slug,
  run,
  holdCode,
  canDecide,
  action,
}: {
  slug: string;
  run: IdentifiedRun;
  holdCode: string | null;
  canDecide: boolean;
  action: FormAction;
}) {
  if (!canDecide) return <p>Implementation staff can decide.</p>;
  const isEmpty = holdCode === 'EMPTY_ON_SCHOOL_DAY';
  return (
    <ActionForm action={action} label={`Decide on file ${run.number}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="runId" value={run.id} />
      <FormGrid>
        <TextField
          id={`reason-${run.id}`}
          name="reason"
          label="Why"
          hint="Saved with the file and your name."
          maxLength={500}
        />
      </FormGrid>
      <Row>
        {isEmpty ? (
          <SubmitButton name="decision" value="ACCEPT" pendingLabel="Saving…">
            Accept: no one was absent
          </SubmitButton>
        ) : null}
        <SubmitButton name="decision" value="DISCARD" variant="secondary" pendingLabel="Saving…">
          Do not use this file
        </SubmitButton>
      </Row>
    </ActionForm>
  );
}
