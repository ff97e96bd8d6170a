// The worker is killed in the middle of a pull, ten times, at real moments of it. The roster that comes of it is whole, and no page
// is fetched again but what was on its way.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { createApiDistrict, reaching } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { systemClock } from '../../../app-context';
import { askForPull } from '../../../pulls/commands/ask-for-pull';
import { findPull } from '../../../pulls/queries/list-pulls';

const KILLS = 10;
const PATIENCE_MS = 150_000;

let ctx: TestContext;
let simulator: OneRosterSimulator;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 400, seed: 'killed' }),
  });
  ctx = reaching(await createTestContext(), simulator.base);
});
afterAll(async () => {
  await killWorker();
  await ctx.close();
  await simulator.close();
});

function startWorker(): void {
  worker = spawn(process.execPath, ['--import', 'tsx', 'bin/worker.ts'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_URL: ctx.settings.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
      CONNECTOR_LOG_LEVEL: 'silent',
      CONNECTOR_API_TEST_HOSTS: new URL(simulator.base).host,
    },
  });
}

async function killWorker(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not happen`);
}

test('ten times in one pull', { timeout: 2 * PATIENCE_MS }, async () => {
  const now = { ...ctx, clock: systemClock };
  const district = await createApiDistrict(ctx, simulator);
  const { tenantId, connectionId, actor } = district;
  await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 100 } });
  simulator.misbehave({ kind: 'slow', milliseconds: 25 });
  const asked = await askForPull(now, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  if (!asked.ok) throw new Error(asked.code);
  const pages = (): Promise<number> =>
    ctx.db.prisma.pullPage.count({ where: { pullId: asked.id } });

  for (let kills = 0; kills < KILLS; kills += 1) {
    const before = await pages();
    startWorker();
    await until(`page ${before + 2}`, async () => ((await pages()) >= before + 2 ? true : null));
    await killWorker();
  }
  expect((await findPull(now, tenantId, asked.number))?.status).toBe('READING');
  startWorker();
  const run = await until('a run', () =>
    ctx.db.prisma.syncRun.findFirst({ where: { tenantId, state: 'HELD' } }),
  );

  const pull = await findPull(now, tenantId, asked.number);
  expect(pull).toMatchObject({ status: 'UPDATE', runNumber: run.number });
  for (const { rowCount, total, repeated, restarts } of pull?.collections ?? [])
    expect({ rowCount, repeated, restarts }).toEqual({ rowCount: total, repeated: 0, restarts: 0 });
  // Each page once, but for the two that a killed worker may have had in hand: one being kept, and the next on its way.
  const asking = simulator.requests.filter(({ query }) => 'offset' in query).length;
  expect(asking).toBeLessThanOrEqual((await pages()) + 2 * KILLS + 1);
  const files = await ctx.db.prisma.syncRunFile.findMany({ where: { tenantId, runId: run.id } });
  const read = Object.fromEntries(files.map(({ fileName, rowsRead }) => [fileName, rowsRead]));
  for (const { name, rowCount } of pull?.collections ?? [])
    expect(read[`${name}.csv`], name).toBe(rowCount);
});
