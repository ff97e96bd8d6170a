'use client';

import { TextField } from './fields';
import classes from './code-field.module.css';

/** One input for a mailed code: the number pad, autofill, and nothing that could get in the way of pasting. */
export function CodeField({ name, label, hint }: { name: string; label: string; hint: string }) {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={40}
      spellCheck={false}
      className={classes.code}
    />
  );
}
