import type { ReactNode } from 'react';
import { ActionForm } from '../../ui/action-form';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import type { FormAction } from '../../ui/form-state';
import { SubmitButton } from '../../ui/submit-button';
import { stillWorking } from './still-working';

/** Asks before a password or a key ends: what that does to uploads, and what a program can sign in with afterwards. */
export function RevokeDialog({
  trigger,
  title,
  label,
  others,
  after,
  action,
  fields,
}: {
  trigger: ReactNode;
  title: string;
  /** Of the button that revokes. */
  label: string;
  /** What works besides. */
  others: Parameters<typeof stillWorking>[0];
  /** What more is to be known, as a sentence. */
  after?: string;
  action: FormAction;
  /** What the action takes, by its name. */
  fields: Readonly<Record<string, string | number>>;
}) {
  return (
    <ConfirmDialog
      trigger={trigger}
      triggerVariant="danger"
      triggerSize="small"
      title={title}
      safeLabel="Keep it"
    >
      <p>
        Uploads with it fail from now on, and open connections are closed within a minute.{' '}
        {stillWorking(others)} {after}
      </p>
      <ActionForm action={action}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div>
          <SubmitButton variant="danger" pendingLabel="Revoking…">
            {label}
          </SubmitButton>
        </div>
      </ActionForm>
    </ConfirmDialog>
  );
}
