'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useField } from './action-form';
import classes from './fields.module.css';
import { kitInput } from './kit-input';

/**
 * The browser's own fields as the kit's style sheet draws them. (decision 078)
 *
 * Label above, one sentence of hint, the error's words at the field. Fields that may stay empty say
 * "(optional)"; the others say nothing.
 */
type Named = {
  name: string;
  label: string;
  optional?: boolean;
  hint?: string;
  error?: string;
  /** Of the whole: label, field and what is said about it. */
  className?: string;
};

type Own<Element extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentProps<Element>,
  keyof Named | 'children'
>;

export function TextField(props: Named & Own<'input'>) {
  const { frame, field } = usePartsOf(props);
  return (
    <Frame {...frame}>
      <input {...field} />
    </Frame>
  );
}

export function TextareaField(props: Named & Own<'textarea'>) {
  const { frame, field } = usePartsOf(props);
  return (
    <Frame {...frame} isMultiline>
      <textarea {...field} />
    </Frame>
  );
}

export type Choice = { value: string; label: string };

export function SelectField({
  choices,
  ...props
}: Named & Own<'select'> & { choices: readonly Choice[] }) {
  const { frame, field, typed } = usePartsOf(props);
  return (
    <Frame {...frame} after={<Chevron />}>
      <select key={typed} {...field}>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** What stands around a field, and the field with what was typed in it last. */
function usePartsOf<Props extends Named & { id?: string; defaultValue?: Value }>({
  label,
  optional,
  hint,
  error,
  className,
  ...rest
}: Props) {
  const given = useField(rest.name);
  const id = rest.id ?? rest.name;
  const words = error ?? given.error;
  const described = [words && `${id}-error`, hint && `${id}-description`].filter(Boolean).join(' ');
  return {
    typed: given.value,
    frame: { id, label: optional ? `${label} (optional)` : label, hint, error: words, className },
    field: {
      ...rest,
      id,
      defaultValue: given.value ?? rest.defaultValue,
      className: `${classes.input} ${kitInput.input}`,
      'data-variant': 'default',
      'data-error': Boolean(words) || undefined,
      'aria-invalid': Boolean(words) || undefined,
      'aria-describedby': described || undefined,
    },
  };
}

type Value = string | number | readonly string[];

function Frame({
  id,
  label,
  hint,
  error,
  className,
  isMultiline,
  after,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  className?: string;
  isMultiline?: boolean;
  /** At the end of the field, over it. */
  after?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={className ? `${className} ${kitInput.root}` : kitInput.root}>
      <label id={`${id}-label`} htmlFor={id} className={`${classes.label} ${kitInput.label}`}>
        {label}
      </label>
      {hint ? (
        <p id={`${id}-description`} className={`${classes.hint} ${kitInput.description}`}>
          {hint}
        </p>
      ) : null}
      <div
        className={`${classes.frame} ${kitInput.wrapper}`}
        data-variant="default"
        data-size="md"
        data-error={Boolean(error) || undefined}
        data-multiline={isMultiline || undefined}
        data-pointer={Boolean(after) || undefined}
        data-with-right-section={Boolean(after) || undefined}
      >
        {children}
        {after ? (
          <div data-position="right" className={kitInput.section}>
            {after}
          </div>
        ) : null}
      </div>
      {error ? (
        <p id={`${id}-error`} className={`${classes.error} ${kitInput.error}`}>
          <span className={classes.errorLabel}>Error:</span> {error}
        </p>
      ) : null}
    </div>
  );
}

function Chevron() {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden>
      <path d="m8 9 4-4 4 4M8 15l4 4 4-4" strokeWidth="1.75" />
    </svg>
  );
}
