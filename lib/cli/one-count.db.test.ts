// One number of problems for a run, wherever it is said: the list of runs, the tab, the page, the history, the file, the
// command line and the mail.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askCommandLine } from '@/lib/testing/ask-command-line';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import {
  countProblems,
  countProblemsByFile,
  listIssueGroups,
  listProblemHistory,
  streamProblems,
} from '@/lib/server/sync-runs/queries/problems';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const small = { students: 30, staff: 3, classes: 3, enrollmentsPerStudent: 1, reachable: 30 };
const set = (day: DayOf = {}, of = small): GivenFile[] => districtFiles(of, day);
/** Rows that end in the middle of a value. */
const cut =
  (ids: RegExp, fileName: string): DayOf['change'] =>
  (id, row, file) =>
    file === fileName && ids.test(id) ? row.slice(0, 15) : row;
const replaced = (files: GivenFile[], name: string, text: string): GivenFile[] =>
  files.map((file) => (file.name === name ? textFile(name, text) : file));

const cases: [name: string, files: GivenFile[]][] = [
  [
    'a row with four problems',
    set({
      more: {
        'users.csv': [
          'u900,odd,yesterday,perhaps,s1,student,u900,,Ana,Example,,,no mail,,1,g999,99,,Klingon',
        ],
      },
    }),
  ],
  ['one row that is cut', set({ change: cut(/^u7$/, 'users.csv') })],
  ['every row of a file cut', set({ change: cut(/./, 'users.csv') })],
  [
    'a column that is missing, beside rows with warnings',
    replaced(
      set({ more: { 'enrollments.csv': ['e900,,,k900,s1,u1,student,,,'] } }),
      'courses.csv',
      'sourcedId,status\r\nc1,\r\n',
    ),
  ],
  [
    'more of one kind than are kept one by one',
    set({
      more: {
        'users.csv': Array.from({ length: 1_200 }, (_, n) =>
          studentRow(`x${n}`, { school: 's900', language: 'Klingon' }),
        ),
      },
    }),
  ],
  ['a file without rows', replaced(set(), 'enrollments.csv', '')],
  [
    'a file that is not there although the manifest has it',
    set().filter(({ name }) => name !== 'classes.csv'),
  ],
];

test.each(cases)('%s is counted once', async (_name, files) => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  await createPerson(ctx, { tenants: [tenant] });
  const { id: runId } = await queueRun(ctx, connection, files);
  await workOnRuns(ctx);

  const { rows } = await listRuns(
    ctx,
    { tenantId: tenant.id, group: null },
    { offset: 0, limit: 5 },
  );
  const listed = rows.find(({ id }) => id === runId);
  if (!listed) throw new Error('the run is not listed');
  const { errorCount, warningCount } = listed;
  const count = errorCount + warningCount;
  expect(errorCount).toBeGreaterThan(0);

  const groups = await listIssueGroups(ctx, tenant.id, runId);
  expect(await countProblems(ctx, tenant.id, runId)).toBe(count);
  const byFile = await countProblemsByFile(ctx, tenant.id, runId);
  expect(byFile.problems).toBe(count);
  expect(byFile.files.reduce((sum, { problems }) => sum + problems, 0)).toBe(count);
  expect((await listProblemHistory(ctx, tenant.id, runId, 5)).at(-1)?.count).toBe(count);

  // The file holds what is kept one by one; what is not is said on the page.
  const notices = new Set(groups.filter(({ level }) => level === 'notice').map(({ code }) => code));
  let lines = 0;
  for await (const { code } of streamProblems(ctx, tenant.id, runId))
    if (!notices.has(code)) lines += 1;
  const unkept = groups.reduce(
    (sum, group) => (group.level === 'notice' ? sum : sum + group.count - group.storedCount),
    0,
  );
  expect(lines + unkept).toBe(count);

  const ofCommand = await json('run', 'list', '--tenant', tenant.slug);
  expect(ofCommand[0]).toMatchObject({ errors: errorCount, warnings: warningCount });
  const issues = await json('run', 'issues', `id:${runId}`, '--tenant', tenant.slug);
  const said = issues.filter(({ code }) => !notices.has(code as never));
  expect(said.reduce((sum, row) => sum + Number(row.count), 0)).toBe(count);

  const mail = await ctx.db.prisma.outboxMail.findFirst({
    where: { tenantId: tenant.id, kind: 'run-invalid' },
  });
  expect(mail !== null).toBe(listed.state === 'INVALID');
  if (mail) {
    const [, ofErrors = '', ofWarnings = '0'] =
      /Problems: ([\d,]+) errors?(?: in [^\n]*?)?(?:, and ([\d,]+) warnings?)?\.\n/.exec(
        mail.text,
      ) ?? [];
    expect([ofErrors, ofWarnings].map((text) => Number(text.replace(',', '')))).toEqual([
      errorCount,
      warningCount,
    ]);
  }
});

async function json(...args: string[]): Promise<Record<string, unknown>[]> {
  const [, answer] = await askCommandLine(ctx, ...args);
  return answer.rows as Record<string, unknown>[];
}
