import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { runInvalidMail, runRejectedMail } from './file-messages';
import { queueMailToContacts } from './recipients';

let ctx: TestContext;
let tenantId: number;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-20T15:00:00Z' });
});
beforeEach(async () => {
  ctx.clock.set('2026-11-20T15:00:00Z');
  const tenant = await createTenant(ctx, { timeZone: 'America/Chicago' });
  tenantId = tenant.id;
  await createPerson(ctx, { tenants: [tenant] });
});
afterAll(() => ctx.close());

const earlier = { ready: null, isUnderReview: false, isPaused: false };
const invalid = (number: number, errorCount = 3) =>
  ctx.db.prisma.$transaction((tx) =>
    queueMailToContacts(tx, tenantId, (reader) =>
      runInvalidMail(ctx, {
        ...reader,
        run: { id: number, number },
        errorCount,
        warningCount: 0,
        hasRoster: true,
        earlier,
        fileNames: ['users.csv'],
      }),
    ),
  );
const count = () => ctx.db.prisma.outboxMail.count({ where: { tenantId } });

test('files that fail every hour for one cause are told once a day, and a new cause at once', async () => {
  await invalid(1);
  ctx.clock.advance(3_600_000);
  await invalid(2);
  expect(await count()).toBe(1);
  await invalid(3, 4);
  expect(await count()).toBe(2);
  // 11:59 PM, then midnight, in the district.
  ctx.clock.set('2026-11-21T05:59:00Z');
  await invalid(4);
  expect(await count()).toBe(2);
  ctx.clock.set('2026-11-21T06:00:00Z');
  await invalid(5);
  expect(await count()).toBe(3);
});

test('a contact who came since is told', async () => {
  await invalid(1);
  await createPerson(ctx, { tenants: [{ id: tenantId }] });
  await invalid(2);
  expect(await count()).toBe(2);
});

test('what a person decided is told each time', async () => {
  for (const number of [1, 2])
    await ctx.db.prisma.$transaction((tx) =>
      queueMailToContacts(tx, tenantId, (reader) =>
        runRejectedMail(ctx, { ...reader, run: { id: number, number }, hasRoster: true }),
      ),
    );
  expect(await count()).toBe(2);
});
