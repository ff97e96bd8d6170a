// calendar.csv: school days said by the district. What it says about a school replaces what the last one said.
import { CALENDAR_FILE, type CalendarColumnName } from '@/lib/core/attendance/columns';
import { readDailyHeader } from '@/lib/core/attendance/header';
import { readCalendarRow, type CalendarRow } from '@/lib/core/attendance/row';
import { shownValue } from '@/lib/core/issues';
import type { EventSource } from './apply/apply-events';
import { finishRun } from './finish-run';
import type { DailyIssues } from './issues';
import { shapeProblem } from './read/read-attendance';
import type { TableRow } from './read/read-bytes';
import type { Roll } from './roll';
import { refreshCalendar } from './session-days';
import type { TenantFacts } from './tenant-facts';
import type { Client } from './types';

interface CalendarStep {
  source: EventSource;
  fileName: string;
  table: readonly TableRow[];
  tenant: TenantFacts;
  roll: Roll;
  issues: DailyIssues;
  now: Date;
}

type Day = CalendarRow & { line: number };

export async function applyCalendarFile(
  client: Client,
  step: CalendarStep,
): Promise<'APPLIED' | 'INVALID'> {
  const { source, fileName, table, issues, now, roll } = step;
  const [first, ...rest] = table;
  const header = readDailyHeader(CALENDAR_FILE, fileName, first?.cells ?? []);
  issues.addAll(header.issues);
  if (!header.ok) return finishRun(client, source, 'INVALID', now, issues);
  const days: Day[] = [];
  for (const row of rest) {
    const problem = shapeProblem(header, row);
    if (problem) {
      issues.add(problem);
      continue;
    }
    const read = readCalendarRow(namedCells(header.indexes, row.cells), step.tenant);
    if (read.ok) days.push({ line: row.line, ...read.row });
    else issues.add({ line: row.line, ...read.problem });
  }
  const accepted = await writeMarks(client, source, lastOfEachDay(days, issues), issues, now);
  await refreshCalendar(client, source.tenantId, roll);
  return finishRun(client, source, 'APPLIED', now, issues, {
    read: rest.length,
    accepted,
    rejected: rest.length - accepted,
    ignored: 0,
    kept: 0,
    events: { added: 0, changed: 0, corrected: 0, unchanged: 0 },
  });
}

function lastOfEachDay(days: readonly Day[], issues: DailyIssues): Day[] {
  const last = new Map<string, Day>();
  for (const day of days) {
    const key = `${day.schoolText}\n${day.date}`;
    const earlier = last.get(key);
    if (earlier)
      issues.add({
        code: 'CALENDAR_DAY_TWICE',
        line: earlier.line,
        column: null,
        value: null,
        params: { later: day.line },
      });
    last.set(key, day);
  }
  return [...last.values()];
}

async function writeMarks(
  client: Client,
  source: EventSource,
  days: readonly Day[],
  issues: DailyIssues,
  now: Date,
): Promise<number> {
  const schools = await findSchools(client, source.tenantId, days);
  const known = days.flatMap((day) => {
    const schoolId = schools.get(day.schoolText);
    if (schoolId !== undefined) return [{ ...day, schoolId }];
    issues.add({
      code: 'ATTENDANCE_SCHOOL_UNKNOWN',
      line: day.line,
      column: 'school_id',
      value: shownValue(day.schoolText),
    });
    return [];
  });
  const column = <Key extends 'schoolId' | 'date' | 'isInSession' | 'note'>(key: Key) =>
    known.map((day) => day[key]);
  await client.query(
    `DELETE FROM attendance_calendar_mark m
     USING (SELECT school_id, min(date) AS first, max(date) AS last
            FROM unnest($2::text[], $3::date[]) AS k(school_id, date) GROUP BY 1) k
     WHERE m.tenant_id = $1 AND m.source = 'FILE' AND m.school_id = k.school_id AND m.date BETWEEN k.first AND k.last`,
    [source.tenantId, column('schoolId'), column('date')],
  );
  await client.query(
    `INSERT INTO attendance_calendar_mark (tenant_id, school_id, date, source, is_in_session, note, run_id, marked_at)
     SELECT $1, k.school_id, k.date, 'FILE', k.is_in_session, k.note, $6, $7
     FROM unnest($2::text[], $3::date[], $4::boolean[], $5::text[]) AS k(school_id, date, is_in_session, note)
     ON CONFLICT (tenant_id, date, school_id, source) DO UPDATE SET is_in_session = excluded.is_in_session,
       note = excluded.note, run_id = excluded.run_id, marked_at = excluded.marked_at`,
    [
      source.tenantId,
      column('schoolId'),
      column('date'),
      column('isInSession'),
      column('note'),
      source.id,
      now,
    ],
  );
  return known.length;
}

async function findSchools(
  client: Client,
  tenantId: number,
  days: readonly Day[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ text: string; schoolId: string }>(
    `SELECT k.text, min(o.sourced_id) AS "schoolId"
     FROM unnest($2::text[]) AS k(text)
     JOIN roster_org o ON o.tenant_id = $1 AND o.removed_at IS NULL AND (o.sourced_id = k.text OR o.identifier = k.text)
     GROUP BY k.text HAVING count(DISTINCT o.sourced_id) = 1`,
    [tenantId, [...new Set(days.map(({ schoolText }) => schoolText))]],
  );
  return new Map(rows.map(({ text, schoolId }) => [text, schoolId]));
}

function namedCells(
  indexes: ReadonlyMap<CalendarColumnName, number>,
  cells: readonly string[],
): Record<CalendarColumnName, string> {
  const cell = (name: CalendarColumnName): string =>
    (cells[indexes.get(name) ?? -1] ?? '').trim().replaceAll('\0', '');
  return {
    school_id: cell('school_id'),
    calendar_date: cell('calendar_date'),
    calendar_events: cell('calendar_events'),
    school_year_id: cell('school_year_id'),
    calendarCode: cell('calendarCode'),
    description: cell('description'),
  };
}
