// What staff see across all districts, timed at the server.
import { setTimeout as delay } from 'node:timers/promises';
import { lists } from '@/lib/core/lists/lists';
import { connectionStatuses } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import { countsForDistrict, countsForStaff } from '@/lib/server/overview/queries/attention-counts';
import { listDistricts } from '@/lib/server/overview/queries/list-districts';
import { listNeedsAttention } from '@/lib/server/overview/queries/needs-attention';
import { readOverviewPlots } from '@/lib/server/overview/queries/plots';
import { percentiles } from './numbers';
import { createDistrictRows } from './overview-districts';

const CALLS = 200;
/** Districts of which something came between two calls: the list brings them up to date before it answers. */
const CHANGED_BETWEEN = 5;
const LIST_BAR_MS = 150;
/** Counts come with every page; plots are drawn after it, while the lists are read already. */
const BARS_MS: Record<string, number> = {
  'plots of all': 500,
  'counts for staff': 10,
  'counts for a district': 10,
};

/** One line per kind of call. */
export async function* measureOverview(
  ctx: AppContext,
  districts: number,
  log: (text: string) => void,
): AsyncGenerator<Record<string, unknown>> {
  await createDistrictRows(ctx.db.pool, districts, ctx.clock.now());
  log(`The status of ${districts} districts was written in ${await untilWritten(ctx)} s.`);
  const staff = { userId: 1, role: 'IMPLEMENTATION' } as const;
  const ownScope = await scopeOfPsm(ctx, 9);
  const kinds: Record<string, (call: number) => Promise<unknown>> = {
    'counts for staff': () => countsForStaff(ctx, staff),
    'counts for a district': (call) => countsForDistrict(ctx, 1 + (call % districts), staff),
    'what needs me now': (call) =>
      listNeedsAttention(ctx, {
        scope: null,
        limit: 12,
        mine: call % 3 === 0 ? 1 + (call % 8) : null,
      }),
    'page of districts': (call) => listDistricts(ctx, mixedQuery(call)),
    'plots of one PSM': () => readOverviewPlots(ctx, ownScope),
    'plots of all': () => readOverviewPlots(ctx, null),
  };
  for (const [name, ask] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      await changeSome(ctx, call, districts);
      const startedAt = performance.now();
      await ask(call);
      times.push(performance.now() - startedAt);
    }
    const measured = percentiles(times);
    const bar = BARS_MS[name] ?? LIST_BAR_MS;
    yield {
      case: `overview: ${name}`,
      districts,
      calls: CALLS,
      ...measured,
      bar,
      isWithinBar: measured.p95 <= bar,
    };
  }
}

async function scopeOfPsm(ctx: AppContext, psmId: number): Promise<number[]> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    'SELECT id FROM tenant WHERE psm_id = $1',
    [psmId],
  );
  return rows.map(({ id }) => id);
}

/** Every order and page size, with and without filters. */
function mixedQuery(call: number): Parameters<typeof listDistricts>[1] {
  return {
    scope: null,
    sort: lists.districts.sorts[call % lists.districts.sorts.length] ?? 'attention',
    direction: call % 2 === 0 ? 'asc' : 'desc',
    page: 1 + (call % 5) * (call % 3),
    pageSize: call % 4 === 0 ? 100 : 50,
    search: call % 6 === 1 ? 'pine' : undefined,
    status: call % 6 === 2 ? connectionStatuses[call % connectionStatuses.length] : undefined,
    owner: call % 6 === 3 ? 'district' : undefined,
    psm: call % 6 === 4 ? `Person ${9 + (call % 32)}` : undefined,
    mine: call % 6 === 5 ? 1 + (call % 8) : null,
  };
}

/** As when files arrive. */
async function changeSome(ctx: AppContext, call: number, districts: number): Promise<void> {
  const ids = Array.from(
    { length: CHANGED_BETWEEN },
    (_, at) => 1 + ((call * 37 + at * 101) % districts),
  );
  await ctx.db.pool.query(
    `UPDATE sync_run SET last_arrival_at = last_arrival_at WHERE id IN (
       SELECT max(r.id) FROM sync_run r WHERE r.tenant_id = ANY($1) GROUP BY r.tenant_id)`,
    [ids],
  );
}

/** Seconds until the worker has written the row of every district. */
async function untilWritten(ctx: AppContext): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { rows } = await ctx.db.pool.query<{ left: number }>(
      'SELECT count(*)::int AS left FROM tenant t WHERE NOT EXISTS (SELECT FROM tenant_status s WHERE s.tenant_id = t.id)',
    );
    if (rows[0]?.left === 0) break;
    await delay(200);
  }
  await ctx.db.pool.query('VACUUM ANALYZE');
  return Math.round((performance.now() - startedAt) / 100) / 10;
}
