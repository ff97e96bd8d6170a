// The four cases of files, each beside the yardstick: DuckDB's time for reading and joining both days' files, read three
// times right before and three times right after it. A machine that is shared does not keep its speed: one reading
// for all cases, or an odd one at the beginning, would say more about the neighbors than about us.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppContext } from '@/lib/server/app-context';
import { approve } from '@/lib/server/reviews/commands/approve';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';
import { keepFiles, NODE_ARGS, type DayName } from './files';
import { median, round, roundRatio } from './numbers';
import { targetOf } from '@/lib/testing/reviews';
import { settle, type Connection, type Product } from './product';

const run = promisify(execFile);
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const READINGS = 3;

interface RosterCase {
  name: string;
  day: DayName;
  bar: number;
  /** Of a case that takes a moment only, the median of several. */
  times?: number;
}

const CASES: readonly RosterCase[] = [
  { name: 'first load', day: 'first', bar: 5.5 },
  { name: 'next day, 1 % change', day: 'churn', bar: 1.5 },
  { name: 'unchanged day, same bytes', day: 'churn', bar: 0.5, times: 5 },
  { name: 'unchanged day, other order', day: 'reordered', bar: 0.5 },
];

/** Yields a line for each case as soon as it is measured. */
export async function* measureRosterCases(
  product: Product,
  connection: Connection,
  folder: string,
  log: (text: string) => void,
): AsyncGenerator<Record<string, unknown>> {
  let before = await readYardstick(folder, log);
  for (const { name, day, bar, times = 1 } of CASES) {
    log(`Measuring: ${name} …`);
    const measured: Awaited<ReturnType<typeof load>>[] = [];
    for (let i = 0; i < times; i += 1)
      measured.push(await load(product, connection, path.join(folder, day), `${name} ${i}`));
    const all = measured.map(({ seconds }) => seconds);
    const seconds = median(all);
    await settle(product.ctx);
    const after = await readYardstick(folder, log);
    const yardstick = median([...before, ...after]);
    const [first] = measured;
    yield {
      case: name,
      ...first,
      seconds: round(seconds),
      ...(times > 1 ? { each: all.map(round) } : {}),
      rowsPerSecond: Math.round((first?.rows ?? 0) / seconds),
      yardstickSeconds: round(yardstick),
      yardsticks: { before: before.map(round), after: after.map(round) },
      ratioToYardstick: roundRatio(seconds / yardstick),
      bar,
      isWithinBar: seconds / yardstick <= bar,
    };
    before = after;
  }
}

/** A whole new school year, until it is held: nothing of it is applied. */
export async function measurePromotion(
  product: Product,
  connection: Connection,
  folder: string,
  log: (text: string) => void,
): Promise<Record<string, unknown>> {
  const bar = 8;
  for (const day of ['first', 'churn'] as const) {
    log(`Loading: ${day} …`);
    await load(product, connection, path.join(folder, day), day);
  }
  await settle(product.ctx);
  const before = await readYardstick(folder, log);
  log('Measuring: promotion …');
  const { seconds, ...rest } = await load(
    product,
    connection,
    path.join(folder, 'promoted'),
    'promoted',
    { isUntilHeld: true },
  );
  await settle(product.ctx);
  const yardstick = median([...before, ...(await readYardstick(folder, log))]);
  return {
    case: 'promotion of the whole district, until held',
    seconds: round(seconds),
    ...rest,
    yardstickSeconds: round(yardstick),
    ratioToYardstick: roundRatio(seconds / yardstick),
    bar,
    isWithinBar: seconds / yardstick <= bar,
  };
}

/** Wall time of an unchanged day of a small district, with the same bytes and in another order; the median of several. */
export async function* measureSmallDistrict(
  product: Product,
  connection: Connection,
  folder: string,
): AsyncGenerator<Record<string, unknown>> {
  const bar = 0.3;
  await load(product, connection, path.join(folder, 'first'), 'first');
  const cases: Record<string, readonly DayName[]> = {
    'small district, next day': ['churn'],
    'small district, same bytes': Array.from({ length: 7 }, () => 'churn' as const),
    // By turns: other bytes than the last time, and no change.
    'small district, other order': Array.from({ length: 7 }, (_, at) =>
      at % 2 === 0 ? ('reordered' as const) : ('churn' as const),
    ),
  };
  for (const [name, days] of Object.entries(cases)) {
    const all: number[] = [];
    for (const [at, day] of days.entries())
      all.push((await load(product, connection, path.join(folder, day), `${name} ${at}`)).seconds);
    const seconds = median(all);
    yield {
      case: name,
      seconds: round(seconds),
      each: all.map(round),
      bar,
      isWithinBar: seconds <= bar,
    };
  }
}

/** Seconds that DuckDB takes for both days' files. */
async function readYardstick(folder: string, log: (text: string) => void): Promise<number[]> {
  log('Measuring the yardstick …');
  const days = [path.join(folder, 'first'), path.join(folder, 'churn')];
  const readings: number[] = [];
  for (let i = 0; i < READINGS; i += 1) {
    const { stdout } = await run(process.execPath, [...NODE_ARGS, 'bench/yardstick.ts', ...days]);
    readings.push((JSON.parse(stdout) as { seconds: number }).seconds);
  }
  return readings;
}

/** Puts the files where an upload would leave them, and times from "complete" to "applied". */
export async function load(
  product: Product,
  connection: Connection,
  source: string,
  name: string,
  { isUntilHeld = false }: { isUntilHeld?: boolean } = {},
) {
  const { ctx } = product;
  const { id: connectionId, tenantId } = connection;
  const files = await keepFiles(ctx, source, name);
  // An upload is on disk before anybody reads it; unwritten, our copies would be waited for by the database.
  if (process.platform === 'linux') await run('sync', []);
  const now = ctx.clock.now();
  product.resetPeakMemory();
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  const runId = await ctx.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.syncRun.create({ data: { tenantId, connectionId } });
    await tx.delivery.createMany({
      data: files.map((file) => ({
        ...file,
        tenantId,
        connectionId,
        state: 'RECEIVED',
        sourceAddress: '127.0.0.1',
        receivedAt: now,
        syncRunId: id,
      })),
    });
    await moveSyncRun(tx, { id, tenantId }, 'QUEUED', { now });
    return id;
  });
  let heldSeconds: number | null = null;
  for (;;) {
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } });
    if (state === 'APPLIED' || state === 'NO_CHANGE') break;
    if (state === 'HELD') {
      heldSeconds = elapsed() / 1000;
      if (isUntilHeld) break;
      await approveHeld(ctx, tenantId, runId);
    }
    if (state === 'FAILED' || state === 'INVALID') throw new Error(`the run ended ${state}`);
    // Often while little time has passed: what takes a tenth of a second is not to be measured in twentieths.
    await delay(Math.min(50, Math.max(5, elapsed() / 20)));
  }
  const seconds = elapsed() / 1000;
  const { _sum } = await ctx.db.prisma.syncRunFile.aggregate({
    where: { runId },
    _sum: { rowsRead: true },
  });
  const { rows: steps } = await ctx.db.pool.query<{ step: string; ms: number }>(
    `SELECT s->>'step' AS step, (s->>'ms')::int AS ms FROM sync_run_event e CROSS JOIN LATERAL jsonb_array_elements(e.steps) s
     WHERE e.run_id = $1 ORDER BY e.id`,
    [runId],
  );
  const changes = await ctx.db.prisma.changeCount.aggregate({
    where: { runId },
    _sum: { count: true },
  });
  return {
    seconds,
    ...(heldSeconds === null ? {} : { secondsUntilHeld: round(heldSeconds) }),
    rows: _sum.rowsRead ?? 0,
    changes: changes._sum.count ?? 0,
    workerPeakMiB: product.peakMemory(),
    steps: Object.fromEntries(steps.map(({ step, ms }) => [step, ms])),
  };
}

async function approveHeld(ctx: AppContext, tenantId: number, runId: number): Promise<void> {
  const target = { ...(await targetOf(ctx, runId)), tenantId };
  const decided = await approve(ctx, actor, { ...target, comment: 'benchmark' });
  if (!decided.ok) throw new Error(`not approved: ${decided.code}`);
}
