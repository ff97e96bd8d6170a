import type { AppliedEvents } from './apply/apply-events';
import type { EventSource } from './apply/apply-events';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { storeIssues } from './issues';
import { moveAttendanceRun } from './move-run';
import { noteMailDue } from './mail-trouble';
import type { Client } from './types';

export interface RunNumbers {
  read: number;
  accepted: number;
  rejected: number;
  ignored: number;
  kept: number;
  events: Pick<AppliedEvents, 'added' | 'changed' | 'corrected' | 'unchanged'>;
}

export type HoldCode = 'NAME_NEAR' | 'NAME_DATED' | 'EMPTY_ON_SCHOOL_DAY';

export async function holdRun(
  client: Client,
  source: EventSource,
  issues: DailyIssues,
  now: Date,
  code: HoldCode,
): Promise<'HELD'> {
  await storeIssues(client, source, issues);
  await client.query(
    'UPDATE attendance_run SET file_name_id = $3, hold_code = $4 WHERE id = $1 AND tenant_id = $2',
    [source.id, source.tenantId, source.fileNameId, code],
  );
  await moveAttendanceRun(client, source, 'HELD', now);
  return 'HELD';
}

/** Writes down what became of the file, with its problems, and moves the run to its end, or to where it is waiting for the roster. */
export async function finishRun<
  State extends
    | 'APPLIED'
    | 'NO_CHANGE'
    | 'NOTHING_USED'
    | 'AWAITING_ROSTER'
    | 'INVALID'
    | 'REJECTED'
    | 'SUPERSEDED',
>(
  client: Client,
  source: EventSource,
  state: State,
  now: Date,
  issues: DailyIssues,
  numbers: RunNumbers | null = null,
): Promise<State> {
  await storeIssues(client, source, issues);
  await client.query(
    `UPDATE attendance_run r SET file_name_id = $3, hold_code = NULL, rows_read = $4, rows_accepted = $5,
       rows_rejected = $6, rows_ignored = $7, rows_kept = $8, events_added = $9, events_changed = $10,
       events_corrected = $11, events_unchanged = $12,
       first_date = (SELECT min(date) FROM attendance_run_day WHERE run_id = r.id),
       last_date = (SELECT max(date) FROM attendance_run_day WHERE run_id = r.id)
     WHERE id = $1 AND tenant_id = $2`,
    [
      source.id,
      source.tenantId,
      source.fileNameId,
      numbers?.read ?? 0,
      numbers?.accepted ?? 0,
      numbers?.rejected ?? 0,
      numbers?.ignored ?? 0,
      numbers?.kept ?? 0,
      numbers?.events.added ?? 0,
      numbers?.events.changed ?? 0,
      numbers?.events.corrected ?? 0,
      numbers?.events.unchanged ?? 0,
    ],
  );
  await noteMailDue(client, source, state);
  await moveAttendanceRun(client, source, state, now);
  return state;
}
