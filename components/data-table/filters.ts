import { tableHref, type TableState } from './table-state';

export type FilterChoice = { value: string; label: string };

/** One filter of a list. Its name is that in the address; its value is what the address says. */
export type FilterField =
  | { kind: 'text'; name: string; label: string }
  | {
      kind: 'select';
      name: string;
      label: string;
      /** The choice that filters nothing: "Any status". */
      all: string;
      choices: readonly FilterChoice[];
    }
  | {
      /** Set elsewhere on the page, such as by a tab or a search: kept while the others change. */
      kind: 'kept';
      name: string;
      /** With both it can be taken away like the others. */
      label?: string;
      text?: string;
    };

export type Filters = {
  /** "Filter people" */
  label: string;
  path: string;
  state: TableState;
  fields: readonly FilterField[];
  /** How many fields stand in the row; the rest are folded away. */
  shownFirst?: number;
};

export type FilterChip = { name: string; text: string; removeHref: string };

/** What is set, in words, each with the address without it. */
export function filterChips({ path, state, fields }: Filters): FilterChip[] {
  return fields.flatMap((field) => {
    const value = state.filters[field.name];
    const words = value === undefined ? undefined : wordsOf(field, value);
    if (words === undefined) return [];
    return [
      {
        name: field.name,
        text: words,
        removeHref: tableHref(path, state, { filters: without(state, [field.name]) }),
      },
    ];
  });
}

/** The address without everything that a chip says. */
export function clearHref(filters: Filters): string {
  const names = filterChips(filters).map(({ name }) => name);
  return tableHref(filters.path, filters.state, { filters: without(filters.state, names) });
}

function wordsOf(field: FilterField, value: string): string | undefined {
  if (field.kind === 'text') return `${field.label}: ${value}`;
  if (field.kind === 'kept')
    return field.label && field.text ? `${field.label}: ${field.text}` : undefined;
  const choice = field.choices.find((each) => each.value === value);
  return choice && `${field.label}: ${choice.label}`;
}

function without(state: TableState, names: readonly string[]): Record<string, string> {
  const kept = Object.entries(state.filters).filter(
    (entry): entry is [string, string] => !names.includes(entry[0]) && entry[1] !== undefined,
  );
  return Object.fromEntries(kept);
}
