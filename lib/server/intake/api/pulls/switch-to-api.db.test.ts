// A district that sends files goes over to an API: its roster stays, the first pull is compared with it and held, and ids that the API
// writes in another way are explained. Then its settings: chosen schools, and staff who are listed more than once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { kindSpeaking } from '@/lib/core/connections/kinds';
import { reaching } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { checkHandedOver, pullThrough, takeTurn } from '@/lib/testing/pull-through';
import { createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import {
  changeApiAccount,
  changePullRules,
} from '../../../connections/commands/change-api-account';
import { createApiConnection } from '../../../connections/commands/create-api-connection';
import { moveRosterFeed } from '../../../connections/commands/move-feed';
import { findRosterConnection } from '../../../connections/queries/list-connections';
import { workOnRuns } from '../../../jobs/handlers/work-on-runs';
import { askForPull } from '../../../pulls/commands/ask-for-pull';
import { usePreview } from '../../../pulls/commands/use-preview';
import { approve } from '../../../reviews/commands/approve';

let ctx: TestContext;
let simulator: OneRosterSimulator;
let sent: LiveDistrict;
let connectionId: number;

beforeAll(async () => {
  const unreached = await createTestContext();
  sent = await createLiveDistrict(unreached, { seed: 'switch', students: 200 });
  simulator = await startOneRosterSimulator({ day: sent.day });
  ctx = reaching(unreached, simulator.base);
  const created = await createApiConnection(ctx, sent.actor, sent.tenantId, {
    kind: kindSpeaking('oneroster-rest'),
    vendor: 'OTHER',
    baseUrl: simulator.base,
    tokenUrl: simulator.tokenAddress,
    authorization: 'OAUTH2',
    clientId: simulator.key,
    secret: simulator.secret,
  });
  if (!created.ok) throw new Error(created.code);
  expect(created.bringsRoster).toBe(false);
  connectionId = created.connectionId;
  await ctx.db.prisma.connection.updateMany({ data: { applySlot: 'ON_ARRIVAL' } });
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

const district = () => ({ ...sent, ctx, connectionId });

const newestRun = () =>
  ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId: sent.tenantId },
    orderBy: { id: 'desc' },
    include: { evaluations: { where: { tripped: true } } },
  });

async function approveNewest(): Promise<void> {
  const { id } = await newestRun();
  const approved = await approve(ctx, sent.actor, {
    ...(await targetOf(ctx, id)),
    comment: 'looked at',
  });
  expect(approved).toMatchObject({ ok: true });
  await workOnRuns(ctx);
}

test('what the API holds is compared with the live roster, and held once', async () => {
  const { tenantId, actor } = sent;
  expect(await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' })).toEqual({
    ok: false,
    code: 'FEED_ELSEWHERE',
  });
  const preview = await pullThrough(ctx, district(), 'PREVIEW');
  expect(await usePreview(ctx, actor, tenantId, preview.number)).toEqual({
    ok: false,
    code: 'FEED_ELSEWHERE',
  });

  expect(await moveRosterFeed(ctx, actor, tenantId, connectionId)).toEqual({ ok: true });
  expect(await moveRosterFeed(ctx, actor, tenantId, connectionId)).toEqual({
    ok: false,
    code: 'FEED_BROUGHT_ALREADY',
  });
  expect(await findRosterConnection(ctx, tenantId)).toMatchObject({
    id: connectionId,
    baselineRunId: sent.baselineRunId,
  });

  simulator.setDay(nextDay(sent.day, { kind: 'churn', share: 0.01 }));
  await pullThrough(ctx, district());
  await checkHandedOver(ctx);
  const held = await newestRun();
  expect(held).toMatchObject({ connectionId, state: 'HELD', baselineRunId: sent.baselineRunId });
  expect(held.evaluations.map(({ ruleId }) => ruleId)).toEqual(['newSource']);
  await approveNewest();
  expect((await newestRun()).state).toBe('APPLIED');

  simulator.setDay(
    nextDay(nextDay(sent.day, { kind: 'churn', share: 0.01 }), { kind: 'churn', share: 0.01 }),
  );
  await pullThrough(ctx, district());
  await checkHandedOver(ctx);
  expect((await newestRun()).state).toBe('APPLIED');
});

test('a feed is not moved away from an update under review', async () => {
  const { tenantId, actor } = sent;
  simulator.setDay(nextDay(sent.day, { kind: 'churn', share: 0.6 }));
  await pullThrough(ctx, district());
  await checkHandedOver(ctx);
  expect((await newestRun()).state).toBe('HELD');
  expect(await moveRosterFeed(ctx, actor, tenantId, sent.connectionId)).toEqual({
    ok: false,
    code: 'FEED_BUSY',
  });
  await approveNewest();
});

test('of chosen schools only, as a preview first', async () => {
  const { tenantId, actor } = sent;
  const [school] = await ctx.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT sourced_id AS id FROM roster_org WHERE tenant_id = ${tenantId} AND type = 'school' AND removed_at IS NULL ORDER BY 1 LIMIT 1`;
  const settings = { schools: [school?.id ?? ''] };
  expect(await changePullRules(ctx, actor, tenantId, connectionId, { settings })).toEqual({
    ok: true,
  });
  const before = await newestRun();
  const preview = await pullThrough(ctx, district(), 'PREVIEW');
  await checkHandedOver(ctx);
  expect((await newestRun()).id).toBe(before.id);

  expect(await usePreview(ctx, actor, tenantId, preview.number)).toEqual({ ok: true });
  expect(await usePreview(ctx, actor, tenantId, preview.number)).toEqual({
    ok: false,
    code: 'NOT_A_PREVIEW',
  });
  await takeTurn(ctx);
  await checkHandedOver(ctx);
  const run = await newestRun();
  expect(run).toMatchObject({ state: 'HELD', connectionId });
  const problems = await ctx.db.prisma.runIssueGroup.findMany({
    where: { tenantId, runId: run.id, code: { contains: 'REFERENCE' } },
  });
  expect(problems.map(({ code, fileName }) => `${fileName} ${code}`)).toEqual([]);
});

test('another address ends what was read at the one before: pages of two servers never become one file', async () => {
  const { tenantId, actor } = sent;
  const preview = await pullThrough(ctx, district(), 'PREVIEW');
  await ctx.db.prisma.apiAccount.updateMany({ where: { connectionId }, data: { pageSize: 100 } });
  simulator.misbehave({
    kind: 'busy',
    status: 429,
    seconds: 60,
    says: 'seconds',
    collection: 'users',
    page: 2,
  });
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'PREVIEW' });
  if (!asked.ok) throw new Error(asked.code);
  await takeTurn(ctx);
  const other = await startOneRosterSimulator({ day: sent.day });
  try {
    const there = reaching(ctx, other.base);
    const changes = { baseUrl: other.base, tokenUrl: other.tokenAddress, secret: other.secret };
    expect(await changeApiAccount(there, actor, tenantId, connectionId, changes)).toEqual({
      ok: true,
    });
    ctx.clock.advance(3600_000);
    await takeTurn(there);
    const states = await ctx.db.prisma.pull.findMany({
      where: { tenantId, number: { in: [preview.number, asked.number] } },
      select: { state: true },
    });
    expect(states).toEqual([{ state: 'CANCELED' }, { state: 'CANCELED' }]);
    expect(other.requests).toEqual([]);
    expect(await usePreview(there, actor, tenantId, preview.number)).toMatchObject({ ok: false });
  } finally {
    await other.close();
    simulator.behave();
  }
});
