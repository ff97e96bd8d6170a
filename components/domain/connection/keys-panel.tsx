import { longestKeyName } from '@/lib/core/connections/credential-limits';
import { REFUSALS } from '@/lib/core/refusals/catalogue';
import { ActionForm } from '../../ui/action-form';
import { Facts } from '../../ui/facts';
import { TextField } from '../../ui/fields';
import { FormGrid } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { SubmitButton } from '../../ui/submit-button';
import { VisuallyHidden } from '../../ui/visually-hidden';
import classes from './connection.module.css';
import { KeyField } from './key-field';
import { LastUse } from './last-use';
import { MadeBy } from './made-by';
import { RevokeDialog } from './revoke-dialog';

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
                { label: 'Added', value: <MadeBy of={key} timeZone={timeZone} now={now} /> },
                { label: 'Last used', value: <LastUse of={key} timeZone={timeZone} now={now} /> },
              ]}
            />
            {canManage ? (
              <RevokeDialog
                trigger={
                  <>
                    Revoke key now<VisuallyHidden>: {key.name}</VisuallyHidden>
                  </>
                }
                title={`Revoke the key “${key.name}”?`}
                label="Revoke key"
                others={{ otherPasswords: passwordCount, keys: keys.length - 1 }}
                action={revoke}
                fields={{ slug, keyId: key.id }}
              />
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
