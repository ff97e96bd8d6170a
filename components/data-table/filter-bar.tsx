import { IconAdjustmentsHorizontal, IconSelector, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { LinkPending } from '../ui/link-pending';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './filter-bar.module.css';
import { FilterForm } from './filter-form';
import { clearHref, filterChips, type FilterField, type Filters } from './filters';
import { tableParams } from './table-state';
import { Toolbar } from './toolbar';
import { ViewOptions, type SavedViews } from './view-options';

/** Filters where no list of the kit stands below: a calendar, a grid. */
export function FilterBar({
  search,
  views,
  actions,
  ...filters
}: Filters & {
  search?: ReactNode;
  views?: SavedViews;
  /** What can be done with all that is shown, at the end of the row. */
  actions?: ReactNode;
}) {
  return (
    <Toolbar
      filters={
        <>
          {search}
          <FilterFields filters={filters} />
        </>
      }
      tools={
        views || actions ? (
          <>
            {views ? (
              <ViewOptions
                caption={filters.label}
                icon={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
                views={views}
              />
            ) : null}
            {actions}
          </>
        ) : null
      }
      chips={<FilterChips filters={filters} />}
    />
  );
}

/**
 * A plain GET form whose fields are named like the filters in the address. With JavaScript it applies what changes. On phones it is
 * folded away, as are fields beyond the first few everywhere: what folds stands before what is folded, so no script is needed.
 */
export function FilterFields({ filters }: { filters: Filters }) {
  const { label, path, state, fields, shownFirst = 3 } = filters;
  const shown = fields.filter((field) => field.kind !== 'kept');
  const [first, more] = [shown.slice(0, shownFirst), shown.slice(shownFirst)];
  const kept = fields.filter((field) => field.kind === 'kept');
  const countSet = (some: readonly FilterField[]) => {
    const count = some.filter(({ name }) => state.filters[name]).length;
    return count > 0 ? ` (${count})` : '';
  };
  return (
    <search aria-label={label} className={classes.search}>
      <FilterForm
        path={path}
        values={Object.fromEntries(shown.map(({ name }) => [name, state.filters[name] ?? '']))}
      >
        {tableParams(state, { filters: {} }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {kept.map(({ name }) =>
          state.filters[name] ? (
            <input key={name} type="hidden" name={name} value={state.filters[name]} />
          ) : null,
        )}
        <details className={classes.foldAll}>
          <summary>Filters{countSet(shown)}</summary>
        </details>
        {first.length > 0 ? (
          <div className={classes.fields}>
            {first.map((field) => (
              <Field key={field.name} field={field} value={state.filters[field.name] ?? ''} />
            ))}
          </div>
        ) : null}
        {more.length > 0 ? (
          <>
            <details className={classes.foldMore}>
              <summary>
                {first.length > 0 ? 'More filters' : 'Filters'}
                {countSet(more)}
              </summary>
            </details>
            <div className={classes.moreFields}>
              {more.map((field) => (
                <Field key={field.name} field={field} value={state.filters[field.name] ?? ''} />
              ))}
            </div>
          </>
        ) : null}
        <div className={classes.applyFilters}>
          <Button type="submit" size="small">
            Apply
          </Button>
        </div>
      </FilterForm>
    </search>
  );
}

/** The browser's own fields: the kit's would be the heaviest part of a list's scripts. */
function Field({ field, value }: { field: FilterField; value: string }) {
  if (field.kind === 'kept') return null;
  return (
    <label className={classes.field}>
      <span>{field.label}</span>
      {field.kind === 'text' ? (
        <input type="search" name={field.name} defaultValue={value} maxLength={200} />
      ) : (
        <>
          <select name={field.name} defaultValue={value}>
            <option value="">{field.all}</option>
            {field.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <IconSelector size={14} stroke={1.75} className={classes.opens} aria-hidden />
        </>
      )}
    </label>
  );
}

/** What is set, each a link that takes it away. */
export function FilterChips({ filters }: { filters: Filters }): ReactNode {
  const chips = filterChips(filters);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters that are set">
      {chips.map(({ name, text, removeHref }) => (
        <li key={name}>
          <Link href={removeHref} prefetch={false} scroll={false} className={classes.chip}>
            <VisuallyHidden>Remove filter </VisuallyHidden>
            {text}
            <IconX size={14} stroke={2} aria-hidden />
            <LinkPending />
          </Link>
        </li>
      ))}
      <li>
        <Link href={clearHref(filters)} prefetch={false} scroll={false} className={classes.clear}>
          Clear all
          <LinkPending />
        </Link>
      </li>
    </ul>
  );
}
