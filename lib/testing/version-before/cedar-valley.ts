// A small district with a history, as the migration test finds it: a first roster, a second day, a third that
// stays held until staff are reminded of it, a calendar and a year-to-date attendance file that came twice. Its files hold the forms that a later version may read
// in another way: lists with the district first, lists of two schools, placeholders for phones and mails, memberships
// that begin late or have ended, rows that wait for a student or a mapping.
import type { AppContext } from '@/lib/server/app-context';
import { attendanceCsv, districtOf, type TestRow } from '../attendance';
import { createConnection, createPerson, createTenant } from '../builders';
import type { TestClock } from '../database';
import { deliverRun, textFile, type GivenFile } from '../deliver';
import { applySyncRun } from '@/lib/server/pipeline/apply-sync-run';
import { processSyncRun } from '@/lib/server/pipeline/process-sync-run';
import { escalateReviews } from '@/lib/server/reviews/escalation';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';

const HEADERS = {
  orgs: 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
  academicSessions:
    'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
  courses:
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
  users:
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language',
  enrollments:
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  demographics: 'sourcedId,status,dateLastModified,birthDate,sex',
} as const;
const NOT_SENT = [
  'categories',
  'classResources',
  'courseResources',
  'lineItems',
  'resources',
  'results',
];

const GIVEN_NAMES = ['Ana', 'Bo', 'Chi', 'Dee', 'Eli', 'Fay', 'Gus', 'Hal'];
const FAMILY_NAMES = ['Ortiz', 'Nguyen', 'Smith', 'Khan', 'Lopez', 'Brown'];

export interface CedarValleyDay {
  students: number;
  /** Numbers of students who are not in the files. */
  left?: readonly number[];
  /** Student 2 speaks another language. */
  isChanged?: boolean;
}

const padded = (n: number): string => String(n).padStart(3, '0');
const schoolOf = (n: number): string => (n % 2 === 1 ? 'S1' : 'S2');

function orgListOf(n: number): string {
  if (n % 5 === 0) return `"D1,${schoolOf(n)}"`;
  return n % 7 === 0 ? '"S2,S1"' : schoolOf(n);
}

function phoneOf(n: number): string {
  if (n % 6 === 0) return 'N/A';
  return n % 10 === 3 ? '999-999-9999' : `(212) 736-${1000 + n}`;
}

export function cedarValleyFiles({ students, left = [], isChanged }: CedarValleyDay): GivenFile[] {
  const numbers = Array.from({ length: students }, (_, at) => at + 1).filter(
    (n) => !left.includes(n),
  );
  const language = (n: number): string =>
    (isChanged === true && n === 2) || n % 3 === 0 ? 'es' : 'en';
  const rows: Record<keyof typeof HEADERS, string[]> = {
    orgs: [
      'D1,,,Cedar Valley,district,900,',
      'S1,,,Cedar Elementary,school,101,D1',
      'S2,,,Cedar Middle,school,102,D1',
    ],
    academicSessions: [
      'Y1,,,2026-2027,schoolYear,2026-08-03,2027-06-11,,2027',
      'T1,,,Fall,term,2026-08-03,2026-12-18,Y1,2027',
      'T2,,,Spring,term,2027-01-04,2027-06-11,Y1,2027',
    ],
    courses: ['C1,,,Y1,Reading,R1,05,D1,,'],
    classes: [
      'K1,,,Reading 1,05,C1,R-1,scheduled,,S1,"T1,T2",,,1',
      'K2,,,Reading 2,07,C1,R-2,scheduled,,S2,T1,,,2',
    ],
    users: [
      ...numbers.map(
        (n) =>
          `st-${padded(n)},,,true,${orgListOf(n)},student,st${n},,${GIVEN_NAMES[n % 8]},${FAMILY_NAMES[n % 6]},,${1000 + n},st${n}@example.org,,,g-${padded(n)},${n % 2 === 1 ? '05' : '07'},,${language(n)}`,
      ),
      't-1,,,true,S1,teacher,t1,,Tea,Cher,,,t1@example.org,,,,,,',
      't-2,,,true,S2,teacher,t2,,Mo,Tutor,,,t2@example.org,,,,,,',
      ...numbers.map(
        (n) =>
          `g-${padded(n)},,,true,${schoolOf(n)},guardian,g${n},,Par,${FAMILY_NAMES[n % 6]},,,${n % 4 === 0 ? 'none' : ''},,${phoneOf(n)},,,,`,
      ),
    ],
    enrollments: [
      'e-t1,,,K1,S1,t-1,teacher,true,,',
      'e-t2,,,K2,S2,t-2,teacher,true,,',
      ...numbers.map(
        (n) =>
          `e-${padded(n)},,,${n % 2 === 1 ? 'K1' : 'K2'},${schoolOf(n)},st-${padded(n)},student,,${n % 4 === 0 ? '2026-09-21' : '2026-08-03'},${n % 9 === 0 ? '2026-09-11' : ''}`,
      ),
    ],
    demographics: numbers.map(
      (n) => `st-${padded(n)},,,2015-0${(n % 9) + 1}-1${n % 9},${n % 2 === 1 ? 'female' : 'male'}`,
    ),
  };
  const names = Object.keys(HEADERS) as (keyof typeof HEADERS)[];
  const manifest = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...names.map((name) => `file.${name},bulk`),
    ...NOT_SENT.map((name) => `file.${name},absent`),
  ];
  return [
    textFile('manifest.csv', lines(manifest)),
    ...names.map((name) => textFile(`${name}.csv`, lines([HEADERS[name], ...rows[name]]))),
  ];
}

const lines = (rows: readonly string[]): string => `${rows.join('\r\n')}\r\n`;

/** Students by identifier, schools too: `101` and `102`. */
export function absence(n: number, date: string, category = 'Unexcused Absence'): TestRow {
  return { school: n % 2 === 1 ? '101' : '102', student: String(1000 + n), date, category };
}

export const ATTENDANCE_ROWS: readonly TestRow[] = [
  absence(1, '2026-09-21'),
  absence(2, '2026-09-21', 'Tardy'),
  absence(3, '2026-09-21', 'Excused Absence'),
  absence(4, '2026-09-22'),
  absence(5, '2026-09-22', 'Zebra day'),
  { ...absence(6, '2026-09-22'), student: '5555' },
  absence(31, '2026-09-22'),
  absence(7, '2026-09-22', 'Excused Present'),
];

/** When staff were reminded that the third day's files are held; what a test does next comes after it. */
export const LAST_MOMENT = '2026-09-26T16:00:00Z';

/** Plays the district into an empty database. */
export async function playCedarValley(ctx: AppContext & { clock: TestClock }): Promise<void> {
  const tenant = await createTenant(ctx, { slug: 'cedar-valley', name: 'Cedar Valley' });
  const connection = await createConnection(ctx, tenant, { userName: 'tpc-cedar-valley' });
  await createPerson(ctx, { email: 'staff@example.org', name: 'Staff' });
  await createPerson(ctx, { email: 'contact@example.org', name: 'Contact', tenants: [tenant] });
  const receive = async (day: CedarValleyDay) => {
    const run = await deliverRun(ctx, connection, cedarValleyFiles(day));
    const outcome = await processSyncRun(ctx, run);
    if (outcome !== 'HELD') throw new Error(`a day of ${day.students} students is ${outcome}`);
    return run;
  };
  const apply = async (run: { id: number; tenantId: number }): Promise<void> => {
    await ctx.db.prisma.circuitBreak.updateMany({ data: { state: 'APPROVED' } });
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    const applied = await applySyncRun(ctx, run);
    if (!applied.ok) throw new Error(`the roster of run ${run.id} was not applied`);
  };
  await apply(await receive({ students: 30 }));
  ctx.clock.set('2026-09-22T15:00:00Z');
  await apply(await receive({ students: 32, isChanged: true }));
  const district = districtOf(ctx, tenant.id, connection.id);
  const calendar = [
    'school_id,calendar_date,calendar_events,school_year_id',
    '101,2026-09-25,"[""Not In Session""]",2027',
  ];
  await district.send('calendar.csv', `${calendar.join('\n')}\n`);
  await district.send('attendance.csv', attendanceCsv(ATTENDANCE_ROWS.slice(0, 3)));
  ctx.clock.set('2026-09-22T17:00:00Z');
  await district.send('attendance.csv', attendanceCsv(ATTENDANCE_ROWS));
  const left = Array.from({ length: 15 }, (_, at) => at + 16);
  for (const day of ['23', '26']) {
    ctx.clock.set(`2026-09-${day}T15:00:00Z`);
    await receive({ students: 32, left, isChanged: true });
  }
  ctx.clock.set(LAST_MOMENT);
  const { failedCount } = await escalateReviews(ctx);
  if (failedCount > 0) throw new Error('the open review was not escalated');
}
