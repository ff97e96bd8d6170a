import { REACHED_BY, REACHED_FIELDS, type ReachedBy } from '@/lib/core/oneroster/reachable';

/** In SQL: whether the person `row` can be called or written to. */
export const isReachable = (row: string): string =>
  `coalesce(${REACHED_FIELDS.map((field) => `${row}.${field}`).join(', ')}) IS NOT NULL`;

/** In SQL: whether the person `row` has a phone, a mobile or a mail address that can be used. */
export const isUsable = (row: string, by: ReachedBy): string =>
  `${row}.${REACHED_BY[by]} IS NOT NULL`;

/** In SQL: the text as it was sent, null where it cannot be used. */
export const usableText = (row: string, by: ReachedBy): string =>
  `CASE WHEN ${isUsable(row, by)} THEN ${row}.${by} END`;
