import type pg from 'pg';
import type { SchoolYear, YearOfSchool } from '@/lib/core/attendance/school-years';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

/** A connection inside a transaction: set-based work on attendance is SQL. */
export type Client = pg.ClientBase;

export type { SchoolYear } from '@/lib/core/attendance/school-years';

/** The district's year, and the spans of schools that differ. */
export interface RollYears extends SchoolYear {
  schools: readonly YearOfSchool[];
}

export interface SchoolDate {
  schoolId: string;
  date: PlainDate;
}
