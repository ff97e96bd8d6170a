'use client';

import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useField } from './action-form';
import classes from './fields.module.css';

/**
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
}: Named & { hint?: string; error?: string } & Omit<
    ComponentProps<typeof TextInput>,
    'error' | 'description'
  >) {
  const given = useField(rest.name);
  return (
    <TextInput
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
}: Named & { hint?: string; error?: string } & Omit<
    ComponentProps<typeof Textarea>,
    'error' | 'description'
  >) {
  const given = useField(rest.name);
  return (
    <Textarea
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
    ComponentProps<typeof NativeSelect>,
    'error' | 'description' | 'data'
  >) {
  const given = useField(rest.name);
  return (
    <NativeSelect
      key={given.value}
      id={rest.name}
      {...rest}
      label={labelOf({ name: rest.name, label: rest.label, optional })}
      description={hint}
      error={errorMessage(error ?? given.error)}
      defaultValue={given.value ?? rest.defaultValue}
      data={[...choices]}
      classNames={parts}
      size="md"
    />
  );
}
