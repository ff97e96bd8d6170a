'use client';

import {
  createContext,
  useActionState,
  useContext,
  useEffect,
  useMemo,
  useRef,
  type ReactNode,
} from 'react';
import { ErrorSummary } from './error-summary';
import classes from './action-form.module.css';
import { idleForm, type FormAction, type FormState } from './form-state';

const FormContext = createContext<FormState>(idleForm);

/** What the fields inside a form need: their error and what was typed last. */
export function useField(name: string): { error?: string; value?: string } {
  const state = useContext(FormContext);
  return {
    error: state.errors.find((error) => error.field === name)?.message,
    value: state.values[name],
  };
}

/**
 * A form around a server action: errors on top with the focus, the same words at the fields, nothing
 * cleared, and a word when it is done. It posts as an ordinary form where JavaScript does not run. Inside
 * a dialog it closes the dialog when done.
 */
export function ActionForm({
  action,
  label,
  children,
}: {
  action: FormAction;
  /** Names the form where several stand on one page. */
  label?: string;
  children: ReactNode;
}) {
  const [state, submit] = useActionState(action, idleForm);
  const form = useRef<HTMLFormElement>(null);
  const errors = useMemo(() => state.errors, [state]);

  useEffect(() => {
    if (state.status === 'done') form.current?.closest('dialog')?.close();
  }, [state]);

  return (
    <FormContext value={state}>
      <form ref={form} action={submit} aria-label={label} noValidate className={classes.form}>
        <ErrorSummary errors={errors} />
        {children}
        <p role="status" className={classes.done}>
          {state.status === 'done' ? state.message : ''}
        </p>
      </form>
    </FormContext>
  );
}
