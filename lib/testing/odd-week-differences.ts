// The product's answers beside what is right at the end of a week of odd forms.
import type { AppContext } from '@/lib/server/app-context';
import { findStudentYear } from '@/lib/server/attendance/queries/student';
import { isReachable } from '@/lib/server/db/reachable';
import { listClasses } from '@/lib/server/roster/classes';
import { listPeopleOfClass } from '@/lib/server/roster/relations';
import type { Expected } from '@/lib/synthetic/odd/expected';
import type { OddWeek } from '@/lib/synthetic/odd/odd-week';
import { WEEK, YEAR_START } from '@/lib/synthetic/odd/roster';

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

const CATEGORY_TRAITS: Record<string, string> = {
  UNEXCUSED_ABSENCE: 'Unexcused Absence',
  EXCUSED_ABSENCE: 'Excused Absence',
  TARDY: 'Tardy',
  EXCUSED_PRESENT: 'Excused Present',
};
const EVERY_CLASS = {
  school: null,
  course: null,
  status: 'active',
  check: null,
  search: '',
} as const;
const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The product keeps who had an id before under one of its own. */
function whose(id: string): { studentId: string; isFormer: boolean } {
  const studentId = id.replace(/@former-\d+$/, '');
  return { studentId, isFormer: studentId !== id };
}

const keyOf = (of: { studentId: string; isFormer: boolean; date: string }): string =>
  `${of.date} ${of.studentId}${of.isFormer ? ' before' : ''}`;

async function eventDifferences(
  ctx: AppContext,
  tenantId: number,
  { events }: Expected,
): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({ where: { tenantId } });
  const schoolIsOpen = new Set(
    events.flatMap(({ studentId, date, schoolId }) =>
      schoolId === null ? [`${date} ${studentId}`] : [],
    ),
  );
  const line = (of: {
    studentId: string;
    isFormer: boolean;
    date: string;
    category: string;
    percentOfDay: number | null;
    schoolId: string | null;
  }): [string, string] => {
    const key = keyOf(of);
    const share = of.category.endsWith('Absence') ? ` ${of.percentOfDay}%` : '';
    return [key, `${of.category}${share}${schoolIsOpen.has(key) ? '' : ` at ${of.schoolId}`}`];
  };
  return compare(
    'event',
    rows.map((row) =>
      line({
        ...row,
        ...whose(row.studentId),
        date: dateOf(row.date),
        category: CATEGORY_TRAITS[row.category] ?? row.category,
      }),
    ),
    events.map(line),
  );
}

async function noticeDifferences(
  ctx: AppContext,
  tenantId: number,
  { notices }: Expected,
): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceNotice.findMany({ where: { tenantId } });
  const open = new Set(notices.flatMap((each) => (each.state ? [] : [keyOf(each)])));
  // A student of two schools may be on one list and no longer on the other.
  const isOver = (state: string): boolean => state === 'RETRACTED' || state === 'WITHDRAWN';
  const seen = rows.flatMap((row): [string, string][] => {
    const key = keyOf({ ...whose(row.studentId), date: dateOf(row.date) });
    if (!open.has(key)) return [[key, row.state]];
    return isOver(row.state) ? [] : [[key, 'on a list']];
  });
  return compare(
    'notice',
    seen,
    notices.map((each) => [keyOf(each), each.state ?? 'on a list']),
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
  const seen: Line[] = [];
  for (const { classId } of classes)
    for (const { role, time, sourcedId } of await listPeopleOfClass(ctx, tenantId, classId))
      if (role === 'student') seen.push([`${classId} ${sourcedId}`, time]);
  const page = { after: null, before: null, size: classes.length + 1 };
  const memberships = await ctx.db.prisma.rosterEnrollment.groupBy({
    by: ['classSourcedId', 'userSourcedId', 'role'],
    where: { tenantId, removedAt: null },
    _count: { _all: true },
  });
  const { rows } = await listClasses(ctx, tenantId, EVERY_CLASS, page);
  return [
    ...compare(
      'class',
      seen,
      classes.flatMap(({ classId, ...of }) =>
        (['current', 'past', 'coming'] as const).flatMap((time) =>
          of[time].map((studentId): [string, string] => [`${classId} ${studentId}`, time]),
        ),
      ),
    ),
    // The same person twice in one role is one membership.
    ...memberships.flatMap(({ classSourcedId, userSourcedId, _count }) =>
      _count._all > 1 ? [`membership ${classSourcedId} ${userSourcedId}: ${_count._all} rows`] : [],
    ),
    ...compare(
      'class size',
      rows.map(({ sourcedId, students }) => [sourcedId, String(students)]),
      classes.map(({ classId, current }) => [classId, String(current.length)]),
    ),
  ];
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
    `SELECT u.sourced_id AS "studentId", u.school_sourced_id AS "schoolId", 
       coalesce(s.begin_date, '${YEAR_START}')::text AS since,
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

/** Of a child who has another one's id, the page shows their own days and nothing of the other one. */
async function historyDifferences(
  ctx: AppContext,
  tenantId: number,
  { events, usedAgain }: Expected,
): Promise<string[]> {
  const seen: Line[] = [];
  for (const studentId of usedAgain) {
    const year = await findStudentYear(ctx, tenantId, studentId);
    for (const { date, cell } of year?.days ?? []) {
      const word = typeof cell.status === 'string' ? CATEGORY_TRAITS[cell.status] : undefined;
      if (word) seen.push([`${studentId} ${date}`, word]);
    }
  }
  return compare(
    'page of a student',
    seen,
    events
      .filter(({ studentId, isFormer }) => usedAgain.includes(studentId) && !isFormer)
      .map(({ studentId, date, category }) => [`${studentId} ${date}`, category]),
  );
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
