// The connector reads the Ed-Fi simulator through Prism, which holds question and answer against the published schema.
import path from 'node:path';
import { readTables } from '@/lib/simulators/ed-fi/roster-tables';
import { startEdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import { DATA_STANDARDS, type DataStandard } from '@/lib/simulators/ed-fi/terms';
import { createDistrict, nextDay, type Day } from '@/lib/synthetic/district';
import { createEdFiDistrict, reaching, type ApiDistrict } from '@/lib/testing/api-district';
import { pullThrough, type ClockedContext } from '@/lib/testing/pull-through';
import { ended, pullOfNight, testConnection } from './connector-reads';
import { SUITE_OF } from './prism';
import { startPrismBetween } from './prism-between';
import { comparedTotal, type Outcome } from './run-peer';

export async function* connectorReadsThroughPrism(
  peers: string,
  samples: string,
  outer: ClockedContext,
  {
    students = 200,
    standards = DATA_STANDARDS,
  }: { students?: number; standards?: readonly DataStandard[] } = {},
): AsyncGenerator<Outcome> {
  for (const standard of standards) {
    outer.clock.set('2026-09-01T08:00:00Z');
    const day = createDistrict({ seed: 'peers', students, date: '2026-08-20' });
    const simulator = await startEdFiSimulator({ day, standard, suite: SUITE_OF[standard] });
    const schema = path.join(samples, 'ed-fi', `resources-ds-${standard}.json`);
    const between = await startPrismBetween(peers, schema, simulator);
    try {
      const ctx = reaching(outer, between.base);
      const { key, secret } = simulator;
      const district = await createEdFiDistrict(ctx, { base: between.base, key, secret });
      await ctx.db.prisma.connection.updateMany({
        where: { tenantId: district.tenantId },
        data: { applySlot: 'ON_ARRIVAL' },
      });
      yield* testConnection(ctx, district);
      yield ended(`${standard}, all of it`, await pullOfNight(ctx, district, '2026-09-01'), 'FULL');
      yield* comparedCounts(ctx, district, `${standard}, all of it`, day);

      const next = nextDay(day, { kind: 'churn', share: 0.05, date: '2026-09-02' });
      simulator.setDay(next);
      yield ended(`${standard}, changes`, await pullOfNight(ctx, district, '2026-09-02'), 'DELTA');
      yield* comparedCounts(ctx, district, `${standard}, changes`, next);

      const { taken, refused, past } = between;
      const records = [...past].filter((name) => !/\/(deletes|keyChanges)$/.test(name));
      for (const text of refused)
        yield { isRight: false, line: `  NOT VALID  ${standard} ${text}` };
      yield {
        isRight: taken.length > 0 && refused.length === 0,
        line: `  ${standard}: ${taken.length} answers of ${new Set(taken).size} paths are valid, ${refused.length} are not; past it: deletes, key changes ${records.join(' ')}`,
      };

      // Else all that was valid might not have been looked at, or what is refused might be taken for a roster.
      simulator.misbehave({ kind: 'emptyObject', collection: 'students' });
      const { state, troubleCode } = await pullThrough(ctx, district, 'PREVIEW');
      yield {
        isRight: state === 'FAILED' && refused.length > 0,
        line: `  ${standard}: an object where a list belongs is refused, the pull is ${state}: ${troubleCode}`,
      };
    } finally {
      await between.close();
      await simulator.close();
    }
  }
}

const COUNTED = {
  orgs: 'roster_org',
  courses: 'roster_course',
  classes: 'roster_class',
  users: 'roster_user',
  enrollments: 'roster_enrollment',
  demographics: 'roster_demographics',
} as const;

/** Ids are others in Ed-Fi, so rows are counted. */
async function* comparedCounts(
  ctx: ClockedContext,
  { tenantId }: ApiDistrict,
  title: string,
  day: Day,
): AsyncGenerator<Outcome> {
  const tables = readTables(day);
  for (const name of Object.keys(COUNTED) as (keyof typeof COUNTED)[]) {
    const { rows } = await ctx.db.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${COUNTED[name]} WHERE tenant_id = $1 AND removed_at IS NULL`,
      [tenantId],
    );
    yield comparedTotal(`${title}, ${name} in force`, rows[0]?.count ?? 0, tables[name].length);
  }
}
