// What one district's overview draws: its last runs with the students that were live, and which school days had attendance.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { RunStatusFacts } from '@/lib/core/sync-run/status-labels';
import { studentsOverRuns } from '@/lib/core/sync-run/students-over-runs';
import type { AppContext } from '../../app-context';

export interface RunOfDistrict extends RunStatusFacts {
  id: number;
  number: number;
  at: Date;
  /** Held at some time, whatever became of it. */
  wasHeld: boolean;
  /** Students of the live roster when its files were checked; null where none was live. */
  students: number | null;
}

export interface DistrictRuns {
  /** Oldest first. */
  runs: RunOfDistrict[];
  studentsNow: number | null;
  /** How many are listed at most. */
  limit: number;
}

const RUNS = 30;
const SCHOOL_DAYS = 20;

type RunRow = Omit<RunOfDistrict, 'students'> & {
  studentsBefore: number | null;
  isFirstRoster: boolean;
};

/** The last 30 runs of the roster, also those at work, oldest first. `studentsNow` is what is live. */
export async function listDistrictRuns(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  studentsNow: number | null,
): Promise<DistrictRuns> {
  const { rows } = await ctx.db.pool.query<RunRow>(
    `SELECT r.id, r.number, r.last_arrival_at AS at, r.state::text AS state, r.undone_at AS "undoneAt",
       r.removals_undone_at AS "removalsUndoneAt", r.retry_at AS "retryAt", r.held_at IS NOT NULL AS "wasHeld",
       coalesce(r.plan_kind = 'INITIAL', false) AS "isFirstRoster",
       (SELECT max(e.baseline_count) FROM rule_evaluation e
        WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id AND e.rule_id = 'students.REMOVE' AND e.scope = 'district')
         AS "studentsBefore"
     FROM sync_run r WHERE r.tenant_id = $1 ORDER BY r.number DESC LIMIT ${RUNS}`,
    [tenantId],
  );
  const oldestFirst = rows.toReversed();
  const students = studentsOverRuns(oldestFirst, studentsNow);
  return {
    runs: oldestFirst.map(({ studentsBefore: _, isFirstRoster: __, ...run }, index) => ({
      ...run,
      students: students[index] ?? null,
    })),
    studentsNow,
    limit: RUNS,
  };
}

export interface CoverageDay {
  date: PlainDate;
  schoolsInSession: number;
  schoolsReceived: number;
}

/** The last 20 days up to today on which schools were in session or sent attendance all the same, oldest first. */
export async function listCoverage(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  today: PlainDate,
): Promise<CoverageDay[]> {
  const { rows } = await ctx.db.pool.query<CoverageDay>(
    `SELECT date, schools_in_session AS "schoolsInSession", schools_received AS "schoolsReceived"
     FROM attendance_day WHERE tenant_id = $1 AND date <= $2 AND (schools_in_session > 0 OR schools_received > 0)
     ORDER BY date DESC LIMIT ${SCHOOL_DAYS}`,
    [tenantId, today],
  );
  return rows.toReversed();
}
