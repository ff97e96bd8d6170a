// A set of OneRoster files written out row by row, for tests that turn on what single rows say. One district `D1`, with
// two schools, a department, one school year, a course and a class in each school unless the test says otherwise.
import { expect } from 'vitest';
import type { AppContext } from '@/lib/server/app-context';
import { applySyncRun } from '@/lib/server/pipeline/apply-sync-run';
import { processSyncRun } from '@/lib/server/pipeline/process-sync-run';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';
import { deliverRun, textFile, type GivenFile } from './deliver';

const COLUMNS = {
  orgs: 'name,type,identifier,parentSourcedId',
  academicSessions: 'title,type,startDate,endDate,parentSourcedId,schoolYear',
  courses: 'schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
  users:
    'enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language',
  enrollments: 'classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
} as const;

export type WrittenFile = keyof typeof COLUMNS;
export type WrittenSet = Partial<Record<WrittenFile, readonly string[]>>;

const ABSENT = [
  'categories',
  'classResources',
  'courseResources',
  'demographics',
  'lineItems',
  'resources',
  'results',
];

const DEFAULTS: Record<WrittenFile, readonly string[]> = {
  orgs: [
    'D1,,,Example District,district,,',
    'DEPT,,,Transport,department,,D1',
    'S1,,,First School,school,1,D1',
    'S2,,,Second School,school,2,D1',
  ],
  academicSessions: ['Y1,,,2026-2027,schoolYear,2026-07-01,2027-06-30,,2027'],
  courses: ['C1,,,Y1,Reading,R1,05,D1,,'],
  classes: [1, 2].map((n) => `K${n},,,Reading ${n},05,C1,R-${n},scheduled,,S${n},Y1,,,`),
  users: [],
  enrollments: [],
};

export function writtenSet(
  of: WrittenSet,
  { absent = [], delta = [] }: { absent?: WrittenFile[]; delta?: WrittenFile[] } = {},
): GivenFile[] {
  const names = Object.keys(COLUMNS) as WrittenFile[];
  const mode = (name: WrittenFile): string =>
    absent.includes(name) ? 'absent' : delta.includes(name) ? 'delta' : 'bulk';
  const manifest = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...names.map((name) => `file.${name},${mode(name)}`),
    ...ABSENT.map((name) => `file.${name},absent`),
  ];
  return [
    textFile('manifest.csv', `${manifest.join('\r\n')}\r\n`),
    ...names
      .filter((name) => !absent.includes(name))
      .map((name) => {
        const header = `sourcedId,status,dateLastModified,${COLUMNS[name]}`;
        return textFile(
          `${name}.csv`,
          `${[header, ...(of[name] ?? DEFAULTS[name])].join('\r\n')}\r\n`,
        );
      }),
  ];
}

export interface WrittenUser {
  id: string;
  orgs?: readonly string[];
  role?: string;
  agents?: readonly string[];
  grades?: readonly string[];
  phone?: string;
  name?: string;
}

const list = (values: readonly string[]): string =>
  values.length > 1 ? `"${values.join(',')}"` : (values[0] ?? '');

export function userRow(of: WrittenUser): string {
  const { id, orgs = ['S1'], role = 'student', agents = [], grades = ['05'], phone = '' } = of;
  const { name = `Example ${id}` } = of;
  return `${id},,,true,${list(orgs)},${role},${id},,Ana,${name},,${id},,,${phone},${list(agents)},${list(grades)},,`;
}

export interface WrittenEnrollment {
  id: string;
  user: string;
  class?: string;
  school?: string;
  role?: string;
  primary?: boolean;
  begin?: string;
  end?: string;
}

export function enrollmentRow(of: WrittenEnrollment): string {
  const { id, user, school = 'S1', role = 'student', begin = '', end = '' } = of;
  const inClass = of.class ?? `K${school.slice(1)}`;
  const primary = role === 'teacher' ? String(of.primary ?? false) : (of.primary ?? '');
  return `${id},,,${inClass},${school},${user},${role},${primary},${begin},${end}`;
}

/** Processes the set, and applies it whatever the verdict was. */
export async function sendSet(
  ctx: AppContext,
  connection: { id: number; tenantId: number },
  files: Iterable<GivenFile>,
): Promise<{ run: { id: number; tenantId: number }; outcome: string }> {
  const run = await deliverRun(ctx, connection, files);
  const outcome = await processSyncRun(ctx, run);
  if (outcome === 'HELD' || outcome === 'DEFERRED') {
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  }
  return { run, outcome };
}
