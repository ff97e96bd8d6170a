// The checks of a roster, together: what each of them counts by itself, and anew once the roster has changed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict, type LiveDistrict } from '@/lib/testing/reviews';
import { countAllChecks, countSanity, sanityChecks } from './sanity';

let ctx: TestContext;
let district: LiveDistrict;
beforeAll(async () => {
  ctx = await createTestContext();
  district = await createLiveDistrict(ctx, { seed: 'sanity', students: 120 });
});
afterAll(() => ctx.close());

async function countEachAlone(): Promise<Record<string, number>> {
  const counts = sanityChecks.map(
    async (check) => [check, await countSanity(ctx, district.tenantId, check)] as const,
  );
  return Object.fromEntries(await Promise.all(counts));
}

test('together they say what each says alone, and again after the roster changed', async () => {
  const before = await countAllChecks(ctx, district.tenantId);
  expect(before).toEqual(await countEachAlone());
  expect(await countAllChecks(ctx, district.tenantId)).toBe(before);

  await ctx.db.pool.query(
    `UPDATE roster_user SET language_code = NULL WHERE tenant_id = $1 AND role = 'student'`,
    [district.tenantId],
  );
  const after = await countAllChecks(ctx, district.tenantId);
  expect(after.unknownLanguage).toBeGreaterThan(before.unknownLanguage);
  expect(after).toEqual(await countEachAlone());
});

test('they are counted for each day anew: an enrollment ends without anything being written', async () => {
  const today = await countAllChecks(ctx, district.tenantId);
  const later = {
    db: ctx.db,
    clock: {
      ...ctx.clock,
      now: () => new Date(ctx.clock.now().getTime() + 400 * 24 * 3600 * 1000),
    },
  };
  const inAYear = await countAllChecks(later, district.tenantId);
  expect(inAYear.studentsWithoutEnrollment).toBeGreaterThan(today.studentsWithoutEnrollment);
});
