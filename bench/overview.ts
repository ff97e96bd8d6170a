// What staff see across all districts, timed at the server.
import type { AppContext } from '@/lib/server/app-context';
import { countsForDistrict, countsForStaff } from '@/lib/server/overview/queries/attention-counts';
import { percentiles } from './numbers';
import { createDistrictRows } from './overview-districts';

const CALLS = 200;

/** One line per kind of call, and one for all of them together. */
export async function* measureOverview(
  ctx: AppContext,
  districts: number,
): AsyncGenerator<Record<string, unknown>> {
  await createDistrictRows(ctx.db.pool, districts, ctx.clock.now());
  const staff = { userId: 1, role: 'IMPLEMENTATION' } as const;
  const kinds: Record<string, (call: number) => Promise<unknown>> = {
    'counts for staff': () => countsForStaff(ctx, staff),
    'counts for a district': (call) => countsForDistrict(ctx, 1 + (call % districts), staff),
  };
  for (const [name, ask] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      const startedAt = performance.now();
      await ask(call);
      times.push(performance.now() - startedAt);
    }
    yield { case: `overview: ${name}`, districts, calls: times.length, ...percentiles(times) };
  }
}
