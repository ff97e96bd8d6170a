import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpSteps } from '@/lib/core/set-up/steps';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf } from '@/lib/testing/reviews';
import { findRosterConnection, listConnections } from '../connections/queries/list-connections';
import { askForPull } from '../pulls/commands/ask-for-pull';
import { askForTest } from '../pulls/commands/ask-for-test';
import { chooseWay, saveApiAccount } from './commands/choose-way';
import { loadSetUp } from './queries/load-set-up';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const ACCOUNT = {
  baseUrl: 'https://sis.example.org/ims/oneroster/v1p1',
  tokenUrl: 'https://sis.example.org/token',
  authorization: 'OAUTH2',
  clientId: 'talkingpoints',
  secret: 'a secret',
} as const;

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const { id: sftpId } = await createConnection(ctx, tenant);
  const actor = actorOf(await createPerson(ctx, { tenants: [tenant] }));
  const roster = async () => {
    const found = await findRosterConnection(ctx, tenant.id);
    if (!found) throw new Error('the district has a connection');
    return found;
  };
  const load = async () => loadSetUp(ctx, tenant, await roster());
  return {
    tenantId: tenant.id,
    sftpId,
    actor,
    roster,
    load,
    states: async () =>
      Object.fromEntries(setUpSteps((await load()).facts).map(({ id, state }) => [id, state])),
  };
}

test('who wants to be fetched from is asked for the account, and keeps the choice until it is there', async () => {
  const { tenantId, sftpId, actor, roster, load, states } = await createDistrict();
  expect(await load()).toMatchObject({ way: 'FILES', isWayOpen: true });
  expect(await chooseWay(ctx, actor, tenantId, 'AERIES')).toEqual({ ok: true });
  expect(await load()).toMatchObject({ way: 'AERIES', facts: { way: 'API', hasAccount: false } });
  expect((await roster()).id).toBe(sftpId);
  expect(await saveApiAccount(ctx, actor, tenantId, ACCOUNT)).toMatchObject({ ok: true });
  expect((await roster()).api).toMatchObject({ vendor: 'AERIES', clientId: 'talkingpoints' });
  expect(await states()).toMatchObject({ account: 'done', test: 'todo', 'first-pull': 'todo' });
});

test('files again and the API again: each keeps what it had', async () => {
  const { tenantId, sftpId, actor, roster, load } = await createDistrict();
  await chooseWay(ctx, actor, tenantId, 'CLASSLINK');
  await saveApiAccount(ctx, actor, tenantId, ACCOUNT);
  const apiId = (await roster()).id;
  expect(await chooseWay(ctx, actor, tenantId, 'FILES')).toEqual({ ok: true });
  expect((await roster()).id).toBe(sftpId);
  expect((await load()).facts.way).toBe('FILES');
  expect(await chooseWay(ctx, actor, tenantId, 'OTHER')).toEqual({ ok: true });
  expect(await roster()).toMatchObject({ id: apiId, api: { vendor: 'OTHER' } });
  expect(await listConnections(ctx, tenantId)).toHaveLength(2);
});

test('an account is changed where it is entered again', async () => {
  const { tenantId, actor, roster } = await createDistrict();
  await chooseWay(ctx, actor, tenantId, 'OTHER');
  await saveApiAccount(ctx, actor, tenantId, ACCOUNT);
  const { id } = await roster();
  await saveApiAccount(ctx, actor, tenantId, { ...ACCOUNT, clientId: 'another', secret: '' });
  expect(await roster()).toMatchObject({ id, api: { clientId: 'another' } });
});

test('an account needs a choice, and its values are checked', async () => {
  const { tenantId, sftpId, actor, roster } = await createDistrict();
  const settled = { ok: false, code: 'WAY_IS_SETTLED' };
  expect(await saveApiAccount(ctx, actor, tenantId, ACCOUNT)).toEqual(settled);
  await chooseWay(ctx, actor, tenantId, 'OTHER');
  expect(await saveApiAccount(ctx, actor, tenantId, { ...ACCOUNT, secret: '' })).toEqual({
    ok: false,
    code: 'SECRET_NEEDED',
  });
  expect((await roster()).id).toBe(sftpId);
});

test('whoever has sent files keeps their way', async () => {
  const { tenantId, sftpId, actor, load } = await createDistrict();
  await chooseWay(ctx, actor, tenantId, 'OTHER');
  await ctx.db.prisma.syncRun.create({
    data: { tenantId, connectionId: sftpId, state: 'INCOMPLETE' },
  });
  const settled = { ok: false, code: 'WAY_IS_SETTLED' };
  expect(await chooseWay(ctx, actor, tenantId, 'CLASSLINK')).toEqual(settled);
  expect(await saveApiAccount(ctx, actor, tenantId, ACCOUNT)).toEqual(settled);
  expect(await load()).toMatchObject({ way: 'FILES', isWayOpen: false });
});

test('an update under review keeps the way it came', async () => {
  const { tenantId, actor, roster } = await createDistrict();
  await chooseWay(ctx, actor, tenantId, 'OTHER');
  await saveApiAccount(ctx, actor, tenantId, ACCOUNT);
  const { id: connectionId } = await roster();
  await ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId, state: 'HELD' } });
  expect(await chooseWay(ctx, actor, tenantId, 'FILES')).toEqual({ ok: false, code: 'FEED_BUSY' });
});

test('test and pull are told from what is kept of them', async () => {
  const { tenantId, actor, roster, states } = await createDistrict();
  await chooseWay(ctx, actor, tenantId, 'OTHER');
  await saveApiAccount(ctx, actor, tenantId, ACCOUNT);
  const { id: connectionId } = await roster();
  const { prisma } = ctx.db;
  await askForTest(ctx, actor, tenantId, connectionId);
  expect(await states()).toMatchObject({ test: 'waiting' });
  const lines = [{ step: 'REACHED', outcome: 'FAILED', code: 'UNREACHABLE', collection: null }];
  await prisma.apiTest.updateMany({
    where: { tenantId },
    data: { finishedAt: ctx.clock.now(), lines },
  });
  expect(await states()).toMatchObject({ test: 'problem' });
  await prisma.apiAccount.updateMany({
    where: { tenantId },
    data: { testedAt: ctx.clock.now() },
  });
  expect(await states()).toMatchObject({ test: 'done', 'first-pull': 'todo' });
  await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'PREVIEW' });
  expect(await states()).toMatchObject({ 'first-pull': 'todo' });
  await prisma.pull.updateMany({
    where: { tenantId },
    data: { state: 'CANCELED', finishedAt: ctx.clock.now() },
  });
  await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  expect(await states()).toMatchObject({ 'first-pull': 'waiting' });
  await prisma.pull.updateMany({
    where: { tenantId, purpose: 'UPDATE' },
    data: { state: 'FAILED', troubleCode: 'NOT_JSON', finishedAt: ctx.clock.now() },
  });
  expect(await states()).toMatchObject({ 'first-pull': 'problem' });
  await prisma.syncRun.create({ data: { tenantId, connectionId, state: 'HELD' } });
  expect(await states()).toMatchObject({ 'first-pull': 'done' });
});
