import type pg from 'pg';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { RunKey } from '../../db/roster-tables';

/** The run whose stored plan is measured, inside the transaction that decides about it. */
export interface MeasuredRun extends RunKey {
  connectionId: number;
  baselineRunId: number | null;
}

export interface MeasureInput {
  client: pg.ClientBase;
  run: MeasuredRun;
  /** In the district's own days. */
  today: PlainDate;
}

/** The condition that a row of the change table, as `c`, is the run's. */
export const isOf = (run: RunKey): string =>
  `c.tenant_id = ${run.tenantId} AND c.run_id = ${run.id}`;
