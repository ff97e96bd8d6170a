import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDistrict, nextDay, type Day } from '@/lib/synthetic/district';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { listRunEvents } from '../sync-runs/queries/get-run';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';
import { undoSyncRun } from './undo-sync-run';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

interface Connection {
  id: number;
  tenantId: number;
}

async function connect(): Promise<Connection> {
  return createConnection(ctx, await createTenant(ctx));
}

async function receive(connection: Connection, files: Iterable<GivenFile>) {
  const run = await deliverRun(ctx, connection, files);
  const outcome = await processSyncRun(ctx, run);
  return { run, outcome };
}

async function apply(run: { id: number; tenantId: number }): Promise<void> {
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
}

async function start(
  day: Day,
): Promise<{ connection: Connection; firstRun: { id: number; tenantId: number } }> {
  const connection = await connect();
  const { run, outcome } = await receive(connection, dayFiles(day));
  expect(outcome).toBe('HELD');
  await apply(run);
  return { connection, firstRun: run };
}

async function changes(run: { id: number }): Promise<Record<string, number>> {
  const { rows } = await ctx.db.pool.query<{ key: string; count: number }>(
    `SELECT entity || ' ' || action AS key, sum(count)::int AS count FROM change_count WHERE run_id = $1 GROUP BY 1 ORDER BY 1`,
    [run.id],
  );
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

/** The live roster as one text per table: equal texts are equal rosters. */
async function rosterDigest(tenantId: number): Promise<Record<string, string>> {
  const digest: Record<string, string> = {};
  for (const table of [
    'org',
    'academic_session',
    'course',
    'class',
    'user',
    'enrollment',
    'demographics',
    'link',
  ]) {
    const { rows } = await ctx.db.pool.query<{ hash: string; count: number }>(
      `SELECT md5(string_agg(row, '|' ORDER BY row)) AS hash, count(*) AS count FROM (
         SELECT (to_jsonb(r) - 'tenant_id' - 'run_id' - 'line_hash' - 'line_number' - 'removed_at')::text AS row FROM roster_${table} r
         WHERE tenant_id = $1 AND removed_at IS NULL) x`,
      [tenantId],
    );
    digest[table] = `${rows[0]?.count} ${rows[0]?.hash}`;
  }
  // Counts are shifted by each plan: they must come out as counting everything would.
  const { rows: counts } = await ctx.db.pool.query<{ line: string }>(
    `SELECT concat_ws(' ', entity, facet, value, count) AS line FROM roster_count
     WHERE tenant_id = $1 AND count > 0 ORDER BY 1`,
    [tenantId],
  );
  digest.counts = counts.map(({ line }) => line).join('\n');
  return digest;
}

const small = createDistrict({ seed: 'pipeline', students: 600 });

describe('a first roster', () => {
  test('is held, and is the roster once applied', async () => {
    const connection = await connect();
    const { run, outcome } = await receive(connection, dayFiles(small));
    expect(outcome).toBe('HELD');
    expect((await rosterDigest(connection.tenantId)).user).toMatch(/^0 /);
    const files = await ctx.db.prisma.syncRunFile.findMany({ where: { runId: run.id } });
    const issues = await ctx.db.prisma.runIssueGroup.findMany({ where: { runId: run.id } });
    expect(issues.filter((group) => group.level === 'error')).toEqual([]);
    expect(files.find((file) => file.fileName === 'users.csv')?.rowsRejected).toBe(0);
    await apply(run);
    const digest = await rosterDigest(connection.tenantId);
    expect(Number(digest.user?.split(' ')[0])).toBe(
      files.find((file) => file.fileName === 'users.csv')?.rowsRead,
    );
    expect(Number(digest.link?.split(' ')[0])).toBeGreaterThan(600);
    const { rows: counts } = await ctx.db.pool.query<{ entity: string; count: number }>(
      `SELECT entity, count FROM roster_count WHERE tenant_id = $1 AND facet = ''`,
      [connection.tenantId],
    );
    expect(counts.find((row) => row.entity === 'students')?.count).toBe(600);
  });

  test('can be undone and comes back with the next files', async () => {
    const { connection, firstRun } = await start(small);
    const before = await rosterDigest(connection.tenantId);
    const termsOf = async () =>
      (await ctx.db.prisma.connection.findUniqueOrThrow({ where: { id: connection.id } }))
        .schoolTerms;
    const terms = await termsOf();
    expect(terms).toEqual([expect.arrayContaining([expect.stringMatching(/^\d{4}-08-\d\d$/)])]);
    expect(await undoSyncRun(ctx, firstRun)).toEqual({ ok: true });
    expect((await rosterDigest(connection.tenantId)).user).toMatch(/^0 /);
    expect(await termsOf()).toBeNull();
    const { run, outcome } = await receive(connection, dayFiles(small));
    expect(outcome).toBe('HELD');
    await apply(run);
    expect(await rosterDigest(connection.tenantId)).toEqual(before);
    expect(await termsOf()).toEqual(terms);
  });
});

describe('the next files', () => {
  test('the same bytes change nothing and keep the accounting', async () => {
    const { connection, firstRun } = await start(small);
    const { run, outcome } = await receive(connection, dayFiles(small));
    expect(outcome).toBe('NO_CHANGE');
    const rows = (id: number) =>
      ctx.db.prisma.syncRunFile.findMany({
        where: { runId: id },
        orderBy: { fileName: 'asc' },
        select: { fileName: true, rowsRead: true, rowsAccepted: true },
      });
    expect(await rows(run.id)).toEqual(await rows(firstRun.id));
  });

  test('the same bytes change nothing, also when one file was cut and sent again', async () => {
    const { connection, firstRun } = await start(small);
    const run = await deliverRun(ctx, connection, dayFiles(small));
    await ctx.db.prisma.delivery.create({
      data: {
        tenantId: run.tenantId,
        connectionId: connection.id,
        syncRunId: run.id,
        fileName: 'users.csv',
        state: 'INCOMPLETE',
        byteCount: 7,
        storageKey: `test/cut-${run.id}`,
        sourceAddress: '127.0.0.1',
      },
    });
    expect(await processSyncRun(ctx, run)).toBe('NO_CHANGE');
    const [before, after] = await Promise.all(
      [firstRun, run].map(({ id }) => ctx.db.prisma.syncRunFile.count({ where: { runId: id } })),
    );
    expect(after).toBe(before);
  });

  test('the same rows in another order change nothing', async () => {
    const { connection } = await start(small);
    const { outcome, run } = await receive(connection, dayFiles(nextDay(small, 'reordered')));
    expect(await changes(run)).toEqual({});
    expect(outcome).toBe('NO_CHANGE');
  });

  test('ordinary churn is applied, and gives the roster a fresh start with that day would give', async () => {
    const day = nextDay(small, { kind: 'churn', share: 0.02 });
    const { connection, firstRun } = await start(small);
    const before = await rosterDigest(connection.tenantId);
    const { run, outcome } = await receive(connection, dayFiles(day));
    expect(outcome).toBe('DEFERRED');
    await apply(run);
    const { connection: fresh } = await start(day);
    const after = await rosterDigest(connection.tenantId);
    const expected = await rosterDigest(fresh.tenantId);
    expect(after).toEqual(expected);
    expect(await undoSyncRun(ctx, firstRun)).toEqual({ ok: false, code: 'NOT_LAST_APPLIED' });
    expect(await undoSyncRun(ctx, run)).toEqual({ ok: true });
    expect(await rosterDigest(connection.tenantId)).toEqual(before);
    const again = await receive(connection, dayFiles(day));
    expect(again.outcome).toBe('HELD');
    await apply(again.run);
    expect(await rosterDigest(connection.tenantId)).toEqual(after);
  });

  test.each([['lostSchool'], ['promotion'], ['termChange']] as const)(
    '%s is held',
    async (kind) => {
      const { connection } = await start(small);
      const { outcome } = await receive(connection, dayFiles(nextDay(small, kind)));
      expect(outcome).toBe('HELD');
    },
  );

  test.each([['emptyUsers'], ['missingFile'], ['headerDrift']] as const)(
    '%s needs new files and changes nothing',
    async (kind) => {
      const { connection } = await start(small);
      const before = await rosterDigest(connection.tenantId);
      const { outcome, run } = await receive(connection, dayFiles(nextDay(small, kind)));
      expect(outcome).toBe('INVALID');
      expect(await changes(run)).toEqual({});
      expect(await rosterDigest(connection.tenantId)).toEqual(before);
    },
  );
});

test('how long each step took stands with the move that ended it, and nowhere else', async () => {
  const day = createDistrict({ seed: 'step-times', students: 60 });
  const { connection, firstRun } = await start(day);
  const next = nextDay(day, { kind: 'churn', share: 0.02 });
  const changed = await receive(connection, dayFiles(next));
  const again = await receive(connection, dayFiles(day));
  const broken = await receive(connection, [
    ...[...dayFiles(day)].filter(({ name }) => name !== 'users.csv'),
    textFile('users.csv', 'no,columns,we,know\n1,2,3,4\n'),
  ]);
  const checked = ['open', 'recognize', 'read', 'compare', 'decide', 'conclude'];
  expect(await stepsOf(firstRun)).toEqual([
    ['HELD', checked],
    ['APPLIED', ['apply']],
  ]);
  expect(await stepsOf(changed.run)).toEqual([['DEFERRED', checked]]);
  expect(await stepsOf(again.run)).toEqual([['NO_CHANGE', ['open', 'recognize']]]);
  expect(await stepsOf(broken.run)).toEqual([
    ['INVALID', ['open', 'recognize', 'read', 'compare']],
  ]);
});

/** The moves that say how long their steps took, with those steps. */
async function stepsOf(run: { id: number; tenantId: number }): Promise<[unknown, string[]][]> {
  const events = await listRunEvents(ctx, run.tenantId, run.id);
  const timed = events.filter(({ steps }) => steps.length > 0);
  expect(
    timed.flatMap(({ steps }) => steps).every(({ ms }) => Number.isInteger(ms) && ms >= 0),
  ).toBe(true);
  return timed.map(({ detail, steps }) => [detail.to, steps.map(({ step }) => step)]);
}
