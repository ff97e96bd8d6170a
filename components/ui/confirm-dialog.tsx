'use client';

import { useId, useRef, useState, type ReactNode } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import classes from './confirm-dialog.module.css';

/**
 * Asks before a destructive or large act. Uses the browser's own dialog: it traps focus, closes with
 * Escape, and its first button, which is the safe one, gets the focus. The form inside is given by the
 * caller as children and must hold the button that acts; the safe button stands before it.
 *
 * The `command` attributes open and close it without JavaScript where the browser knows them.
 */
export function ConfirmDialog({
  trigger,
  triggerVariant = 'secondary',
  triggerSize,
  title,
  safeLabel = 'Cancel',
  children,
}: {
  trigger: ReactNode;
  triggerVariant?: ButtonLook['variant'];
  triggerSize?: ButtonLook['size'];
  /** Names the object and the count: "Approve 412 changes for Lakeview?" */
  title: string;
  safeLabel?: string;
  children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const opens = { command: 'show-modal', commandfor: id };
  const closes = { command: 'close', commandfor: id };
  return (
    <>
      <Button
        variant={triggerVariant}
        size={triggerSize}
        aria-haspopup="dialog"
        onClick={() => {
          if (!dialog.current?.open) dialog.current?.showModal();
        }}
        {...opens}
      >
        {trigger}
      </Button>
      <dialog ref={dialog} id={id} className={classes.dialog} aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`} className={classes.title}>
          {title}
        </h2>
        <div className={classes.safe}>
          <Button onClick={() => dialog.current?.close()} {...closes}>
            {safeLabel}
          </Button>
        </div>
        <div className={classes.body}>{children}</div>
      </dialog>
    </>
  );
}

/**
 * Above a limit a person types the number shown, so that a large act is never one press. The browser refuses to send the
 * form until the number fits, and says so below the field rather than in a bubble over the button; the server asks again.
 */
export function TypeTheNumber({
  count,
  hint,
  name = 'typedNumber',
}: {
  count: number;
  /** What the number counts. */
  hint: string;
  name?: string;
}) {
  const id = useId();
  const [isWrong, setWrong] = useState(false);
  const grouped = count.toLocaleString('en-US');
  return (
    <p className={classes.typed}>
      <label htmlFor={id}>Type {grouped} to go on</label>
      <span id={`${id}-hint`} className={classes.hint}>
        {hint}
      </span>
      <input
        id={id}
        name={name}
        inputMode="numeric"
        autoComplete="off"
        required
        pattern={`${grouped}|${count}`}
        title={`Type the number ${grouped}`}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-hint ${id}-wrong`}
        onInput={() => setWrong(false)}
        onInvalid={(event) => {
          event.preventDefault();
          event.currentTarget.focus();
          setWrong(true);
        }}
      />
      <span id={`${id}-wrong`} role="alert" className={classes.wrong}>
        {isWrong ? `Type the number ${grouped}.` : ''}
      </span>
    </p>
  );
}
