import { plural } from '@/lib/core/format/numbers';
import { ActionForm } from '../../ui/action-form';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Facts } from '../../ui/facts';
import { RadioField } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { SubmitButton } from '../../ui/submit-button';
import { TimeText } from '../time-text';
import { MakePassword, type MakePasswordAction } from './make-password';

export type PasswordFacts = {
  id: number;
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  /** Set when a newer one replaces it: it works until then. */
  expiresAt: Date | null;
};

const overlapChoices = [
  {
    value: '72',
    label: '72 hours',
    hint: 'Time for a nightly job to be changed and seen working.',
  },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  { value: '0', label: 'End it now', hint: 'Uploads with the old password fail from this moment.' },
];

/** Passwords in force, and making, replacing and revoking them. */
export function PasswordPanel({
  passwords,
  timeZone,
  now,
  canManage,
  make,
  rotate,
  revoke,
}: {
  passwords: readonly PasswordFacts[];
  timeZone: string;
  now: Date;
  canManage: boolean;
  make: MakePasswordAction;
  rotate: MakePasswordAction;
  revoke: FormAction;
}) {
  if (passwords.length === 0) {
    return (
      <>
        <p>
          There is no password yet. We make one of 24 letters and digits and show it once; after
          that nobody can read it, us included.
        </p>
        {canManage ? (
          <MakePassword action={make} label="Generate password" pendingLabel="Generating…" />
        ) : (
          <p>The district&rsquo;s tech contact or an implementer can generate it.</p>
        )}
      </>
    );
  }
  return (
    <>
      {passwords.map((password) => (
        <div key={password.id}>
          <h3>{password.expiresAt ? 'Old password' : 'Password in use'}</h3>
          <Facts
            facts={[
              {
                label: 'Created',
                value: (
                  <>
                    <TimeText at={password.createdAt} timeZone={timeZone} now={now} />
                    {password.createdByName ? ` by ${password.createdByName}` : null}
                  </>
                ),
              },
              {
                label: 'Last used',
                value: (
                  <TimeText
                    at={password.lastUsedAt}
                    timeZone={timeZone}
                    now={now}
                    missing="not used yet"
                  />
                ),
              },
              ...(password.expiresAt
                ? [
                    {
                      label: 'Works until',
                      value: <TimeText at={password.expiresAt} timeZone={timeZone} now={now} />,
                    },
                  ]
                : []),
            ]}
          />
          {canManage ? (
            <ConfirmDialog
              trigger={password.expiresAt ? 'Revoke old password now' : 'Revoke now'}
              triggerVariant="danger"
              triggerSize="small"
              title={password.expiresAt ? 'Revoke the old password?' : 'Revoke this password?'}
              safeLabel="Keep it"
            >
              <p>
                Uploads with it fail from this moment, and open connections are closed.{' '}
                {passwords.length === 1
                  ? 'No other password is in force: nothing can be sent until a new one is made.'
                  : `${plural(passwords.length - 1, 'other password')} still ${passwords.length === 2 ? 'works' : 'work'}.`}{' '}
                This cannot be undone.
              </p>
              <ActionForm action={revoke}>
                <input type="hidden" name="passwordId" value={password.id} />
                <div>
                  <SubmitButton variant="danger" pendingLabel="Revoking…">
                    Revoke password
                  </SubmitButton>
                </div>
              </ActionForm>
            </ConfirmDialog>
          ) : null}
        </div>
      ))}
      {canManage ? (
        <details>
          <summary>Replace the password (rotate)</summary>
          <MakePassword action={rotate} label="Make a new password" pendingLabel="Generating…">
            <RadioField
              legend="How long should the old password go on working?"
              name="overlapHours"
              defaultValue="72"
              choices={overlapChoices}
            />
          </MakePassword>
        </details>
      ) : null}
    </>
  );
}
