'use client';

import {
  InputBase,
  type NativeSelectProps,
  type TextareaProps,
  type TextInputProps,
} from '@mantine/core';
import { useField } from './action-form';
import classes from './fields.module.css';

/**
 * The kit's frame around the browser's own elements: its Textarea and NativeSelect bring code that no field here uses.
 *
 * Label above, one sentence of hint, the error's words at the field. Fields that may stay empty say
 * "(optional)"; the others say nothing.
 */
type Named = { name: string; label: string; optional?: boolean };

function labelOf({ label, optional }: Named): string {
  return optional ? `${label} (optional)` : label;
}

const parts = {
  label: classes.label,
  description: classes.hint,
  error: classes.error,
  input: classes.input,
};

function errorMessage(error: string | undefined) {
  return error ? (
    <>
      <span className={classes.errorLabel}>Error:</span> {error}
    </>
  ) : undefined;
}

export function TextField({
  optional,
  hint,
  error,
  ...rest
}: Named & { hint?: string; error?: string } & Omit<TextInputProps, 'error' | 'description'>) {
  const given = useField(rest.name);
  return (
    <InputBase
      id={rest.name}
      {...rest}
      label={labelOf({ name: rest.name, label: rest.label, optional })}
      description={hint}
      error={errorMessage(error ?? given.error)}
      defaultValue={given.value ?? rest.defaultValue}
      classNames={parts}
      size="md"
    />
  );
}

export function TextareaField({
  optional,
  hint,
  error,
  ...rest
}: Named & { hint?: string; error?: string } & Omit<TextareaProps, 'error' | 'description'>) {
  const given = useField(rest.name);
  return (
    <InputBase
      component="textarea"
      multiline
      id={rest.name}
      {...rest}
      label={labelOf({ name: rest.name, label: rest.label, optional })}
      description={hint}
      error={errorMessage(error ?? given.error)}
      defaultValue={given.value ?? rest.defaultValue}
      classNames={parts}
      size="md"
    />
  );
}

export type Choice = { value: string; label: string };

export function SelectField({
  optional,
  hint,
  error,
  choices,
  ...rest
}: Named & { hint?: string; error?: string; choices: readonly Choice[] } & Omit<
    NativeSelectProps,
    'error' | 'description' | 'data'
  >) {
  const given = useField(rest.name);
  return (
    <InputBase
      component="select"
      pointer
      rightSection={<Chevron />}
      rightSectionPointerEvents="none"
      key={given.value}
      id={rest.name}
      {...rest}
      label={labelOf({ name: rest.name, label: rest.label, optional })}
      description={hint}
      error={errorMessage(error ?? given.error)}
      defaultValue={given.value ?? rest.defaultValue}
      classNames={parts}
      size="md"
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </InputBase>
  );
}

function Chevron() {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden>
      <path d="m8 9 4-4 4 4M8 15l4 4 4-4" strokeWidth="1.75" />
    </svg>
  );
}
