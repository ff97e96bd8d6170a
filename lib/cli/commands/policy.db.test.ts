// The policy's commands against a database: what docs/command-line.md promises of their answers.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processSyncRun } from '@/lib/server/pipeline/process-sync-run';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { runCommandLine } from '../command-line';

const page = readFileSync(
  path.resolve(import.meta.dirname, '../../../docs/command-line.md'),
  'utf8',
);

let ctx: TestContext;
let slug: string;
beforeAll(async () => {
  ctx = await createTestContext({ now: new Date() });
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const run = await deliverRun(ctx, connection, districtFiles({ students: 50 }));
  expect(await processSyncRun(ctx, run)).toBe('HELD');
  slug = tenant.slug;
});
afterAll(() => ctx.close());

type Json = Record<string, unknown>;

async function answer(...args: string[]): Promise<[code: number, Json]> {
  let out = '';
  const code = await runCommandLine([...args, '--tenant', slug, '--json'], {
    env: {
      DATABASE_URL: ctx.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
    },
    folder: ctx.settings.dataFolder,
    out: async (text) => void (out += text),
    err: () => {},
  });
  return [code, JSON.parse(out) as Json];
}

/** The names after "Answer" in the command's section. */
function documented(command: string): string[] {
  const section = page.split(`### \`${command}\``)[1]?.split('\n### ')[0] ?? '';
  const names = /Answer[^:]*: ((?:`\w+`[,\s]*)+)/.exec(section)?.[1] ?? '';
  return [...names.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
}

const firstRow = (data: Json): Json => (data.rows as Json[])[0] ?? {};

test.each<[string, string[]]>([
  ['policy show', []],
  ['policy set', ['students.REMOVE', '--percent', '4', '--reason', 'small schools']],
  ['policy simulate', ['--limit', 'students.REMOVE=3,25,']],
  ['policy reset', ['students.REMOVE']],
  [
    'policy window add',
    ['--start-date', '2027-06-01', '--end-date', '2027-06-21', '--reason', 'rollover'],
  ],
  ['policy form', ['--declared-students', '50', '--no-multilingual']],
  ['policy pause', ['--reason', 'summer']],
  ['policy resume', []],
  ['policy schools', []],
])('%s answers what is written', async (command, args) => {
  const [code, data] = await answer(...command.split(' '), ...args);
  expect(code).toBe(0);
  expect(Object.keys(data).sort()).toEqual(documented(command).sort());
});

test('policy window list and end', async () => {
  const [, list] = await answer('policy', 'window', 'list');
  const window = firstRow(list);
  expect(Object.keys(window).sort()).toEqual(documented('policy window list').sort());
  const end = () => answer('policy', 'window', 'end', String(window.id));
  expect(await end()).toEqual([0, { id: window.id }]);
  expect(await end()).toMatchObject([4, { error: { code: 'NO_SUCH_WINDOW' } }]);
});

test('policy gate and waive', async () => {
  const [, gate] = await answer('policy', 'gate', '1');
  expect(Object.keys(gate).sort()).toEqual(documented('policy gate').sort());
  expect(gate.isPassed).toBe(false);
  const waive = (criterion: string) =>
    answer('policy', 'waive', '1', '--criterion', criterion, '--comment', 'pilot');
  const [code, waived] = await waive('studentsInClass');
  expect([code, Object.keys(waived).sort()]).toEqual([0, documented('policy waive').sort()]);
  expect(await waive('duplicates')).toMatchObject([3, { error: { code: 'NOT_FAILED' } }]);
  const [, findings] = await answer('policy', 'findings', '1');
  expect(findings).toEqual({ rows: [], total: 0 });
});

test('policy allow-empty', async () => {
  const { id: tenantId } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { slug } });
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({ where: { tenantId } });
  const lead = await createPerson(ctx, { role: 'ADMIN' });
  const other = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  const empty = districtFiles(
    { students: 50 },
    { change: (_id, row, name) => (name === 'enrollments.csv' ? null : row) },
  );
  const run = await deliverRun(ctx, connection, empty);
  expect(await processSyncRun(ctx, run)).toBe('INVALID');
  const [, files] = await answer('run', 'files', `id:${run.id}`);
  const file = (files.rows as Json[]).find((row) => row.fileName === 'enrollments.csv');
  const sha256 = String(file?.sha256);
  const allow = (...args: string[]) => answer('policy', 'allow-empty', ...args);
  const ask = (hash: string, ...args: string[]) =>
    allow(
      ...['ask', `id:${run.id}`, '--file', 'enrollments.csv', '--sha256', hash],
      ...['--reason', 'summer', ...args],
    );
  const as = (person: { email: string }) => ['--as', person.email];
  expect(await ask(sha256)).toMatchObject([3, { error: { code: 'PERSON_REQUIRED' } }]);
  expect(await ask('ab', ...as(lead))).toMatchObject([7, { error: { code: 'OTHER_BYTES' } }]);
  expect(await ask(sha256, '--as', 'nobody@example.org')).toMatchObject([
    4,
    { error: { code: 'STAFF_NOT_FOUND' } },
  ]);
  const [code, asked] = await ask(sha256, ...as(lead));
  const documentedOf = (command: string) => documented(`policy allow-empty ${command}`).sort();
  expect([code, Object.keys(asked).sort()]).toEqual([0, documentedOf('ask')]);
  expect(await ask(sha256, ...as(other))).toMatchObject([3, { error: { code: 'ALREADY_ASKED' } }]);
  const [, list] = await allow('list');
  expect(Object.keys(firstRow(list)).sort()).toEqual(documentedOf('list'));
  expect(firstRow(list)).toMatchObject({ id: asked.id, state: 'waiting', reason: 'summer' });
  const confirm = (...args: string[]) =>
    allow('confirm', String(asked.id), '--sha256', sha256, ...args);
  expect(await confirm(...as(lead))).toMatchObject([
    3,
    { error: { code: 'SECOND_PERSON_REQUIRED' } },
  ]);
  const [confirmCode, confirmed] = await confirm(...as(other));
  expect([confirmCode, Object.keys(confirmed).sort()]).toEqual([0, documentedOf('confirm')]);
  const end = (id: string) => allow('end', id, ...as(other));
  expect(await end(String(asked.id))).toEqual([0, { id: asked.id }]);
  expect(documentedOf('end')).toEqual(['id']);
  expect(await end('999999')).toMatchObject([4, { error: { code: 'ALLOWANCE_NOT_FOUND' } }]);
});

test.each<[number, string, string[]]>([
  [3, 'NEVER_RELAXED', ['policy', 'set', 'blankOut', '--percent', '9', '--reason', 'no']],
  [4, 'NO_SUCH_RULE', ['policy', 'set', 'nothing', '--percent', '9', '--reason', 'no']],
  [2, 'USAGE', ['policy', 'set', 'blankOut', '--reason', 'no']],
  [2, 'USAGE', ['policy', 'simulate', '--limit', 'students.REMOVE']],
])('refuses with exit code %i: %s', async (exitCode, code, args) => {
  expect(await answer(...args)).toMatchObject([exitCode, { error: { code } }]);
});
