import type { ReactNode } from 'react';
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
      {choices.map((choice) => {
        const id = `${idPrefix}-${choice.value}`;
        return (
          <div key={choice.value} className={classes.choice}>
            <input
              type="radio"
              id={id}
              name={name}
              value={choice.value}
              defaultChecked={choice.value === defaultValue}
              aria-describedby={choice.hint ? `${id}-hint` : undefined}
            />
            <label htmlFor={id}>{choice.label}</label>
            {choice.hint ? (
              <p id={`${id}-hint`} className={classes.hint} style={{ gridColumn: 2 }}>
                {choice.hint}
              </p>
            ) : null}
          </div>
        );
      })}
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
      {choices.map(({ value, label, hint, isChecked }) => {
        const id = `${name}-${value}`;
        return (
          <div key={value} className={classes.choice}>
            <input
              type="checkbox"
              id={id}
              name={name}
              value={value}
              defaultChecked={isChecked}
              aria-describedby={hint ? `${id}-hint` : undefined}
            />
            <label htmlFor={id}>{label}</label>
            {hint ? (
              <p id={`${id}-hint`} className={classes.hint} style={{ gridColumn: 2 }}>
                {hint}
              </p>
            ) : null}
          </div>
        );
      })}
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
    <div className={classes.choice}>
      <input
        type="checkbox"
        id={id}
        name={name}
        defaultChecked={defaultChecked}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p id={`${id}-hint`} className={classes.hint} style={{ gridColumn: 2 }}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
