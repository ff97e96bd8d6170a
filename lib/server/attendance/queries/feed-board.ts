// What was expected against what came, per file name and school: which school did not send today?
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { minuteOfDay } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../app-context';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import { LATE_AFTER_MINUTES, usualMinuteSql } from '../usual-time';
import { newestTroubleOf } from './trouble';
import { getAttendanceYear, type AttendanceYear } from './attendance-year';

/** TalkingPoints asks for at least two files per school day: one after attendance is taken, one with corrections. */
export const FILES_PER_SCHOOL_DAY = 2;
const GROUPING_DAYS = 60;

export interface FeedFile {
  number: number;
  receivedAt: Date;
  minute: number;
  state: string;
  rowsRead: number;
  /** Of those, what waits: for a mapping, or for a roster that knows the school or student. */
  rowsKept: number;
  /** Of those waiting, the ones whose category is to be mapped. */
  rowsUnmapped: number;
}

export interface FeedSchool {
  schoolId: string;
  name: string;
  isInSession: boolean;
  hasFile: boolean;
  lastReceivedAt: Date | null;
}

export interface Feed {
  fileNameId: number;
  fileName: string;
  state: 'LEARNED' | 'CONFIRMED' | 'NEAR' | 'REFUSED';
  /** For a near miss: the name that was probably meant, and what differs (CASE, SPELLING, DATE). */
  nearOf: string | null;
  nearBecause: string | null;
  firstSeenAt: Date;
  lastReceivedAt: Date | null;
  expectedFiles: number;
  files: FeedFile[];
  /** Minutes after midnight at which the first file usually comes; null before there are some days. */
  usualMinute: number | null;
  /**
   * ON_TIME and LATE are about the first file of the day. Without one: EXPECTED before its time; ANOTHER_DAY where every school
   * in session was reported by files that came on another day, SCHOOLS_MISSING where some were; NONE_EXPECTED where no school
   * comes under this name.
   */
  timeliness:
    | 'ON_TIME'
    | 'LATE'
    | 'NOT_LEARNED'
    | 'EXPECTED'
    | 'MISSING'
    | 'ANOTHER_DAY'
    | 'SCHOOLS_MISSING'
    | 'NO_SCHOOL'
    | 'NONE_EXPECTED';
  schools: FeedSchool[];
  /** A file of this name could be read, on so many days. */
  daysRead: number;
  /** Of the newest file of this name, where nothing of it could be used. */
  troubleNumber: number | null;
}

export interface FeedBoard {
  attendanceYear: AttendanceYear;
  date: PlainDate;
  feeds: Feed[];
  /** Schools in session that no file has ever spoken for. */
  silentSchools: { schoolId: string; name: string }[];
  notHeardFrom: NotHeardFrom;
}

/** Of the schools in session on the day: those that no file has reported. */
interface NotHeardFrom {
  expected: number;
  /** Names: first of those some used name speaks for, then of the silent ones. */
  missing: string[];
  /** Of the missing ones, how many no file has reported in the last weeks. */
  inNoFile: number;
  /** Files that came on the day and report no school: they wait or could not be used. */
  unusedFiles: number;
}

interface NameRow {
  fileNameId: number;
  fileName: string;
  state: Feed['state'];
  nearOf: string | null;
  nearBecause: string | null;
  firstSeenAt: Date;
  lastReceivedAt: Date | null;
  usualMinute: number | null;
  daysRead: number;
  troubleNumber: number | null;
}

export async function getFeedBoard(
  ctx: AppContext,
  { tenantId, date }: { tenantId: number; date: PlainDate },
): Promise<FeedBoard> {
  const attendanceYear = await getAttendanceYear(ctx, tenantId);
  const [names, files, schools] = await Promise.all([
    listNames(ctx, tenantId, date),
    listFiles(ctx, tenantId, date),
    listFeedSchools(ctx, tenantId, attendanceYear.schoolYear, date),
  ]);
  const minuteNow =
    date === attendanceYear.today ? minuteOfDay(ctx.clock.now(), attendanceYear.timeZone) : 24 * 60;
  const feeds = names.map((name): Feed => {
    const own = files.filter((file) => file.fileNameId === name.fileNameId);
    const ofName = schools.filter((school) => school.fileNameId === name.fileNameId);
    return {
      ...name,
      expectedFiles: ofName.some(({ isInSession }) => isInSession) ? FILES_PER_SCHOOL_DAY : 0,
      files: own.map(({ fileNameId: _name, ...file }) => file),
      timeliness: timelinessOf(name, own, ofName, minuteNow),
      schools: ofName.map(({ fileNameId: _name, ...school }) => school),
    };
  });
  const silentSchools = schools
    .filter(({ fileNameId, isInSession }) => fileNameId === null && isInSession)
    .map(({ schoolId, name }) => ({ schoolId, name }));
  return {
    attendanceYear,
    date,
    feeds,
    silentSchools,
    notHeardFrom: notHeardFrom(feeds, silentSchools, files),
  };
}

function notHeardFrom(
  feeds: readonly Feed[],
  silentSchools: FeedBoard['silentSchools'],
  files: readonly FeedFile[],
): NotHeardFrom {
  const inSession = feeds
    .filter(({ state }) => state === 'LEARNED' || state === 'CONFIRMED')
    .flatMap(({ schools }) => schools.filter((school) => school.isInSession));
  const withoutFile = inSession.filter(({ hasFile }) => !hasFile);
  return {
    expected: inSession.length + silentSchools.length,
    missing: [...withoutFile, ...silentSchools].map(({ name }) => name),
    inNoFile: silentSchools.length,
    unusedFiles: files.filter(({ state }) => state !== 'APPLIED' && state !== 'NO_CHANGE').length,
  };
}

function timelinessOf(
  { usualMinute }: NameRow,
  files: readonly FeedFile[],
  schools: readonly FeedSchool[],
  minuteNow: number,
): Feed['timeliness'] {
  const [first] = files;
  const inSession = schools.filter(({ isInSession }) => isInSession);
  if (!first && schools.length === 0) return 'NONE_EXPECTED';
  if (!first && inSession.length === 0) return 'NO_SCHOOL';
  if (!first && inSession.every(({ hasFile }) => hasFile)) return 'ANOTHER_DAY';
  if (!first && inSession.some(({ hasFile }) => hasFile)) return 'SCHOOLS_MISSING';
  if (usualMinute === null) return first ? 'NOT_LEARNED' : 'MISSING';
  const lateFrom = usualMinute + LATE_AFTER_MINUTES;
  if (first) return first.minute > lateFrom ? 'LATE' : 'ON_TIME';
  return minuteNow > lateFrom ? 'MISSING' : 'EXPECTED';
}

async function listNames(ctx: AppContext, tenantId: number, date: PlainDate): Promise<NameRow[]> {
  const { rows } = await ctx.db.pool.query<NameRow>(
    `SELECT n.id AS "fileNameId", n.file_name AS "fileName", n.state::text AS state, n.near_of AS "nearOf",
            n.near_because AS "nearBecause", n.first_seen_at AS "firstSeenAt", n.last_received_at AS "lastReceivedAt",
            (SELECT count(DISTINCT r.received_date)::int FROM attendance_run r
             WHERE r.tenant_id = $1 AND r.file_name_id = n.id AND r.state IN ('APPLIED', 'NO_CHANGE')) AS "daysRead",
            ${newestTroubleOf('n')} AS "troubleNumber",
            ${usualMinuteSql('n', '$2')} AS "usualMinute"
     FROM attendance_file_name n
     WHERE n.tenant_id = $1 AND n.kind = 'ATTENDANCE' ORDER BY n.state, n.file_name`,
    [tenantId, date],
  );
  return rows;
}

async function listFiles(
  ctx: AppContext,
  tenantId: number,
  date: PlainDate,
): Promise<(FeedFile & { fileNameId: number | null })[]> {
  const { rows } = await ctx.db.pool.query<FeedFile & { fileNameId: number | null }>(
    `SELECT file_name_id AS "fileNameId", number, received_at AS "receivedAt", received_minute AS minute,
            state::text AS state, rows_read AS "rowsRead", rows_kept AS "rowsKept",
            (SELECT count(*)::int FROM attendance_kept_row k
             WHERE k.tenant_id = r.tenant_id AND k.run_id = r.id AND k.because = 'UNMAPPED_CATEGORY') AS "rowsUnmapped"
     FROM attendance_run r WHERE tenant_id = $1 AND received_date = $2 AND kind = 'ATTENDANCE'
     ORDER BY received_at, id`,
    [tenantId, date],
  );
  return rows;
}

/** Every school of the year, by name. */
export async function listFeedSchools(
  ctx: AppContext,
  tenantId: number,
  schoolYear: number,
  date: PlainDate,
): Promise<(FeedSchool & { fileNameId: number | null })[]> {
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, date, date);
  const { rows } = await ctx.db.pool.query<FeedSchool & { fileNameId: number | null }>(
    `SELECT s.school_id AS "schoolId", coalesce(o.name, s.school_id) AS name,
            ${SESSION_SQL.isInSession} AS "isInSession", t.school_id IS NOT NULL AS "hasFile",
            t.last_received_at AS "lastReceivedAt", g.file_name_id AS "fileNameId"
     FROM (SELECT school_id FROM attendance_school_year WHERE tenant_id = $1 AND school_year = $5) s
     CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins}
     LEFT JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = s.school_id
     LEFT JOIN attendance_school_day t ON t.tenant_id = $1 AND t.school_id = s.school_id AND t.date = d.date
     LEFT JOIN LATERAL (
       SELECT file_name_id FROM attendance_school_day l
       WHERE l.tenant_id = $1 AND l.school_id = s.school_id AND l.date BETWEEN d.date - ${GROUPING_DAYS} AND d.date
       ORDER BY l.date DESC LIMIT 1) g ON true
     ORDER BY 2, 1`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known, schoolYear],
  );
  return rows;
}
