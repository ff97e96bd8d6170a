import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { countChanges, listChanges, listChangeTotals, type ChangeFilter } from './changes';
import { findRun } from './get-run';
import { listRuns } from './list-runs';
import {
  countProblems,
  countProblemsByFile,
  listIssueGroups,
  listIssues,
  listIssueSchools,
  listProblemHistory,
  streamProblems,
} from './problems';

let ctx: TestContext;
let tenantId: number;
let otherTenantId: number;
let firstRunId: number;
let runId: number;

const everything: ChangeFilter = { entity: null, action: null, school: null };
const page = { after: null, before: null, size: 2, withNames: true };

beforeAll(async () => {
  ctx = await createTestContext();
  const tenant = await createTenant(ctx);
  tenantId = tenant.id;
  otherTenantId = (await createTenant(ctx)).id;
  const connection = await createConnection(ctx, tenant);
  const roster = await createRoster(ctx, connection, {
    orgs: [{ sourcedId: 'school-1', name: 'Roosevelt' }],
    people: [
      { sourcedId: 's1', givenName: 'Ana', familyName: 'Arroyo' },
      { sourcedId: 'g1', role: 'guardian', givenName: 'Eva', familyName: 'Arroyo' },
    ],
  });
  firstRunId = roster.runId;
  const now = ctx.clock.now();
  const run = await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId: connection.id,
      state: 'HELD',
      planKind: 'INCREMENTAL',
      processingAt: now,
      heldAt: now,
      baselineRunId: firstRunId,
    },
  });
  runId = run.id;
  await addIssues(firstRunId, 'users.csv', 'USER_WITHOUT_NAME_OF_AN_OLD_CATALOG', 1);
  await addIssues(firstRunId, 'users.csv', 'LANGUAGE_UNKNOWN', 3);
  await addIssues(runId, 'users.csv', 'LANGUAGE_UNKNOWN', 4);
  await addIssues(runId, 'users.csv', 'HEADER_MISSING_REQUIRED', 1);
  await ctx.db.prisma.change.createMany({
    data: [
      change(1, 'students', 'UPDATE', 's1', {
        changedFields: ['family_name', 'name_key', 'metadata'],
        before: { family_name: 'Arroyo', metadata: { homeroom: '1', cell: '5035550100' } },
        after: { family_name: 'Ayala', metadata: { homeroom: '2', cell: '5035550100' } },
      }),
      change(2, 'contacts', 'UPDATE', 'g1', {
        changedFields: ['phone', 'email'],
        before: { phone: '5035550100', email: null },
        after: { phone: '5035550101', email: 'eva@example.org' },
      }),
      change(3, 'students', 'UPDATE', 'gone', {
        changedFields: ['org_sourced_ids'],
        before: { org_sourced_ids: ['school-1', 'school-9'] },
        after: { org_sourced_ids: ['school-1'] },
      }),
    ],
  });
});
afterAll(() => ctx.close());

function change(seq: number, countedAs: string, action: string, sourcedId: string, more: object) {
  const common = { tenantId, runId, seq, entity: 'user', countedAs, action, sourcedId };
  return { ...common, schoolSourcedId: 'school-1', changedFields: [], ...more };
}

async function addIssues(
  ofRun: number,
  fileName: string,
  code: string,
  count: number,
  { level = 'warning', storedCount = count }: { level?: string; storedCount?: number } = {},
) {
  await ctx.db.prisma.runIssueGroup.create({
    data: {
      tenantId,
      runId: ofRun,
      fileName,
      code,
      level,
      effect: 'none',
      count,
      storedCount,
      issues: {
        create: Array.from({ length: count }, (_, index) => ({
          tenantId,
          runId: ofRun,
          line: 10 - index,
          column: 'metadata.language',
          value: 'Klingon',
          schoolSourcedId: 'school-1',
        })),
      },
    },
  });
}

describe('problems', () => {
  it('come worst first, each told against the run before', async () => {
    const groups = await listIssueGroups(ctx, tenantId, runId);
    expect(groups.map(({ code, band, novelty, count }) => [code, band, novelty, count])).toEqual([
      ['HEADER_MISSING_REQUIRED', 'blocking', 'new', 1],
      ['LANGUAGE_UNKNOWN', 'notice', 'more', 4],
    ]);
    expect(await countProblems(ctx, tenantId, runId)).toBe(5);
  });

  it('leave out a code that has no words any more, and know a first run', async () => {
    const groups = await listIssueGroups(ctx, tenantId, firstRunId);
    expect(groups.map(({ code, novelty }) => [code, novelty])).toEqual([
      ['LANGUAGE_UNKNOWN', 'first-run'],
    ]);
  });

  it('are listed by line, and all of them go into the file', async () => {
    const group = (await listIssueGroups(ctx, tenantId, runId))[1];
    if (!group) throw new Error('two groups');
    const issues = await listIssues(ctx, tenantId, group, { offset: 1, limit: 2 });
    expect(issues.total).toBe(4);
    expect(issues.rows.map(({ line, schoolName }) => [line, schoolName])).toEqual([
      [8, 'Roosevelt'],
      [9, 'Roosevelt'],
    ]);
    const lines = [];
    for await (const problem of streamProblems(ctx, tenantId, runId)) lines.push(problem.line);
    expect(lines).toEqual([10, 7, 8, 9, 10]);
  });
});

describe('problems of one school', () => {
  it('are told by school, and listed and exported alone', async () => {
    const schools = await listIssueSchools(ctx, tenantId, runId);
    expect(schools.map(({ sourcedId, name, count }) => [sourcedId, name, count])).toEqual([
      ['school-1', 'Roosevelt', 5],
    ]);
    const group = (await listIssueGroups(ctx, tenantId, runId))[1];
    if (!group) throw new Error('two groups');
    expect(schools[0]?.countOfGroup.get(group.id)).toBe(4);
    const all = { offset: 0, limit: 50 };
    expect((await listIssues(ctx, tenantId, group, all, 'school-1')).total).toBe(4);
    expect((await listIssues(ctx, tenantId, group, all, 'school-2')).total).toBe(0);
    const inFile = async (filter: { file: string | null; school: string | null }) => {
      let count = 0;
      for await (const problem of streamProblems(ctx, tenantId, runId, filter))
        count += problem.line === null ? 0 : 1;
      return count;
    };
    expect(await inFile({ file: null, school: 'school-1' })).toBe(5);
    expect(await inFile({ file: null, school: 'school-2' })).toBe(0);
    expect(await inFile({ file: 'orgs.csv', school: null })).toBe(0);
  });

  it('are nobody else’s', async () => {
    expect(await listIssueSchools(ctx, otherTenantId, runId)).toEqual([]);
    expect(await listProblemHistory(ctx, otherTenantId, runId, 30)).toEqual([]);
  });
});

describe('problems over time', () => {
  it('are counted run by run up to this one, the newest last', async () => {
    const counts = (await listProblemHistory(ctx, tenantId, runId, 30)).map((point) => point.count);
    expect(counts.at(-1)).toBe(5);
    expect((await listProblemHistory(ctx, tenantId, runId, 1)).map((point) => point.runId)).toEqual(
      [runId],
    );
  });
});

describe('changes', () => {
  it('are paged in the order of the plan, with names', async () => {
    const first = await listChanges(ctx, tenantId, runId, everything, page);
    expect(first.rows.map(({ seq, label }) => [seq, label])).toEqual([
      [1, 'Ana Arroyo'],
      [2, 'Eva Arroyo'],
    ]);
    expect(first.next).toBe(2);
    const second = await listChanges(ctx, tenantId, runId, everything, { ...page, after: 2 });
    expect(second.rows.map(({ seq, label }) => [seq, label])).toEqual([[3, null]]);
    const back = await listChanges(ctx, tenantId, runId, everything, { ...page, before: 3 });
    expect(back.rows.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('never tell what reaches a person', async () => {
    const { rows } = await listChanges(ctx, tenantId, runId, everything, page);
    expect(rows[0]?.fields).toEqual([
      { field: 'family_name', before: 'Arroyo', after: 'Ayala' },
      { field: 'metadata.homeroom', before: '1', after: '2' },
    ]);
    expect(rows[1]?.fields).toEqual([
      { field: 'phone', before: 'hidden', after: 'another, hidden' },
      { field: 'email', before: null, after: 'hidden' },
    ]);
  });

  it('name the schools that are known', async () => {
    const fieldsOf = async (withSchoolNames?: boolean) => {
      const request = { ...page, after: 2, withSchoolNames };
      return (await listChanges(ctx, tenantId, runId, everything, request)).rows[0]?.fields;
    };
    expect(await fieldsOf(true)).toEqual([
      { field: 'org_sourced_ids', before: 'Roosevelt, school-9', after: 'Roosevelt' },
    ]);
    const ids = { field: 'org_sourced_ids', before: 'school-1, school-9', after: 'school-1' };
    expect(await fieldsOf()).toEqual([ids]);
  });

  it('tell nothing of people to those who may not see them', async () => {
    const { rows } = await listChanges(ctx, tenantId, runId, everything, {
      ...page,
      withNames: false,
    });
    expect(JSON.stringify(rows)).not.toMatch(/Arroyo|Ayala|Ana|homeroom/);
  });

  it('are filtered', async () => {
    const filter: ChangeFilter = { ...everything, entity: 'students' };
    const { rows } = await listChanges(ctx, tenantId, runId, filter, page);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 3]);
  });
});

it('keeps a run from another district', async () => {
  expect(await findRun(ctx, tenantId, runId)).toMatchObject({ id: runId, isInForce: false });
  expect(await findRun(ctx, otherTenantId, runId)).toBeNull();
  expect(await listIssueGroups(ctx, otherTenantId, runId)).toEqual([]);
  const changes = await listChanges(ctx, otherTenantId, runId, everything, page);
  expect(changes.rows).toEqual([]);
  const runs = await listRuns(
    ctx,
    { tenantId: otherTenantId, group: null },
    { offset: 0, limit: 50 },
  );
  expect(runs).toEqual({ rows: [], total: 0 });
});

it('lists runs newest first, by what became of them', async () => {
  const all = { offset: 0, limit: 50 };
  const ids = async (group: 'review' | 'applied' | null) =>
    (await listRuns(ctx, { tenantId, group }, all)).rows.map(({ id }) => id);
  expect(await ids(null)).toEqual([runId, firstRunId].sort((a, b) => b - a));
  expect(await ids('review')).toEqual([runId]);
  expect(await ids('applied')).toEqual([firstRunId]);
});

it('counts the problems of each file: notices are found and kept, and are no problems', async () => {
  const { connectionId } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { id: runId },
  });
  const run = await ctx.db.prisma.syncRun.create({
    data: { tenantId, connectionId, state: 'INVALID' },
  });
  await addIssues(run.id, 'users.csv', 'HEADER_MISSING_REQUIRED', 1, { level: 'error' });
  await addIssues(run.id, 'users.csv', 'LANGUAGE_UNKNOWN', 3, { level: 'notice' });
  await addIssues(run.id, 'orgs.csv', 'LANGUAGE_UNKNOWN', 5, { storedCount: 2 });
  await addIssues(run.id, '', 'USER_WITHOUT_NAME_OF_AN_OLD_CATALOG', 9);
  expect(await countProblemsByFile(ctx, tenantId, run.id)).toEqual({
    files: [
      { fileName: 'orgs.csv', problems: 5 },
      { fileName: 'users.csv', problems: 1 },
    ],
    problems: 6,
    found: 9,
    stored: 6,
  });
});

it.each([
  ['all changes', {}, 9],
  ['of one kind of record', { entity: 'students' }, 7],
  ['of one action', { action: 'ADD' }, 5],
  ['at one school', { school: 'school-2' }, 4],
  ['of all three', { entity: 'students', action: 'ADD', school: 'school-1' }, 3],
  ['that nothing matches', { action: 'REACTIVATE' }, 0],
] as const)('counts the changes a filter finds: %s', async (_, filter, count) => {
  await ctx.db.prisma.changeCount.createMany({
    data: [
      ['students', 'ADD', 'school-1', 3],
      ['students', 'ADD', 'school-2', 2],
      ['students', 'REMOVE', 'school-2', 2],
      ['classes', 'REMOVE', 'school-1', 2],
    ].map(([entity, action, schoolSourcedId, each]) => ({
      tenantId,
      runId,
      entity: String(entity),
      action: String(action),
      schoolSourcedId: String(schoolSourcedId),
      count: Number(each),
    })),
    skipDuplicates: true,
  });
  const totals = await listChangeTotals(ctx, tenantId, runId);
  expect(totals).toEqual([
    { entity: 'classes', added: 0, changed: 0, removed: 2 },
    { entity: 'students', added: 5, changed: 0, removed: 2 },
  ]);
  const all = { entity: null, action: null, school: null };
  expect(await countChanges(ctx, tenantId, runId, { ...all, ...filter })).toBe(count);
});
