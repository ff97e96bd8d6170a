// The product's answers beside what is right at the end of a week of odd forms.
import type { AppContext } from '@/lib/server/app-context';
import { findStudentYear } from '@/lib/server/attendance/queries/student';
import { isReachable } from '@/lib/server/db/reachable';
import type { Expected } from '@/lib/synthetic/odd/expected';
import type { OddWeek } from '@/lib/synthetic/odd/odd-week';
import { LAST_DAY, WEEK } from '@/lib/synthetic/odd/roster';

export async function oddWeekDifferences(
  ctx: AppContext,
  tenantId: number,
  { expected, claims }: OddWeek,
): Promise<string[]> {
  const found = [
    ...(await eventDifferences(ctx, tenantId, expected)),
    ...(await noticeDifferences(ctx, tenantId, expected)),
    ...(await listDifferences(ctx, tenantId, expected)),
    ...(await classDifferences(ctx, tenantId, expected)),
    ...(await studentDifferences(ctx, tenantId, expected)),
    ...(await historyDifferences(ctx, tenantId, expected)),
  ];
  // Which odd form a difference comes from.
  const kindOf = new Map(
    Object.entries(claims).flatMap(([kind, { students }]) => students.map((id) => [id, kind])),
  );
  return found.map((text) => {
    const kinds = new Set(text.split(/[ :,]+/).flatMap((word) => kindOf.get(word) ?? []));
    return kinds.size === 0 ? text : `${text} [${[...kinds].join(', ')}]`;
  });
}

const CATEGORY_WORDS: Record<string, string> = {
  UNEXCUSED_ABSENCE: 'Unexcused Absence',
  EXCUSED_ABSENCE: 'Excused Absence',
  TARDY: 'Tardy',
  EXCUSED_PRESENT: 'Excused Present',
};
const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

async function eventDifferences(
  ctx: AppContext,
  tenantId: number,
  { events, hiddenHistory }: Expected,
): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId, studentId: { notIn: hiddenHistory } },
  });
  const schoolIsOpen = new Set(
    events.flatMap(({ studentId, date, schoolId }) =>
      schoolId === null ? [`${date} ${studentId}`] : [],
    ),
  );
  const line = (of: {
    studentId: string;
    date: string;
    category: string;
    percentOfDay: number | null;
    schoolId: string | null;
  }): [string, string] => {
    const key = `${of.date} ${of.studentId}`;
    const share = of.category.endsWith('Absence') ? ` ${of.percentOfDay}%` : '';
    return [key, `${of.category}${share}${schoolIsOpen.has(key) ? '' : ` at ${of.schoolId}`}`];
  };
  return compare(
    'event',
    rows.map((row) =>
      line({
        ...row,
        ...{ date: dateOf(row.date), category: CATEGORY_WORDS[row.category] ?? row.category },
      }),
    ),
    events.map(line),
  );
}

async function noticeDifferences(
  ctx: AppContext,
  tenantId: number,
  { notices, hiddenHistory }: Expected,
): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceNotice.findMany({
    where: { tenantId, studentId: { notIn: hiddenHistory } },
  });
  const keyOf = (studentId: string, date: string): string => `${date} ${studentId}`;
  const open = new Set(
    notices.flatMap(({ studentId, date, state }) => (state ? [] : [keyOf(studentId, date)])),
  );
  // A student of two schools may be on one list and no longer on the other.
  const isOver = (state: string): boolean => state === 'RETRACTED' || state === 'WITHDRAWN';
  const seen = rows.flatMap((row): [string, string][] => {
    const key = keyOf(row.studentId, dateOf(row.date));
    if (!open.has(key)) return [[key, row.state]];
    return isOver(row.state) ? [] : [[key, 'on a list']];
  });
  return compare(
    'notice',
    seen,
    notices.map(({ studentId, date, state }) => [keyOf(studentId, date), state ?? 'on a list']),
  );
}

async function listDifferences(
  ctx: AppContext,
  tenantId: number,
  { heldLists }: Expected,
): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceNoticeList.findMany({
    where: { tenantId, date: { in: WEEK.map((date) => new Date(date)) }, state: 'HELD' },
  });
  return compare(
    'notice list',
    rows.map(({ schoolId, date }) => [`${dateOf(date)} ${schoolId}`, 'held']),
    heldLists.map(({ schoolId, date }) => [`${date} ${schoolId}`, 'held']),
  );
}

async function classDifferences(
  ctx: AppContext,
  tenantId: number,
  { classes }: Expected,
): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ classId: string; studentId: string; times: string[] }>(
    `SELECT e.class_sourced_id AS "classId", e.user_sourced_id AS "studentId", array_agg(CASE WHEN e.begin_date > $2 THEN 'coming' WHEN e.end_date < $2 THEN 'past' ELSE 'current' END) AS times
     FROM roster_enrollment e WHERE e.tenant_id = $1 AND e.removed_at IS NULL AND e.role = 'student'
     GROUP BY 1, 2`,
    [tenantId, LAST_DAY],
  );
  return compare(
    'class',
    rows.map(({ classId, studentId, times }) => [`${classId} ${studentId}`, times.join(' ')]),
    classes.flatMap(({ classId, ...of }) =>
      (['current', 'past', 'coming'] as const).flatMap((time) =>
        of[time].map((studentId): [string, string] => [`${classId} ${studentId}`, time]),
      ),
    ),
  );
}

async function studentDifferences(
  ctx: AppContext,
  tenantId: number,
  { students, enrolled }: Expected,
): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{
    studentId: string;
    schoolId: string | null;
    since: string | null;
    isReachable: boolean;
  }>(
    `SELECT u.sourced_id AS "studentId", u.school_sourced_id AS "schoolId", s.begin_date::text AS since,
       EXISTS (SELECT 1 FROM roster_link l JOIN roster_user x ON x.tenant_id = $1 AND x.sourced_id = l.contact_sourced_id
         WHERE l.tenant_id = $1 AND l.student_sourced_id = u.sourced_id AND l.removed_at IS NULL
           AND x.removed_at IS NULL AND ${isReachable('x')}) AS "isReachable"
     FROM roster_user u LEFT JOIN attendance_student s ON s.tenant_id = $1 AND s.student_id = u.sourced_id AND s.school_year = 2027
     WHERE u.tenant_id = $1 AND u.role = 'student' AND u.removed_at IS NULL`,
    [tenantId],
  );
  const counts = await ctx.db.prisma.attendanceEnrolled.groupBy({
    by: ['schoolId'],
    where: { tenantId },
    _sum: { students: true },
  });
  const line = (of: (typeof rows)[number]): [string, string] => [
    of.studentId,
    `at ${of.schoolId} since ${of.since}, ${of.isReachable ? 'reachable' : 'not reachable'}`,
  ];
  return [
    ...compare('student', rows.map(line), students.map(line)),
    ...compare(
      'enrolled',
      counts.map(({ schoolId, _sum }) => [schoolId, String(_sum.students)]),
      enrolled.map(({ schoolId, students: count }) => [schoolId, String(count)]),
    ),
  ];
}

/** Of a child who has another one's id, nothing of the other one is shown. */
async function historyDifferences(
  ctx: AppContext,
  tenantId: number,
  { hiddenHistory }: Expected,
): Promise<string[]> {
  const found: string[] = [];
  for (const studentId of hiddenHistory) {
    const year = await findStudentYear(ctx, tenantId, studentId);
    const days =
      year?.days.filter(
        ({ cell }) => typeof cell.status === 'string' && cell.status in CATEGORY_WORDS,
      ) ?? [];
    if (!year) found.push(`history ${studentId}: no page`);
    if (days.length > 0) found.push(`history ${studentId}: ${days.length} days of somebody else`);
  }
  return found;
}

type Line = readonly [key: string, text: string];

function compare(what: string, seen: readonly Line[], right: readonly Line[]): string[] {
  const seenBy = new Map(seen);
  const rightBy = new Map(right);
  return [...new Set([...seenBy.keys(), ...rightBy.keys()])].sort().flatMap((key) => {
    const [is, should] = [seenBy.get(key) ?? 'none', rightBy.get(key) ?? 'none'];
    return is === should ? [] : [`${what} ${key}: ${is}, right ${should}`];
  });
}
