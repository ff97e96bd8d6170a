// The way to a live site from the command line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askCommandLine } from '@/lib/testing/ask-command-line';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { createTenant } from '@/lib/testing/builders';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('shows, starts and writes the address down, and says why not', async () => {
  const { tenantId } = await createLiveDistrict(ctx, { seed: 'site-commands' });
  const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const ask = (...args: string[]) => askCommandLine(ctx, 'site', ...args, '--tenant', slug);
  const address = 'https://app.talkingpts.org/districts';
  expect(await ask('address', address)).toMatchObject([3, { error: { code: 'SITE_NOT_STARTED' } }]);
  expect(await ask('show')).toMatchObject([0, { isLive: false, data: { isComplete: true } }]);
  const [, started] = await ask('start');
  expect(started).toMatchObject({ wasStarted: false, how: 'BY_HAND' });
  expect(await ask('start')).toMatchObject([
    0,
    { wasStarted: true, requestId: started.requestId, isResent: false },
  ]);
  expect(await ask('address', 'http://app.talkingpts.org')).toMatchObject([
    3,
    { error: { code: 'SITE_ADDRESS_NOT_HTTPS' } },
  ]);
  expect(await ask('address', address)).toMatchObject([0, { address }]);
  expect(await ask('show')).toMatchObject([
    0,
    { isLive: true, site: { address }, answers: { isConfirmed: false, wrong: [] } },
  ]);
});

test('a district without a roster, and one that is not there', async () => {
  const { slug } = await createTenant(ctx);
  expect(await askCommandLine(ctx, 'site', 'start', '--tenant', slug)).toMatchObject([
    3,
    { error: { code: 'NO_FIRST_ROSTER' } },
  ]);
  expect(await askCommandLine(ctx, 'site', 'show', '--tenant', 'nowhere')).toMatchObject([
    4,
    { error: { code: 'TENANT_NOT_FOUND' } },
  ]);
});
