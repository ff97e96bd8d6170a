import Form from 'next/form';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../ui/button';
import classes from './filter-bar.module.css';
import { hasFilters, tableHref, tableParams, type TableState } from './table-state';

/** A plain GET form above a table. Its fields are named like the filters in the address. */
export function FilterBar({
  label,
  path,
  state,
  children,
}: {
  label: string;
  path: string;
  state: TableState;
  children: ReactNode;
}) {
  return (
    <search aria-label={label}>
      <Form action={path} prefetch={false} className={classes.bar} key={tableHref(path, state)}>
        {tableParams(state, { filters: {} }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <div className={classes.actions}>
          <Button type="submit">Show</Button>
          {hasFilters(state) ? (
            <ButtonLink
              variant="quiet"
              prefetch={false}
              href={tableHref(path, state, { filters: {} })}
            >
              Clear filters
            </ButtonLink>
          ) : null}
        </div>
      </Form>
    </search>
  );
}

export function FilterText({
  name,
  label,
  value = '',
  size = 24,
}: {
  name: string;
  label: string;
  value?: string;
  size?: number;
}) {
  const id = `filter-${name}`;
  return (
    <p className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" name={name} defaultValue={value} size={size} maxLength={200} />
    </p>
  );
}

export type FilterChoice = { value: string; label: string };

export function FilterSelect({
  name,
  label,
  value = '',
  all,
  choices,
}: {
  name: string;
  label: string;
  value?: string;
  /** The choice that filters nothing: "Any status". */
  all: string;
  choices: readonly FilterChoice[];
}) {
  const id = `filter-${name}`;
  return (
    <p className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </p>
  );
}
