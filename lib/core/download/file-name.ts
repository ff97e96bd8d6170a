import type { PlainDate } from '../calendar/plain-date';

export type ExportName = {
  readonly tenantSlug: string;
  /** What it is about, "run-1042"; left out for the roster as a whole. */
  readonly about?: string;
  /** What it lists: "problems", "changes", "users". */
  readonly list: string;
  /** The day it was made, in the district's zone. */
  readonly date: PlainDate;
};

/** "lakeview_run-1042_problems_2026-11-21.csv": safe in every file system and in a header. */
export function exportFileName({ tenantSlug, about, list, date }: ExportName): string {
  const parts = [tenantSlug, about ?? '', list, date].map(safe).filter((part) => part !== '');
  return `${parts.join('_')}.csv`;
}

function safe(part: string): string {
  return part
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
