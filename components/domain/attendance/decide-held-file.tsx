import { ActionForm } from '../../ui/action-form';
import { TextField } from '../../ui/fields';
import { FormGrid } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { Row } from '../../ui/section';
import { SubmitButton } from '../../ui/submit-button';

/** Accept a held file as it stands, or leave it unused; either with a reason. */
export function DecideHeldFile({
  slug,
  runId,
  holdCode,
  canDecide,
  action,
}: {
  slug: string;
  runId: number;
  holdCode: string | null;
  canDecide: boolean;
  action: FormAction;
}) {
  if (!canDecide) return <p>Implementation staff decide about it.</p>;
  const isEmpty = holdCode === 'EMPTY_ON_SCHOOL_DAY';
  return (
    <ActionForm action={action} label={`Decide about file ${runId}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="runId" value={runId} />
      <FormGrid>
        <TextField
          id={`reason-${runId}`}
          name="reason"
          label="Why"
          hint="Kept with the file, with your name."
          maxLength={500}
        />
      </FormGrid>
      <Row>
        {isEmpty ? (
          <SubmitButton name="decision" value="ACCEPT" pendingLabel="Saving…">
            Accept: nobody was absent
          </SubmitButton>
        ) : null}
        <SubmitButton name="decision" value="DISCARD" variant="secondary" pendingLabel="Saving…">
          Do not use this file
        </SubmitButton>
      </Row>
    </ActionForm>
  );
}
