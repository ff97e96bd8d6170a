// calendar.csv: school days said by the district. What it says about a school replaces what the last one said.
import { kindParams, type IdProblem } from '@/lib/core/attendance/id-kinds';
import { readCalendar, type CalendarReading } from '@/lib/core/attendance-file/read-calendar';
import { shownValue, STORED_PER_GROUP } from '@/lib/core/issues';
import { escapeText, openCopy } from '../db/copy';
import { nodeBytes } from '../text/node-bytes';
import type { EventSource } from './apply/apply-events';
import { awaitRoster } from './await-roster';
import { finishRun } from './finish-run';
import { loadFeedKinds } from './ids/feed-kinds';
import { dropSchools, resolveSchools, SCHOOLS_FOUND } from './ids/resolve-schools';
import { SCHOOL_CODES } from './ids/problem-codes';
import { reportUse } from '@/lib/core/attendance-file/report-use';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import type { Roll } from './roll';
import { refreshCalendar } from './session-days';
import type { TenantFacts } from './tenant-facts';
import type { Client } from './types';

interface CalendarStep {
  source: EventSource;
  fileName: string;
  bytes: AsyncIterable<Buffer>;
  tenant: TenantFacts;
  roll: Roll;
  awaitsRoster: boolean;
  issues: DailyIssues;
  now: Date;
}

/** Throws UnreadableFileError where the file is no text with a header. */
export async function applyCalendarFile(
  client: Client,
  step: CalendarStep,
): Promise<'APPLIED' | 'NOTHING_USED' | 'AWAITING_ROSTER' | 'INVALID'> {
  const { source, fileName, bytes, issues, now, roll, awaitsRoster } = step;
  const { tenant: settings } = step;
  const reading = await readCalendar({
    source: bytes,
    bytes: nodeBytes,
    fileName,
    settings,
    issues,
  });
  if (!reading.isUsable) return finishRun(client, source, 'INVALID', now, issues);
  await stageDays(client, reading);
  const { rowsRead: read, rejectedCount: unreadable } = reading;
  if (awaitsRoster) return awaitRoster(client, source, { read, unreadable }, issues, now);
  await setAsideRepeated(client, issues);
  await findSchools(client, source, issues);
  const accepted = await writeMarks(client, source, now);
  await refreshCalendar(client, source.tenantId, roll);
  const use = reportUse(issues, { rowsRead: read, used: accepted, lost: read - accepted });
  return finishRun(client, source, use === 'NOTHING' ? 'NOTHING_USED' : 'APPLIED', now, issues, {
    read,
    accepted,
    rejected: read - accepted,
    ignored: 0,
    kept: 0,
    events: { added: 0, changed: 0, corrected: 0, unchanged: 0 },
  });
}

async function stageDays(client: Client, reading: CalendarReading): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE calendar_staged (
      line int NOT NULL, school_text text COLLATE "C" NOT NULL, date date NOT NULL, is_in_session boolean NOT NULL,
      note text, school_id text COLLATE "C"
    ) ON COMMIT DROP`);
  const columns = ['line', 'school_text', 'date', 'is_in_session', 'note'];
  const copy = openCopy(client, 'calendar_staged', columns);
  try {
    for await (const days of reading.rows()) {
      for (const { line, schoolText, date, isInSession, note } of days) {
        const values = [line, schoolText, date, isInSession, note];
        copy.add(
          `${values.map((value) => (value === null ? '\\N' : escapeText(String(value)))).join('\t')}\n`,
        );
      }
      await copy.drain();
    }
  } finally {
    await copy.end();
  }
  await client.query('ANALYZE calendar_staged');
}

/** Of several rows about a school and day the last one counts. */
async function setAsideRepeated(client: Client, issues: DailyIssues): Promise<void> {
  const { rows } = await client.query<{ line: number; later: number; count: number }>(
    `WITH gone AS (
       DELETE FROM calendar_staged s
       USING (SELECT school_text, date, max(line) AS line FROM calendar_staged GROUP BY 1, 2 HAVING count(*) > 1) last
       WHERE s.school_text = last.school_text AND s.date = last.date AND s.line < last.line
       RETURNING s.line, last.line AS later
     )
     SELECT line, later, count(*) OVER () AS count FROM gone ORDER BY line LIMIT ${STORED_PER_GROUP}`,
  );
  rows.forEach(({ line, later, count }, index) =>
    issues.add(
      { code: 'CALENDAR_DAY_TWICE', line, column: null, value: null, params: { later } },
      index === 0 ? count - rows.length + 1 : 1,
    ),
  );
}

async function findSchools(
  client: Client,
  source: EventSource,
  issues: DailyIssues,
): Promise<void> {
  const { rows: named } = await client.query<{ text: string }>(
    'SELECT DISTINCT school_text AS text FROM calendar_staged',
  );
  const kind = await resolveSchools(
    client,
    source,
    await loadFeedKinds(client, source),
    named.map(({ text }) => text),
    { hasRows: false },
  );
  await client.query(
    `UPDATE calendar_staged s SET school_id = f.id FROM ${SCHOOLS_FOUND} f WHERE f.text = s.school_text`,
  );
  const { rows } = await client.query<{
    line: number;
    schoolText: string;
    problem: IdProblem;
    place: number;
    count: number;
  }>(
    `SELECT * FROM (
       SELECT s.line, s.school_text AS "schoolText", coalesce(f.problem, 'UNKNOWN') AS problem,
              row_number() OVER (PARTITION BY f.problem ORDER BY s.line) AS place,
              count(*) OVER (PARTITION BY f.problem) AS count
       FROM calendar_staged s LEFT JOIN ${SCHOOLS_FOUND} f ON f.text = s.school_text
       WHERE s.school_id IS NULL) k
     WHERE place <= ${STORED_PER_GROUP} ORDER BY line`,
  );
  for (const { line, schoolText, problem, place, count } of rows)
    issues.add(
      {
        code: SCHOOL_CODES[problem],
        line,
        column: 'school_id',
        value: shownValue(schoolText),
        params: { kept: 'no', ...kindParams(kind) },
      },
      // Counted exactly, stored up to the limit.
      place === 1 ? Math.max(1, count - STORED_PER_GROUP + 1) : 1,
    );
  await dropSchools(client);
}

async function writeMarks(client: Client, source: EventSource, now: Date): Promise<number> {
  await client.query(
    `DELETE FROM attendance_calendar_mark m
     USING (SELECT school_id, min(date) AS first, max(date) AS last
            FROM calendar_staged WHERE school_id IS NOT NULL GROUP BY 1) k
     WHERE m.tenant_id = $1 AND m.source = 'FILE' AND m.school_id = k.school_id AND m.date BETWEEN k.first AND k.last`,
    [source.tenantId],
  );
  const { rows } = await client.query<{ count: number }>(
    `WITH written AS (
       INSERT INTO attendance_calendar_mark (tenant_id, school_id, date, source, is_in_session, note, run_id, marked_at)
       -- One school may be written by its sourcedId in one row and by its identifier in another.
       SELECT DISTINCT ON (school_id, date) $1, school_id, date, 'FILE'::"CalendarSource", is_in_session, note, $2, $3::timestamptz
       FROM calendar_staged WHERE school_id IS NOT NULL ORDER BY school_id, date, line DESC
       ON CONFLICT (tenant_id, date, school_id, source) DO UPDATE SET is_in_session = excluded.is_in_session,
         note = excluded.note, run_id = excluded.run_id, marked_at = excluded.marked_at
     )
     SELECT count(*) AS count FROM calendar_staged WHERE school_id IS NOT NULL`,
    [source.tenantId, source.id, now],
  );
  return rows[0]?.count ?? 0;
}
