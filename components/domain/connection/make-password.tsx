'use client';

import { useActionState, type ReactNode } from 'react';
import { Callout } from '../../ui/callout';
import { SecretOnce } from '../../ui/secret-once';
import { SubmitButton } from '../../ui/submit-button';
import classes from './connection.module.css';

export type MakePasswordState =
  | { status: 'idle' }
  | { status: 'made'; password: string; fileName: string; fileText: string }
  | { status: 'refused'; message: string };

export type MakePasswordAction = (
  state: MakePasswordState,
  form: FormData,
) => Promise<MakePasswordState>;

/** The button that makes a password, and the box that shows it this one time. */
export function MakePassword({
  action,
  label,
  pendingLabel,
  children,
}: {
  action: MakePasswordAction;
  label: string;
  pendingLabel: string;
  children?: ReactNode;
}) {
  const [state, submit] = useActionState(action, { status: 'idle' });
  return (
    <div className={classes.make}>
      {state.status === 'made' ? (
        <SecretOnce
          key={state.password}
          label="password"
          value={state.password}
          fileName={state.fileName}
          fileText={state.fileText}
        />
      ) : null}
      {state.status === 'refused' ? (
        <Callout tone="problem" title="No password was made" headingLevel={3} role="alert">
          <p>{state.message}</p>
        </Callout>
      ) : null}
      <form action={submit} className={classes.make}>
        {children}
        <div>
          <SubmitButton pendingLabel={pendingLabel}>{label}</SubmitButton>
        </div>
      </form>
    </div>
  );
}
