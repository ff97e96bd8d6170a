// One attendance file, from its bytes to the dashboard, in one transaction: a crash leaves before or after. Names the
// order of the steps and does little else.
import { createHash } from 'node:crypto';
import { isBelievablyEmpty } from '@/lib/core/attendance/notice-breaker';
import { concludeReading, sayOnce } from '@/lib/core/attendance-file/conclude-reading';
import type { RowSettings } from '@/lib/core/attendance-file/row';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf, localDate } from '@/lib/core/calendar/zoned-time';
import { absenceIn } from '@/lib/core/feeds/absence';
import type { AppContext } from '../app-context';
import { countRepeats } from './apply/count-repeats';
import { applyEvents, type EventSource } from './apply/apply-events';
import {
  findReportedSchools,
  reportWholeGrouping,
  usualRowsOfGrouping,
} from './apply/reported-schools';
import { judgeSchoolDays } from './apply/judge-days';
import { keepWaitingRows } from './apply/keep-rows';
import { markReceivedDays, markSameAgain } from './apply/mark-days';
import { recountAfter } from './apply/recount-after';
import { refuseOutsideYears } from './apply/refuse-outside-years';
import { decideOutcomes, dropStaged, loadEventsThere, stageRows } from './apply/stage-rows';
import { readOutcomes } from './apply/read-outcomes';
import { awaitRoster, mustAwaitRoster } from './await-roster';
import { applyCalendarFile } from './calendar-file';
import { resolveIds } from './ids/resolve-ids';
import { reportImplausible } from './report-implausible';
import { reportUse } from '@/lib/core/attendance-file/report-use';
import { finishRun, holdRun, type RunNumbers } from './finish-run';
import { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { learnName } from './learn-name';
import { moveHeldRuns } from './move-run';
import { UnreadableFileError } from '@/lib/core/attendance-file/open-daily-file';
import { readAttendance, type AttendanceReading } from '@/lib/core/attendance-file/read-attendance';
import { replayKeptRows } from './replay';
import { currentRoll, type Roll } from './roll';
import { loadTenantFacts, type TenantFacts } from './tenant-facts';
import { inTransaction } from './transaction';
import type { Client } from './types';
import type { RunKey } from '../db/roster-tables';
import { nodeBytes } from '../text/node-bytes';

export type AttendanceOutcome =
  | 'REJECTED'
  | 'APPLIED'
  | 'NO_CHANGE'
  | 'NOTHING_USED'
  | 'AWAITING_ROSTER'
  | 'HELD'
  | 'INVALID'
  | 'SUPERSEDED';

interface RunFacts extends RunKey {
  kind: 'ATTENDANCE' | 'CALENDAR';
  fileName: string;
  sha256: string;
  byteCount: number;
  receivedAt: Date;
  receivedDate: PlainDate;
  storageKey: string;
  /** A person looked at a held file and said to use it. */
  isAccepted: boolean;
}

/** Takes a run that is PROCESSING to where it ends or waits. */
export async function processAttendanceRun(
  ctx: AppContext,
  key: RunKey,
): Promise<AttendanceOutcome> {
  return inTransaction(ctx, async (client) => {
    const run = await loadRun(client, key);
    const now = ctx.clock.now();
    const name = await learnName(client, run);
    const source: EventSource = { ...key, fileNameId: name.fileNameId, receivedAt: run.receivedAt };
    const issues = new DailyIssues();
    if (name.kind === 'refused') return finishRun(client, source, 'REJECTED', now, issues);
    if (name.kind === 'near') {
      issues.add({
        code: name.because === 'DATE' ? 'ATTENDANCE_NAME_DATED' : 'ATTENDANCE_NAME_NEAR',
        line: null,
        column: null,
        value: null,
        params: { expected: name.expected },
      });
      return holdRun(
        client,
        source,
        issues,
        now,
        name.because === 'DATE' ? 'NAME_DATED' : 'NAME_NEAR',
      );
    }
    if (await hasLaterFile(client, run, source))
      return finishRun(client, source, 'SUPERSEDED', now, issues);
    await supersedeHeld(client, run, source, now);
    const same = await findSameBytes(client, run, source);
    if (same) {
      await markSameAgain(client, source, same.id);
      return finishRun(client, source, 'NO_CHANGE', now, issues, ignoredRows(same.rowsRead));
    }
    const tenant = await loadTenantFacts(client, key.tenantId);
    const { roll } = await currentRoll(client, key.tenantId, localDate(now, tenant.timeZone));
    const awaitsRoster = await mustAwaitRoster(client, key.tenantId, roll);
    const step: Step = { client, source, run, tenant, roll, awaitsRoster, issues, now };
    const bytes: AsyncIterable<Buffer> = ctx.storage.read(run.storageKey);
    try {
      return run.kind === 'CALENDAR'
        ? await applyCalendarFile(client, { ...step, fileName: run.fileName, bytes })
        : await processAttendanceFile(step, bytes);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      issues.add(error.issue);
      return finishRun(client, source, 'INVALID', now, issues);
    }
  });
}

function ignoredRows(count: number): RunNumbers {
  return { read: count, accepted: 0, rejected: 0, ignored: count, kept: 0, events: NO_EVENTS };
}

const NO_EVENTS = { added: 0, changed: 0, corrected: 0, unchanged: 0 };

interface Step {
  client: Client;
  source: EventSource;
  run: RunFacts;
  tenant: TenantFacts;
  roll: Roll;
  awaitsRoster: boolean;
  issues: DailyIssues;
  now: Date;
}

/** Of cells that are only compared, this is enough. */
const sha1 = (text: string): string => createHash('sha1').update(text).digest('base64');

/** Reads the file into the stage, and applies it where it is what it should be. */
async function processAttendanceFile(
  step: Step,
  bytes: AsyncIterable<Buffer>,
): Promise<AttendanceOutcome> {
  const { client, source, run, tenant, roll, awaitsRoster, issues, now } = step;
  const reading = await readAttendance({
    source: bytes,
    bytes: nodeBytes,
    digest: sha1,
    fileName: run.fileName,
    settings: {
      acceptsUsDates: tenant.acceptsUsDates,
      today: run.receivedDate,
      ...acceptedDays(roll),
      mappings: tenant.mappings,
    },
    issues,
  });
  if (!reading.isUsable) return finishRun(client, source, 'INVALID', now, issues);
  await stageRows(client, reading.rows());
  const repeats = await countRepeats(client);
  if (!concludeReading(reading, repeats, issues))
    return finishRun(client, source, 'INVALID', now, issues);
  if (awaitsRoster) {
    const counts = { read: reading.rowsRead, unreadable: reading.rejectedCount };
    return awaitRoster(client, source, counts, issues, now);
  }
  if (reading.rowsRead === 0 && !run.isAccepted) {
    const usual = await usualRowsOfGrouping(
      client,
      run.tenantId,
      source.fileNameId,
      run.receivedDate,
    );
    if (usual.isInSession && !isBelievablyEmpty(usual.median)) {
      const params = { usual: Math.round(usual.median ?? 0) };
      issues.add({
        code: 'ATTENDANCE_EMPTY_ON_SCHOOL_DAY',
        line: null,
        column: null,
        value: null,
        params,
      });
      return holdRun(client, source, issues, now, 'EMPTY_ON_SCHOOL_DAY');
    }
  }
  const { state, numbers } = await applyFile(step, reading);
  return finishRun(client, source, state, now, issues, numbers);
}

async function applyFile(
  step: Step,
  file: AttendanceReading,
): Promise<{ state: 'APPLIED' | 'NOTHING_USED'; numbers: RunNumbers }> {
  const { client, source, run, issues, now } = step;
  const { tenantId } = source;
  await loadEventsThere(client, tenantId, file.rowsRead === 0 ? run.receivedDate : null);
  const { hasDecided } = await resolveIds(client, source);
  const outside = await refuseOutsideYears(client, step.roll, issues);
  await decideOutcomes(client, source);
  if (file.rowsRead === 0)
    await reportWholeGrouping(client, tenantId, source.fileNameId, run.receivedDate);
  else issues.addAll(await findReportedSchools(client, tenantId, source.fileNameId, step.roll));
  const counts = await readOutcomes(client, source, issues);
  const rows = {
    read: file.rowsRead,
    accepted: counts.accepted,
    rejected: file.rejectedCount + outside + counts.rejected,
    ignored: counts.ignored,
  };
  const use = reportUse(issues, {
    rowsRead: rows.read,
    used: counts.accepted + counts.understood,
    lost: rows.rejected,
  });
  // It speaks for nobody: no day was received, and nothing is taken back. What can wait waits.
  if (use === 'NOTHING') {
    const kept = await keepWaitingRows(client, source, {
      withholdsCorrections: true,
      now,
      replaces: 'ROWS',
    });
    await judgeSchoolDays(client, tenantId, kept.days);
    if (hasDecided) await replayWaiting(step);
    return { state: 'NOTHING_USED', numbers: { ...rows, kept: kept.count, events: NO_EVENTS } };
  }
  // A file without rows comes this far only where it is believed: on few absences, on no school day, or by a person's word.
  const absence = absenceIn({
    mode: 'bulk',
    rowCount: file.rowsRead,
    isMeantEmpty: true,
    unidentifiableCount: file.unidentifiableCount,
  });
  const withholdsCorrections = absence.meaning === 'nothing';
  sayOnce(issues, 'ATTENDANCE_CORRECTIONS_WITHHELD', null, file.unidentifiableCount);
  const events = await applyEvents(client, source, { withholdsCorrections, now });
  const kept = await keepWaitingRows(client, source, { withholdsCorrections, now });
  const received = await markReceivedDays(client, source);
  const implausible = await recountAfter(client, {
    tenantId,
    roll: step.roll,
    days: [...events.days, ...received, ...kept.days],
    students: events.students,
    notices: noticesOf(step),
  });
  issues.addAll(reportImplausible(implausible, received));
  if (hasDecided) await replayWaiting(step);
  return { state: 'APPLIED', numbers: { ...rows, kept: kept.count, events } };
}

/** Where schools are in different years, rows are refused once their school is known. */
function acceptedDays({
  startDate,
  endDate,
  schools,
}: Roll): Pick<RowSettings, 'yearStart' | 'yearEnd'> {
  return schools.length === 0
    ? { yearStart: startDate, yearEnd: endDate }
    : { yearStart: '0001-01-01', yearEnd: '9999-12-31' };
}

/** Rows of other days waited for what this file has shown. */
async function replayWaiting({ client, source, now }: Step): Promise<void> {
  await dropStaged(client);
  await replayKeptRows(client, now, source.tenantId, { fileNameId: source.fileNameId });
}

/** A file that waited longer than this counts for the notices of when it is read, not of when it came. */
const READ_LATE_MS = 15 * 60_000;

/** Notices are of the day on which they go out: a file about yesterday changes the dashboard only. */
function noticesOf({ source, run, tenant, now }: Step) {
  const today = localDate(now, tenant.timeZone);
  const isLate = now.getTime() - run.receivedAt.getTime() > READ_LATE_MS;
  return {
    runId: source.id,
    date: today,
    isAfterCutOff:
      (isLate ? now : run.receivedAt) > instantOf(today, tenant.noticeCutOff, tenant.timeZone),
    now,
  };
}

async function loadRun(client: Client, { id, tenantId }: RunKey): Promise<RunFacts> {
  const { rows } = await client.query<RunFacts>(
    `SELECT r.id, r.tenant_id AS "tenantId", r.kind::text AS kind, r.file_name AS "fileName", r.sha256,
            r.byte_count AS "byteCount", r.received_at AS "receivedAt", r.received_date AS "receivedDate",
            d.storage_key AS "storageKey", r.decided_at IS NOT NULL AS "isAccepted"
     FROM attendance_run r JOIN delivery d ON d.id = r.delivery_id AND d.tenant_id = r.tenant_id
     WHERE r.id = $1 AND r.tenant_id = $2 AND r.state = 'PROCESSING'
     -- Nobody renames it meanwhile.
     FOR UPDATE OF r`,
    [id, tenantId],
  );
  if (!rows[0]) throw new Error(`Attendance run ${id} is not being read.`);
  return rows[0];
}

/** A file that waited must not overwrite what a later one of its name has said. */
async function hasLaterFile(client: Client, run: RunFacts, source: EventSource): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM attendance_run WHERE tenant_id = $1 AND file_name_id = $2 AND id <> $3
       AND state IN ('APPLIED', 'NO_CHANGE') AND received_at > $4 LIMIT 1`,
    [run.tenantId, source.fileNameId, run.id, run.receivedAt],
  );
  return rows.length > 0;
}

/** Held files of this name, or of names that were meant to be this one, are no longer waited for. */
async function supersedeHeld(
  client: Client,
  run: RunFacts,
  source: EventSource,
  now: Date,
): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT r.id FROM attendance_run r JOIN attendance_file_name n ON n.id = r.file_name_id
     WHERE r.tenant_id = $1 AND r.state = 'HELD' AND r.received_at <= $4 AND (n.id = $2 OR n.near_of = $3)`,
    [run.tenantId, source.fileNameId, run.fileName, run.receivedAt],
  );
  const ids = rows.map(({ id }) => id);
  await moveHeldRuns(client, run.tenantId, ids, 'SUPERSEDED', now);
}

/**
 * The last file of this name, if it had these bytes and would be read as it was then. A file without rows is about the
 * day it comes.
 */
async function findSameBytes(
  client: Client,
  run: RunFacts,
  source: EventSource,
): Promise<{ id: number; rowsRead: number } | null> {
  const { rows } = await client.query<{
    id: number;
    sha256: string;
    isSameDay: boolean;
    isReadOtherwise: boolean;
    rowsRead: number;
  }>(
    `SELECT r.id, r.sha256, r.received_date = $4 AS "isSameDay", r.rows_read AS "rowsRead",
            coalesce(greatest(n.school_id_kind_set_at, n.student_id_kind_set_at) >= r.finished_at, false) AS "isReadOtherwise"
     FROM attendance_run r JOIN attendance_file_name n ON n.id = r.file_name_id
     WHERE r.tenant_id = $1 AND r.file_name_id = $2 AND r.id <> $3 AND r.state IN ('APPLIED', 'NO_CHANGE')
       -- Before there was a state for it, a file that brought nothing ended like any other. One whose rows are all
       -- outranked by other files did speak: it took back what it no longer says.
       AND NOT (r.rows_read > 0 AND r.rows_accepted = 0 AND r.rows_ignored = 0 AND r.rows_replayed = 0
         AND r.events_added + r.events_changed + r.events_corrected = 0
         AND NOT EXISTS (SELECT 1 FROM attendance_kept_row k
                         WHERE k.tenant_id = r.tenant_id AND k.run_id = r.id AND k.because = 'OUTRANKED'))
     ORDER BY r.received_at DESC, r.id DESC LIMIT 1`,
    [run.tenantId, source.fileNameId, run.id, run.receivedDate],
  );
  const [last] = rows;
  if (!last || last.sha256 !== run.sha256 || last.isReadOtherwise) return null;
  return last.rowsRead > 0 || last.isSameDay ? last : null;
}
