import { longestKeyName } from '@/lib/core/connections/credential-limits';
import { REFUSALS } from '@/lib/core/refusals/catalogue';
import { ActionForm } from '../../ui/action-form';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Facts } from '../../ui/facts';
import { TextField } from '../../ui/fields';
import { FormGrid } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { SubmitButton } from '../../ui/submit-button';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { TimeText } from '../time-text';
import classes from './connection.module.css';
import { KeyField } from './key-field';
import { LastUse } from './last-use';
import { stillWorking } from './still-working';

export type KeyFacts = {
  id: number;
  name: string;
  /** "SHA256:…", as OpenSSH prints it. */
  fingerprint: string;
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
};

/** SSH keys that work, and adding and revoking them. */
export function KeysPanel({
  slug,
  keys,
  passwordCount,
  timeZone,
  now,
  canManage,
  add,
  revoke,
}: {
  slug: string;
  keys: readonly KeyFacts[];
  /** Passwords that work. */
  passwordCount: number;
  timeZone: string;
  now: Date;
  canManage: boolean;
  add: FormAction;
  revoke: FormAction;
}) {
  return (
    <>
      {keys.length === 0 ? <p>There are no SSH keys.</p> : null}
      <div className={classes.passwords}>
        {keys.map((key) => (
          <div key={key.id}>
            <h3>{key.name}</h3>
            <Facts
              facts={[
                {
                  label: 'Fingerprint',
                  value: <code className={classes.fingerprint}>{key.fingerprint}</code>,
                },
                {
                  label: 'Added',
                  value: (
                    <>
                      <TimeText at={key.createdAt} timeZone={timeZone} now={now} />
                      {key.createdByName ? ` by ${key.createdByName}` : null}
                    </>
                  ),
                },
                { label: 'Last used', value: <LastUse of={key} timeZone={timeZone} now={now} /> },
              ]}
            />
            {canManage ? (
              <ConfirmDialog
                trigger={
                  <>
                    Revoke key now<VisuallyHidden>: {key.name}</VisuallyHidden>
                  </>
                }
                triggerVariant="danger"
                triggerSize="small"
                title={`Revoke the key “${key.name}”?`}
                safeLabel="Keep it"
              >
                <p>
                  Uploads with it fail from now on, and open connections are closed within a minute.{' '}
                  {stillWorking({ otherPasswords: passwordCount, keys: keys.length - 1 })}
                </p>
                <ActionForm action={revoke}>
                  <input type="hidden" name="slug" value={slug} />
                  <input type="hidden" name="keyId" value={key.id} />
                  <div>
                    <SubmitButton variant="danger" pendingLabel="Revoking…">
                      Revoke key
                    </SubmitButton>
                  </div>
                </ActionForm>
              </ConfirmDialog>
            ) : null}
          </div>
        ))}
      </div>
      {canManage ? (
        <ActionForm
          action={add}
          foldedUnder="Add an SSH key"
          done="The key was added."
          label="Add an SSH key"
        >
          <FormGrid>
            <input type="hidden" name="slug" value={slug} />
            <KeyField isPrivate={REFUSALS.KEY_IS_PRIVATE.sentence} />
            <TextField
              name="name"
              label="Name"
              optional
              hint="The program or computer that uses it. If you leave this empty, we use the comment in the key."
              autoComplete="off"
              maxLength={longestKeyName}
            />
            <div>
              <SubmitButton pendingLabel="Adding…">Add key</SubmitButton>
            </div>
          </FormGrid>
        </ActionForm>
      ) : (
        <p>The district&rsquo;s tech contact or an implementer can add and revoke SSH keys.</p>
      )}
    </>
  );
}
