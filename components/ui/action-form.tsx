'use client';

import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import classes from './action-form.module.css';
import { ErrorSummary } from './error-summary';
import { errorsOf, type FormAction, type FormState } from './form-state';
import { useFormAction } from './use-form-action';

const FormContext = createContext<FormState>({ status: 'idle' });

/** What the fields inside a form need: their error and what was typed last. */
export function useField(name: string): { error?: string; value?: string } {
  const state = useContext(FormContext);
  if (state.status !== 'failed') return {};
  const typed = state.values[name];
  return { error: state.fieldErrors[name], value: Array.isArray(typed) ? typed[0] : typed };
}

/**
 * A form around a server action: errors on top with the focus, the same words at the fields, nothing
 * cleared, and a word when it is done. It posts as an ordinary form where JavaScript does not run. Inside
 * a dialog it closes the dialog when done.
 */
export function ActionForm({
  id,
  action,
  label,
  done,
  asksBrowser = false,
  foldedUnder,
  children,
}: {
  /** Where fields outside belong to it. */
  id?: string;
  action: FormAction;
  /** Names the form where several stand on one page. */
  label?: string;
  /** Said when it worked: "The invitation was sent." */
  done?: string;
  /** Lets the browser refuse too, for a number that must be typed. */
  asksBrowser?: boolean;
  /** Folds the form away under these words. Once sent it stands open, also where JavaScript does not run. */
  foldedUnder?: ReactNode;
  children: ReactNode;
}) {
  const [state, submit, form] = useFormAction(action);
  const errors = useMemo(() => errorsOf(state), [state]);

  useEffect(() => {
    if (state.status === 'done') form.current?.closest('dialog')?.close();
  }, [form, state]);

  const shown = (
    <form
      ref={form}
      id={id}
      action={submit}
      aria-label={label}
      // Read by what belongs to the form from outside: React resets a form after a refusal too.
      data-status={state.status}
      data-left={state.status === 'failed' && state.left ? JSON.stringify(state.left) : undefined}
      noValidate={!asksBrowser}
      className={classes.form}
    >
      <ErrorSummary errors={errors} />
      {children}
      <p role="status" className={classes.done}>
        {state.status === 'done' ? done : ''}
      </p>
    </form>
  );
  return (
    <FormContext value={state}>
      {foldedUnder ? (
        // Once sent it stays open, so that what became of it is seen. Before, the reader opens and closes it.
        <details open={state.status === 'idle' ? undefined : true}>
          <summary>{foldedUnder}</summary>
          {shown}
        </details>
      ) : (
        shown
      )}
    </FormContext>
  );
}
