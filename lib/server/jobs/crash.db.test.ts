// The worker is killed and PostgreSQL crashes, at real moments of a run. Afterwards the roster is the one
// before or the one after, and the run finishes by itself.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDistrict, nextDay } from '@/lib/synthetic/district';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { testSettings } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { systemClock, type AppContext } from '../app-context';
import { openDatabase } from '../db';
import { letAppIn } from '../db/app-role';
import { applyMigrations } from '../db/migrate';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../local/embedded-postgres';
import { findFreePort } from '../local/free-port';
import { createLog } from '../log';
import { approve } from '../reviews/commands/approve';
import { createFolderStorage } from '../storage';
import { applyNow } from '../sync-runs/commands/apply-now';

/** Longer than the waits of 5, 30 and 120 seconds before a run is tried again. */
const PATIENCE_MS = 200_000;
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let folder: string;
let postgres: EmbeddedPostgres;
let startPostgres: () => Promise<EmbeddedPostgres>;
let ctx: AppContext;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'connector-crash-'));
  const port = await findFreePort();
  startPostgres = () =>
    startEmbeddedPostgres({
      folder: path.join(folder, 'postgres'),
      port,
      password: 'only for this test',
      settings: ['wal_level=minimal', 'max_wal_senders=0', 'shared_buffers=128MB'],
    });
  postgres = await startPostgres();
  await applyMigrations(postgres.url);
  const databaseUrl = await letAppIn(postgres.url, 'only for this test');
  const settings = testSettings(databaseUrl, folder);
  ctx = {
    db: openDatabase(databaseUrl),
    clock: systemClock,
    storage: createFolderStorage(path.join(folder, 'deliveries')),
    settings,
    log: createLog('test', 'silent'),
  };
}, PATIENCE_MS);

afterAll(async () => {
  await killWorker();
  await ctx.db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}, PATIENCE_MS);

function startWorker(): void {
  worker = spawn(process.execPath, ['--import', 'tsx', 'bin/worker.ts'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_URL: ctx.settings.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: folder,
      CONNECTOR_LOG_LEVEL: 'silent',
    },
  });
}

async function killWorker(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}

/** As a power cut would: no shutdown, and unlogged tables come back empty. */
async function crashPostgres(): Promise<void> {
  const pid = await readFile(path.join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  process.kill(Number(pid.split('\n')[0]), 'SIGKILL');
  for (;;) {
    try {
      postgres = await startPostgres();
      return;
    } catch {
      // Its children need a moment to notice; the port and the shared memory are theirs until then.
      await delay(200);
    }
  }
}

interface RunView {
  state: string;
  step: string | null;
  file: string | null;
}

async function until(
  runId: number,
  what: string,
  isThere: (run: RunView) => boolean,
): Promise<RunView> {
  const deadline = Date.now() + PATIENCE_MS;
  let last: RunView | undefined;
  while (Date.now() < deadline) {
    const { rows } = await ctx.db.pool
      .query<RunView>(
        `SELECT state::text AS state, progress->>'step' AS step, progress->>'file' AS file FROM sync_run WHERE id = $1`,
        [runId],
      )
      .catch(() => ({ rows: [] }));
    last = rows[0] ?? last;
    if (rows[0] && isThere(rows[0])) return rows[0];
    await delay(10);
  }
  throw new Error(`the run did not come to: ${what}; it is ${JSON.stringify(last)}`);
}

const isState =
  (...states: string[]) =>
  (run: RunView): boolean =>
    states.includes(run.state);

async function activeCounts(tenantId: number): Promise<Record<string, number>> {
  const { rows } = await ctx.db.pool.query<{ name: string; count: number }>(
    `SELECT 'user' AS name, count(*) AS count FROM roster_user WHERE tenant_id = $1 AND removed_at IS NULL
     UNION ALL SELECT 'enrollment', count(*) FROM roster_enrollment WHERE tenant_id = $1 AND removed_at IS NULL
     UNION ALL SELECT 'link', count(*) FROM roster_link WHERE tenant_id = $1 AND removed_at IS NULL`,
    [tenantId],
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

async function approveRun(runId: number, tenantId: number): Promise<void> {
  const { breakId, version, fingerprint } =
    await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId } });
  const decided = await approve(ctx, actor, {
    tenantId,
    breakId,
    version,
    fingerprint,
    comment: 'as expected',
  });
  expect(decided).toMatchObject({ ok: true, runId, outcome: 'DECIDED' });
}

test(
  'a killed worker and a crashed database leave before or after, and the run finishes by itself',
  async () => {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant, { applySlot: 'OVERNIGHT' });
    const day = createDistrict({ seed: 'crash', students: 500 });
    const churn = nextDay(day, { kind: 'churn', share: 0.02 });
    const empty = { user: 0, enrollment: 0, link: 0 };

    // The worker dies while it reads.
    const first = await queueRun(ctx, connection, dayFiles(day));
    startWorker();
    await until(first.id, 'reading', (run) => run.step === 'Checking' || run.state === 'HELD');
    await killWorker();
    expect(await activeCounts(tenant.id)).toEqual(empty);
    startWorker();
    await until(first.id, 'HELD', isState('HELD'));
    expect(await activeCounts(tenant.id)).toEqual(empty);

    // The database crashes while the approved roster is applied; the worker lives on.
    await approveRun(first.id, tenant.id);
    await until(first.id, 'APPLYING', isState('APPLYING', 'APPLIED'));
    await crashPostgres();
    await until(first.id, 'APPLIED', isState('APPLIED'));
    const before = await activeCounts(tenant.id);
    expect(before.user).toBeGreaterThan(1_000);

    // The database crashes while the next day is compared, and again while it waits for its slot: what
    // was staged is gone, the roster is not.
    const second = await queueRun(ctx, connection, dayFiles(churn));
    await until(second.id, 'comparing', (run) => run.step !== null || run.state === 'DEFERRED');
    await crashPostgres();
    await until(second.id, 'DEFERRED', isState('DEFERRED'));
    await crashPostgres();
    await until(second.id, 'still DEFERRED', isState('DEFERRED'));
    expect(await activeCounts(tenant.id)).toEqual(before);

    // The worker dies while it applies.
    expect(await applyNow(ctx, actor, second)).toEqual({ ok: true });
    await until(second.id, 'APPLYING', isState('APPLYING', 'APPLIED'));
    await killWorker();
    const between = await activeCounts(tenant.id);
    startWorker();
    await until(second.id, 'APPLIED', isState('APPLIED'));
    const after = await activeCounts(tenant.id);
    expect([before, after]).toContainEqual(between);

    const fresh = await createTenant(ctx);
    const freshRun = await queueRun(ctx, await createConnection(ctx, fresh), dayFiles(churn));
    await until(freshRun.id, 'HELD', isState('HELD'));
    await approveRun(freshRun.id, fresh.id);
    await until(freshRun.id, 'APPLIED', isState('APPLIED'));
    expect(after).toEqual(await activeCounts(fresh.id));
  },
  4 * PATIENCE_MS,
);
