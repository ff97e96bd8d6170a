import { plural } from '@/lib/core/format/numbers';
import { Facts } from '../../ui/facts';
import { RadioField } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { TimeText } from '../time-text';
import classes from './connection.module.css';
import { LastUse } from './last-use';
import { MadeBy } from './made-by';
import { RevokeDialog } from './revoke-dialog';
import { GeneratePassword, type GeneratePasswordAction } from './generate-password';

export type PasswordFacts = {
  id: number;
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  /** Set when a newer one replaces it: it works until then. */
  expiresAt: Date | null;
};

const overlapChoices = [
  {
    value: '72',
    label: '72 hours',
    hint: 'Enough time to change a nightly job and see it work.',
  },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  {
    value: '0',
    label: 'Revoke it now',
    hint: 'Uploads with the old password fail from now on.',
  },
];

/** Passwords that work, and generating, replacing and revoking them. */
export function PasswordPanel({
  slug,
  passwords,
  keyCount,
  timeZone,
  now,
  canManage,
  generate,
  revoke,
}: {
  slug: string;
  passwords: readonly PasswordFacts[];
  /** SSH keys that work. */
  keyCount: number;
  timeZone: string;
  now: Date;
  canManage: boolean;
  generate: GeneratePasswordAction;
  revoke: FormAction;
}) {
  const isFirst = passwords.length === 0;
  return (
    <>
      {isFirst ? (
        <p>
          {keyCount === 0
            ? 'No password works now.'
            : `No password works now, but ${plural(keyCount, 'SSH key')} ${keyCount === 1 ? 'does' : 'do'}.`}{' '}
          We generate one of 24 letters and digits and show it once; after that, no one can read it,
          including us.
        </p>
      ) : (
        <div className={classes.passwords}>
          {passwords.map((password) => (
            <PasswordInForce
              key={password.id}
              slug={slug}
              password={password}
              otherCount={passwords.length - 1}
              keyCount={keyCount}
              timeZone={timeZone}
              now={now}
              revoke={canManage ? revoke : null}
            />
          ))}
        </div>
      )}
      {canManage ? (
        <GeneratePassword
          action={generate}
          label={isFirst ? 'Generate password' : 'Replace password'}
          pendingLabel="Generating…"
          foldedUnder={isFirst ? undefined : 'Replace the password (rotate)'}
        >
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="replaces" value={isFirst ? '0' : '1'} />
          {isFirst ? null : (
            <RadioField
              legend="How long should the old password keep working?"
              name="overlapHours"
              defaultValue="72"
              choices={overlapChoices}
            />
          )}
        </GeneratePassword>
      ) : (
        <p>
          The district&rsquo;s tech contact or an implementer can generate, replace and revoke
          passwords.
        </p>
      )}
    </>
  );
}

function PasswordInForce({
  slug,
  password,
  otherCount,
  keyCount,
  timeZone,
  now,
  revoke,
}: {
  slug: string;
  password: PasswordFacts;
  otherCount: number;
  keyCount: number;
  timeZone: string;
  now: Date;
  revoke: FormAction | null;
}) {
  const isOld = password.expiresAt !== null;
  return (
    <div>
      <h3>{isOld ? 'Old password' : 'Password that works'}</h3>
      <Facts
        facts={[
          {
            label: 'Generated',
            value: <MadeBy of={password} timeZone={timeZone} now={now} />,
          },
          {
            label: 'Last used',
            value: <LastUse of={password} timeZone={timeZone} now={now} />,
          },
          ...(isOld
            ? [
                {
                  label: 'Works until',
                  value: <TimeText at={password.expiresAt} timeZone={timeZone} now={now} />,
                },
              ]
            : []),
        ]}
      />
      {password.lastUsedAt === null && !isOld ? (
        <p>
          It was shown once, to whoever generated it. If you do not have it, replace it below: no
          one can read it again.
        </p>
      ) : null}
      {revoke ? (
        <RevokeDialog
          trigger={isOld ? 'Revoke old password now' : 'Revoke now'}
          title={isOld ? 'Revoke the old password?' : 'Revoke the password?'}
          label="Revoke password"
          others={{ otherPasswords: otherCount, keys: keyCount }}
          after="This cannot be undone."
          action={revoke}
          fields={{ slug, passwordId: password.id }}
        />
      ) : null}
    </div>
  );
}
