// What servers get wrong while an Ed-Fi resource is read page by page: no row is lost, or nothing is handed over.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import { startEdFiSimulator, type EdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import type { Suite } from '@/lib/simulators/ed-fi/suites';
import type { Misbehavior } from '@/lib/simulators/parts/misbehavior';
import { createEdFiDistrict, reaching } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { goThrough, pullThrough, takeTurn } from '@/lib/testing/pull-through';
import { askForPull } from '../../../pulls/commands/ask-for-pull';

const day = createDistrict({ students: 60, seed: 'ed-fi-paging' });

let context: TestContext;
const started: EdFiSimulator[] = [];
beforeAll(async () => {
  context = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterEach(() => Promise.all(started.splice(0).map((simulator) => simulator.close())));
afterAll(() => context.close());

async function start(suite: Suite) {
  const simulator = await startEdFiSimulator({ day, suite });
  started.push(simulator);
  const ctx = reaching(context, simulator.base);
  const district = await createEdFiDistrict(ctx, simulator);
  await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 100 } });
  return { simulator, ctx, district };
}

const COLLECTION = 'studentSectionAssociations';

describe.each<Suite>(['6.1', '7.3'])('suite %s, read whole all the same', (suite) => {
  test.each<[string, Misbehavior[]]>([
    ['nothing wrong', []],
    ['a limit clamped to 37', [{ kind: 'clampedLimit', limit: 37 }]],
    ['no totals', [{ kind: 'noTotals' }]],
    ['totals too low', [{ kind: 'wrongTotal', total: 7, collection: COLLECTION }]],
    ['a total of none', [{ kind: 'wrongTotal', total: 0 }]],
    [
      'no totals, 404 beyond the end',
      [{ kind: 'noTotals' }, { kind: 'refusedBeyondEnd', status: 404 }],
    ],
    ['a token that ends', [{ kind: 'expiredToken', collection: COLLECTION, page: 3, times: 1 }]],
    [
      'busy once',
      [
        {
          kind: 'busy',
          status: 429,
          seconds: 2,
          says: 'seconds',
          collection: COLLECTION,
          times: 1,
        },
      ],
    ],
    ['a page of HTML once', [{ kind: 'html', collection: COLLECTION, page: 4, times: 1 }]],
  ])('%s', async (_what, misbehaviors) => {
    const { simulator, ctx, district } = await start(suite);
    for (const each of misbehaviors) simulator.misbehave(each);
    const pull = await pullThrough(ctx, district, 'PREVIEW');
    expect([pull.state, pull.troubleCode]).toEqual(['COMPLETE', null]);
    for (const { name, rowCount } of pull.collections)
      expect([name, rowCount]).toEqual([
        name,
        simulator.store.all(name as typeof COLLECTION).length,
      ]);
  });
});

test.each<Suite>(['6.1', '7.3'])(
  'rows that vanish while they are read are the only ones that are missing, suite %s',
  async (suite) => {
    const { simulator, ctx, district } = await start(suite);
    // Two are gone from the front with each of three pages.
    simulator.misbehave({ kind: 'drift', rows: -2, collection: COLLECTION, times: 4 });
    const pull = await pullThrough(ctx, district);
    expect([pull.state, pull.troubleCode, pull.troubleCollection, pull.troubles]).toEqual([
      'COMPLETE',
      null,
      null,
      pull.troubles,
    ]);
    const { rows } = await ctx.db.pool.query<{ id: string }>(
      `SELECT id FROM ed_fi_record WHERE tenant_id = $1 AND resource = $2`,
      [district.tenantId, COLLECTION],
    );
    const kept = new Set(rows.map(({ id }) => id));
    for (const { id } of simulator.store.all(COLLECTION)) expect(kept).toContain(id);
  },
);

test.each<Suite>(['6.1', '7.1'])('a snapshot that vanished, suite %s', async (suite) => {
  const { simulator, ctx, district } = await start(suite);
  simulator.takeSnapshot();
  simulator.misbehave({ kind: 'html', collection: 'sections', times: 1 });
  simulator.upsert('schools', { schoolId: 1, nameOfInstitution: 'Newly Opened' });
  const asked = await askForPull(ctx, district.actor, district.tenantId, {
    connectionId: district.connectionId,
    purpose: 'UPDATE',
  });
  if (!asked.ok) throw new Error(asked.code);
  await takeTurn(ctx);
  simulator.dropSnapshots();
  ctx.clock.set('2026-09-01T15:10:00Z');
  const pull = await goThrough(ctx, { tenantId: district.tenantId, number: asked.number });
  expect(pull).toMatchObject({ state: 'COMPLETE', troubleCode: null });
  expect(pull.troubles).toContain('KEPT_CHANGING');
  const schools = pull.collections.find(({ name }) => name === 'schools');
  expect(schools?.rowCount).toBe(simulator.store.all('schools').length);
});
