'use client';

import { PageError } from '@/components/layout/page-error';
import { ActionForm } from '@/components/ui/action-form';
import { TextareaField, TextField } from '@/components/ui/fields';
import { CheckField, FormGrid, RadioField } from '@/components/ui/form';
import type { FormState } from '@/components/ui/form-state';
import { PendingLine } from '@/components/ui/link-pending';
import { SubmitButton } from '@/components/ui/submit-button';

/** Comes back at once with an error at each field. */
export function FailedForm() {
  return (
    <ActionForm action={refuse} label="A form with errors">
      <FormGrid>
        <TextField name="name" label="Name" hint="As it is written." />
        <TextareaField name="why" label="Why" optional />
        <RadioField
          legend="Role"
          name="role"
          choices={[
            { value: 'one', label: 'One' },
            { value: 'two', label: 'Two', hint: 'What two means.' },
          ]}
        />
        <CheckField name="sure" label="I am sure" />
        <div>
          <SubmitButton>Show the errors</SubmitButton>
        </div>
      </FormGrid>
    </ActionForm>
  );
}

function refuse(): Promise<FormState> {
  return Promise.resolve({
    status: 'failed',
    code: 'REFUSED',
    message: 'Correct what is marked.',
    fieldErrors: { name: 'Enter a name.', why: 'Say why in a sentence.' },
    values: {},
  });
}

/** Its action never comes back. */
export function WaitingForm() {
  return (
    <ActionForm action={wait} label="A form on the way">
      <div>
        <SubmitButton pendingLabel="Saving…">Save and wait</SubmitButton>
      </div>
    </ActionForm>
  );
}

function wait(): Promise<FormState> {
  return new Promise(() => {});
}

export function WaitingLink() {
  return <PendingLine isPending />;
}

export function FailedPage() {
  return <PageError error={{ digest: '1234567890' }} retry={() => {}} what="this page" />;
}
