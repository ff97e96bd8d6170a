'use client';

import type { ReactNode } from 'react';
import { Callout } from '../../ui/callout';
import type { FormAction } from '../../ui/form-state';
import { SecretOnce } from '../../ui/secret-once';
import { SubmitButton } from '../../ui/submit-button';
import { useFormAction } from '../../ui/use-form-action';
import classes from './connection.module.css';

export type GeneratedPassword = { password: string; fileName: string; fileText: string };
export type GeneratePasswordAction = FormAction<GeneratedPassword>;

/**
 * The button that makes a password, and the box that shows it this one time. The same action makes the
 * first one and later ones, so that the box stays on the page when the answer arrives.
 */
export function GeneratePassword({
  action,
  label,
  pendingLabel,
  foldedUnder,
  children,
}: {
  action: GeneratePasswordAction;
  label: string;
  pendingLabel: string;
  /** Puts the form behind this line, for an act that is seldom wanted. */
  foldedUnder?: string;
  children?: ReactNode;
}) {
  const [state, submit, ref] = useFormAction(action);
  const form = (
    <form ref={ref} action={submit} className={classes.make}>
      {children}
      <div>
        <SubmitButton pendingLabel={pendingLabel}>{label}</SubmitButton>
      </div>
    </form>
  );
  return (
    <div className={classes.make}>
      {state.status === 'done' ? (
        <SecretOnce key={state.value.password} label="password" {...toSecret(state.value)} />
      ) : null}
      {state.status === 'failed' ? (
        <Callout
          tone="problem"
          title={
            state.code === 'NO_ANSWER' ? 'The password did not arrive' : 'No password was generated'
          }
          headingLevel={3}
          role="alert"
        >
          <p>{state.message}</p>
        </Callout>
      ) : null}
      {foldedUnder ? (
        <details>
          <summary>{foldedUnder}</summary>
          {form}
        </details>
      ) : (
        form
      )}
    </div>
  );
}

function toSecret({ password, fileName, fileText }: GeneratedPassword) {
  return { value: password, fileName, fileText };
}
