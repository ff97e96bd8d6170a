import type pg from 'pg';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

/** A connection inside a transaction: set-based work on attendance is SQL. */
export type Client = pg.ClientBase;

export interface RunKey {
  id: number;
  tenantId: number;
}

export interface SchoolYear {
  /** The year in which it ends. */
  schoolYear: number;
  startDate: PlainDate;
  endDate: PlainDate;
}

export interface SchoolDate {
  schoolId: string;
  date: PlainDate;
}
