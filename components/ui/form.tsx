import type { ComponentProps, ReactNode } from 'react';
import classes from './fields.module.css';

/** Fields below one another at a width that is easy to read. */
export function FormGrid({ children }: { children: ReactNode }) {
  return <div className={classes.form}>{children}</div>;
}

export type RadioChoice = { value: string; label: string; hint?: string };

export function RadioField({
  legend,
  name,
  choices,
  defaultValue,
  idPrefix = name,
}: {
  legend: string;
  name: string;
  /** Where the same field stands on a page more than once. */
  idPrefix?: string;
  choices: readonly RadioChoice[];
  defaultValue?: string;
}) {
  return (
    <fieldset className={classes.choices}>
      <legend>{legend}</legend>
      {choices.map(({ value, label, hint }) => (
        <Choice
          key={value}
          id={`${idPrefix}-${value}`}
          label={label}
          hint={hint}
          input={{ type: 'radio', name, value, defaultChecked: value === defaultValue }}
        />
      ))}
    </fieldset>
  );
}

/** Several of a few; those that are checked come under one name. */
export function CheckListField({
  legend,
  name,
  choices,
}: {
  legend: string;
  name: string;
  choices: readonly (RadioChoice & { isChecked: boolean })[];
}) {
  return (
    <fieldset className={classes.choices}>
      <legend>{legend}</legend>
      {choices.map(({ value, label, hint, isChecked }) => (
        <Choice
          key={value}
          id={`${name}-${value}`}
          label={label}
          hint={hint}
          input={{ type: 'checkbox', name, value, defaultChecked: isChecked }}
        />
      ))}
    </fieldset>
  );
}

export function CheckField({
  name,
  id = name,
  label,
  hint,
  defaultChecked,
}: {
  name: string;
  /** Where the same field stands on a page more than once. */
  id?: string;
  label: string;
  hint?: string;
  defaultChecked?: boolean;
}) {
  return (
    <Choice id={id} label={label} hint={hint} input={{ type: 'checkbox', name, defaultChecked }} />
  );
}

/** A box or a button with its label, and its hint below. */
function Choice({
  id,
  label,
  hint,
  input,
}: {
  id: string;
  label: string;
  hint?: string;
  input: ComponentProps<'input'>;
}) {
  return (
    <div className={classes.choice}>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p id={`${id}-hint`} className={classes.hint} style={{ gridColumn: 2 }}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
