/** A synthetic day as tables, small enough to be held: what the records of an Ed-Fi API are made from. */
import type { DataFile, Day } from '@/lib/synthetic/district';

import { type Cell, cellsOf } from '../parts/cells';
import { DayRows } from '../parts/day-rows';

export interface TableRow {
  readonly id: string;
  readonly cell: Cell;
}

export type RosterTables = Readonly<Record<DataFile, readonly TableRow[]>>;

export function readTables(day: Day): RosterTables {
  const table = (file: DataFile): TableRow[] =>
    Array.from(new DayRows(day, file).all(), ([, { sourcedId, rest }]) => ({
      id: sourcedId,
      cell: cellsOf(file, rest),
    }));
  return {
    orgs: table('orgs'),
    academicSessions: table('academicSessions'),
    courses: table('courses'),
    classes: table('classes'),
    users: table('users'),
    enrollments: table('enrollments'),
    demographics: table('demographics'),
  };
}
