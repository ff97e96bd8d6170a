// The connector reads Longsight's router: the test, all of a roster by each way of paging, and the changes of a night.
import { createDistrict, DATA_FILES, nextDay } from '@/lib/synthetic/district';
import { createApiDistrict, reaching } from '@/lib/testing/api-district';
import { pullThrough, type ClockedContext } from '@/lib/testing/pull-through';
import { comparedWithRoster, ended, pullOfNight, testConnection } from './connector-reads';
import { startLongsightRouter } from './longsight-router';
import { comparedTotal, type Outcome } from './run-peer';

export async function* connectorReadsRouter(
  peers: string,
  outer: ClockedContext,
  { students = 400 }: { students?: number } = {},
): AsyncGenerator<Outcome> {
  outer.clock.set('2026-09-01T08:00:00Z');
  // Long enough ago that a delta does not bring all of it again.
  const day = createDistrict({ seed: 'peers', students, date: '2026-08-20' });
  const server = await startLongsightRouter(peers, day);
  try {
    const ctx = reaching(outer, server.base);
    const district = await createApiDistrict(ctx, server);
    const { tenantId } = district;
    await ctx.db.prisma.connection.updateMany({
      where: { tenantId },
      data: { applySlot: 'ON_ARRIVAL' },
    });
    yield* testConnection(ctx, district);

    for (const paging of ['links', 'totals', 'nothing', 'links and totals'] as const) {
      await server.setPaging(paging);
      const { collections, troubles } = await pullThrough(ctx, district, 'PREVIEW');
      for (const { name, rowCount } of collections)
        yield comparedTotal(`pages by ${paging}, ${name}`, rowCount, countOf(name));
      yield comparedTotal(`pages by ${paging}, in trouble`, troubles.length, 0);
    }

    const first = await pullOfNight(ctx, district, '2026-09-01');
    yield ended('all of it', first, 'FULL');
    yield* comparedWithRoster(ctx, district, 'all of it', server.held);

    await server.setDay(nextDay(day, { kind: 'churn', share: 0.05, date: '2026-09-02' }));
    const second = await pullOfNight(ctx, district, '2026-09-02');
    yield ended('changes', second, 'DELTA');
    yield* comparedWithRoster(ctx, district, 'changes', server.held);
  } finally {
    await server.close();
  }

  function countOf(name: string): number {
    const file = DATA_FILES.find((each) => each === name);
    return file ? server.count(file) : 0;
  }
}
