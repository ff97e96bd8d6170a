// What SQL asks of the categories, made of core's table: which are absences, and the column that counts each.
import { CATEGORY_TRAITS, type AttendanceCategory } from '@/lib/core/attendance/categories';

/** In every table of totals that counts events. */
const COLUMNS: Readonly<Record<AttendanceCategory, string>> = {
  UNEXCUSED_ABSENCE: 'unexcused',
  EXCUSED_ABSENCE: 'excused',
  TARDY: 'tardy',
  EXCUSED_PRESENT: 'excused_present',
};

export interface CategorySql {
  /** Whether the event of this alias is an absence. */
  isAbsence(event: string): string;
  /** Counts of the events of this alias, each category under its column, and the absent share. */
  counts(event: string): string;
  /** Of a row of totals: students absent. */
  absent(totals?: string): string;
  /** And all events of a day. */
  events(totals?: string): string;
}

/** Over other tables of categories only in a test. */
export function categorySql(
  traits: Readonly<Record<string, { countsAsAbsence: boolean }>>,
  columns: Readonly<Record<string, string>>,
): CategorySql {
  const all = Object.keys(columns);
  const absences = all.filter((category) => traits[category]?.countsAsAbsence);
  const added = (categories: readonly string[], totals: string | undefined): string =>
    categories.map((each) => (totals ? `${totals}.` : '') + (columns[each] ?? '')).join(' + ');
  const isAbsence = (event: string): string =>
    `${event}.category IN (${absences.map((each) => `'${each}'`).join(', ')})`;
  return {
    isAbsence,
    counts: (event) =>
      [
        ...all.map(
          (each) => `count(*) FILTER (WHERE ${event}.category = '${each}') AS ${columns[each]}`,
        ),
        `coalesce(sum(${event}.percent_of_day) FILTER (WHERE ${isAbsence(event)}), 0) AS absent_percent`,
      ].join(', '),
    absent: (totals) => added(absences, totals),
    events: (totals) => added(all, totals),
  };
}

export const CATEGORY_SQL = categorySql(CATEGORY_TRAITS, COLUMNS);
