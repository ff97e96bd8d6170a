// A database filled by an earlier version is migrated: nothing that it held is lost or another, and the product goes
// on with it. The rows of each kept version were written by that version itself (write.ts).
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { applyMigrations } from '@/lib/server/db/migrate';
import { openDatabase } from '@/lib/server/db';
import { appAddress } from '@/lib/server/db/app-role';
import { loadStages } from '@/lib/server/go-live/queries/load-stages';
import { processSyncRun } from '@/lib/server/pipeline/process-sync-run';
import { escalateReviews } from '@/lib/server/reviews/escalation';
import { attendanceCsv, districtOf, type AttendanceDistrict } from '../attendance';
import { createTestContext, type TestContext } from '../database';
import { deliverRun } from '../deliver';
import { createEmptyDatabase, databaseAddress, dropDatabase } from '../template-database';
import { ATTENDANCE_ROWS, cedarValleyFiles, LAST_MOMENT } from './cedar-valley';
import { keptVersions, migrationNames, storedRowsFile } from './files';
import { listTables, loadStoredRows, readTable, type StoredTable } from './stored-rows';

/** Columns that a migration mends on purpose: table.column, and why. */
const MENDED = new Map<string, string>([
  ['attendance_setting.roll_run_id', 'emptied, so that rolls are counted anew as days are now'],
  ['roster_user.email_key', 'held every text; now the address, and nothing where there is none'],
]);

/** Columns that a migration moves or renames, with the key of the row: table, and from which columns to which. */
const MOVED: readonly { from: string; to: string; columns: Readonly<Record<string, string>> }[] = [
  {
    from: 'connection',
    to: 'sftp_account',
    columns: {
      tenant_id: 'tenant_id',
      id: 'connection_id',
      sftp_user_name: 'user_name',
      quiet_seconds: 'quiet_seconds',
      settled_seconds: 'settled_seconds',
      incomplete_after_seconds: 'incomplete_after_seconds',
      manifest_required: 'manifest_required',
    },
  },
  {
    from: 'circuit_break',
    to: 'circuit_break',
    columns: { tenant_id: 'tenant_id', id: 'id', nagged_at: 'reminded_at' },
  },
];
const STAY = ['tenant_id', 'id'];

/** Of a password that none of the kept versions made. */
const PASSWORD_HASH = 'a'.repeat(64);

/** Tables that a migration renames, with all that is in them. */
const RENAMED_TABLES = new Map<string, string>([['sftp_password', 'sftp_credential']]);

/** Words that a migration renames in a column: table.column, and from which word to which. */
const RENAMED_WORDS: readonly { place: string; from: string; to: string }[] = [
  { place: 'circuit_break_event.kind', from: 'NAGGED', to: 'STAFF_REMINDED' },
  { place: 'circuit_break_event.kind', from: 'REMINDED', to: 'DISTRICT_REMINDED' },
  { place: 'outbox_mail.kind', from: 'review-nag', to: 'review-reminder' },
];

/** Rows that a migration counts anew on purpose, by their table. */
const COUNTED_ANEW = new Map<string, RegExp>([
  // Who has a phone or a mail: a number and an address that can be one, no longer any text.
  ['roster_count', /\tfilled:(?:reachable|email|phone|sms|identifier|grades)\t/],
]);

test('some version is kept', () => {
  expect(keptVersions().length).toBeGreaterThan(0);
});

test('some kept version has sent a reminder under its old names', async () => {
  const kept = await Promise.all(
    keptVersions().map((version) => readFile(storedRowsFile(version), 'utf8')),
  );
  expect(kept.join('\n')).toContain('\tNAGGED\t');
  expect(kept.join('\n')).toContain('\treview-nag\t');
});

describe.each(keptVersions())('a database of %s', (version) => {
  let database: string;
  let ctx: TestContext;
  const before = new Map<string, { table: StoredTable; text: string }>();
  let applied: string[];

  beforeAll(async () => {
    const serverUrl = inject('testServerUrl');
    database = await createEmptyDatabase(serverUrl);
    const url = databaseAddress(serverUrl, database);
    await applyMigrations(url, { until: version });
    await withClient(url, async (client) => {
      await loadStoredRows(client, await readFile(storedRowsFile(version), 'utf8'));
      await client.query(
        `INSERT INTO sftp_password (tenant_id, connection_id, hash) SELECT tenant_id, id, $1 FROM connection`,
        [PASSWORD_HASH],
      );
      for (const table of await listTables(client)) {
        const moved = MOVED.filter(({ from }) => from === table.name);
        const gone = moved.flatMap((each) => Object.keys(each.columns)).filter(hasMoved);
        const columns = table.columns.filter(
          (column) => !MENDED.has(`${table.name}.${column}`) && !gone.includes(column),
        );
        const stored = { name: RENAMED_TABLES.get(table.name) ?? table.name, columns };
        const text = renameWords(stored, await readStored(client, table.name, columns));
        before.set(table.name, { table: stored, text });
        for (const each of moved) {
          const there = Object.keys(each.columns).filter((column) =>
            table.columns.includes(column),
          );
          const newNames = there.map((column) => each.columns[column] ?? column);
          before.set(`${table.name}, now ${each.to}`, {
            table: { name: each.to, columns: newNames },
            text: await readStored(client, table.name, there),
          });
        }
      }
    });
    applied = await applyMigrations(url);
    const appUrl = appAddress(url, inject('testAppPassword'));
    const base = await createTestContext({ now: LAST_MOMENT });
    ctx = {
      ...base,
      db: openDatabase(appUrl, { maxConnections: 5 }),
      databaseUrl: appUrl,
      close: async () => {
        await ctx.db.close();
        await base.close();
      },
    };
  });
  afterAll(async () => {
    await ctx.close();
    await dropDatabase(inject('testServerUrl'), database);
  });

  test('takes every migration since', () => {
    expect(applied).toEqual(migrationNames().filter((name) => name > version));
  });

  test('holds what it held', async () => {
    expect([...before.values()].filter(({ text }) => text !== '').length).toBeGreaterThan(40);
    const client = await ctx.db.pool.connect();
    try {
      for (const [name, { table, text }] of before)
        expect(await readStored(client, table.name, table.columns), name).toBe(text);
    } finally {
      client.release();
    }
  });

  test('what signed in by a password still does', async () => {
    const rows = await ctx.db.prisma.sftpCredential.findMany();
    expect(rows.map(({ kind, hash }) => ({ kind, hash }))).toEqual([
      { kind: 'PASSWORD', hash: PASSWORD_HASH },
    ]);
  });

  test('a reminder that went out does not go out again before its day is over', async () => {
    const where = { kind: 'review-reminder' };
    const sent = await ctx.db.prisma.outboxMail.count({ where });
    expect(await escalateReviews(ctx)).toEqual({ failedCount: 0 });
    expect(await ctx.db.prisma.outboxMail.count({ where })).toBe(sent);
    expect(sent).toBe(version < '20261130150000' ? 0 : 1);
  });

  test('its site, of which nothing was recorded, is asked for by no one', async () => {
    const { tenantId } = await connection();
    expect(await ctx.db.prisma.site.findMany()).toMatchObject([
      { tenantId, requestedHow: 'BEFORE_RECORDS', requestedAt: null, address: null },
    ]);
    const { isLive, rows } = await loadStages(ctx, { id: tenantId, timeZone: 'America/Denver' });
    expect(isLive).toBe(true);
    expect(rows.at(-1)?.since).toBeInstanceOf(Date);
  });

  test('numbers the runs of the district in their order, and counts on', async () => {
    const where = { where: { tenantId: (await connection()).tenantId } };
    const runs = await ctx.db.prisma.syncRun.findMany({ ...where, orderBy: { id: 'asc' } });
    expect(runs.length).toBeGreaterThan(2);
    expect(runs.map(({ number }) => number)).toEqual(runs.map((_, at) => at + 1));
    expect(await ctx.db.prisma.runCounter.findUniqueOrThrow(where)).toMatchObject({
      lastNumber: runs.length,
    });
  });

  test('and its attendance files', async () => {
    const where = { where: { tenantId: (await connection()).tenantId } };
    const files = await ctx.db.prisma.attendanceRun.findMany({ ...where, orderBy: { id: 'asc' } });
    expect(files.length).toBeGreaterThan(2);
    expect(files.map(({ number }) => number)).toEqual(files.map((_, at) => at + 1));
    expect(await ctx.db.prisma.attendanceRunCounter.findUniqueOrThrow(where)).toMatchObject({
      lastNumber: files.length,
    });
  });

  test('keeps its changes where they were, with their indexes', async () => {
    const { rows } = await ctx.db.pool.query<{ table: string }>(
      'SELECT DISTINCT tableoid::regclass::text AS table FROM change',
    );
    expect(rows).toEqual([{ table: 'change_shared' }]);
    const { rows: indexes } = await ctx.db.pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM pg_index WHERE indrelid = 'public.change_shared'::regclass AND indisvalid`,
    );
    expect(indexes).toEqual([{ count: 8 }]);
  });

  test('the same attendance file changes nothing, and one row less takes back one event', async () => {
    const attendance = await district();
    const events = await ctx.db.prisma.attendanceEvent.count();
    expect(await attendance.send('attendance.csv', attendanceCsv(ATTENDANCE_ROWS))).toMatchObject({
      state: 'NO_CHANGE',
    });
    const rest = ATTENDANCE_ROWS.filter((row) => row !== ATTENDANCE_ROWS[0]);
    const sent = await attendance.send('attendance.csv', attendanceCsv(rest));
    expect(sent.events).toEqual({ added: 0, changed: 0, corrected: 1, unchanged: events - 1 });
  });

  test('the live roster sent again changes nobody', async () => {
    const key = await connection();
    const run = await deliverRun(ctx, key, cedarValleyFiles({ students: 32, isChanged: true }));
    await processSyncRun(ctx, run);
    const { _max: newest } = await ctx.db.prisma.syncRun.aggregate({
      where: { tenantId: key.tenantId, id: { not: run.id } },
      _max: { number: true },
    });
    expect(
      await ctx.db.prisma.syncRun.findUnique({ where: { id: run.id }, select: { number: true } }),
    ).toEqual({ number: (newest.number ?? 0) + 1 });
    const changes = await ctx.db.prisma.changeCount.findMany({ where: { runId: run.id } });
    // But for main schools that memberships say otherwise than the version before read them: those follow, uncounted.
    expect(changes.filter(({ count, cascadeCount }) => count !== cascadeCount)).toEqual([]);
    const tripped = await ctx.db.prisma.ruleEvaluation.findMany({
      where: { runId: run.id, tripped: true },
    });
    expect(tripped).toEqual([]);
  });

  async function connection(): Promise<{ id: number; tenantId: number }> {
    const { id, tenantId } = await ctx.db.prisma.connection.findFirstOrThrow();
    return { id, tenantId };
  }

  async function district(): Promise<AttendanceDistrict> {
    const { id, tenantId } = await connection();
    return districtOf(ctx, tenantId, id);
  }
});

const hasMoved = (column: string): boolean => !STAY.includes(column);

async function readStored(
  client: pg.ClientBase,
  name: string,
  columns: readonly string[],
): Promise<string> {
  const text = await readTable(client, name, columns);
  const anew = COUNTED_ANEW.get(name);
  if (!anew) return text;
  return text
    .split('\n')
    .filter((row) => !anew.test(row))
    .join('\n');
}

/** As the row reads once its words are renamed. */
function renameWords({ name, columns }: StoredTable, text: string): string {
  const words = RENAMED_WORDS.filter(({ place }) => place.startsWith(`${name}.`));
  if (words.length === 0) return text;
  const rows = text.split('\n').map((row) =>
    row
      .split('\t')
      .map((cell, at) => {
        const place = `${name}.${columns[at] ?? ''}`;
        return words.find((word) => word.place === place && word.from === cell)?.to ?? cell;
      })
      .join('\t'),
  );
  return rows.join('\n');
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
