import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextStep, setUpSteps } from '@/lib/core/set-up/steps';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { generatePassword, revokePassword } from '../connections/commands/passwords';
import { findRosterConnection } from '../connections/queries/list-connections';
import { chooseSis, sayFilesReady, setSchedule } from './commands/answers';
import { loadSetUp } from './queries/load-set-up';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const contact = await createPerson(ctx, { tenants: [tenant], name: 'A' });
  const colleague = await createPerson(ctx, { tenants: [tenant], name: 'B' });
  const load = async () => {
    const row = await findRosterConnection(ctx, tenant.id);
    if (!row) throw new Error('the district has a connection');
    return loadSetUp(ctx, tenant, row);
  };
  return {
    tenantId: tenant.id,
    connectionId: connection.id,
    contact,
    colleague,
    actor: { kind: 'person', userId: contact.id, sourceAddress: null } as const,
    load,
    states: async () =>
      Object.fromEntries(setUpSteps((await load()).facts).map(({ id, state }) => [id, state])),
    next: async () => nextStep(setUpSteps((await load()).facts)),
    audit: async () =>
      (
        await ctx.db.prisma.auditEvent.findMany({
          where: { tenantId: tenant.id, action: { startsWith: 'set-up.' } },
          orderBy: { id: 'asc' },
        })
      ).map(({ action }) => action),
  };
}

test('answers are kept, in any order, and asked for no more', async () => {
  const { tenantId, actor, states, next, load, audit } = await createDistrict();
  expect(await next()).toBe('sis');
  await sayFilesReady(ctx, actor, tenantId);
  await chooseSis(ctx, actor, tenantId, 'Aeries');
  expect(await states()).toMatchObject({ sis: 'done', files: 'done', 'sign-in': 'todo' });
  const before = (await load()).filesReadyAt;
  await sayFilesReady(ctx, actor, tenantId);
  await chooseSis(ctx, actor, tenantId, 'Aeries');
  expect((await load()).filesReadyAt).toEqual(before);
  expect(await audit()).toEqual(['set-up.files-ready', 'set-up.sis-chosen']);
  await chooseSis(ctx, actor, tenantId, 'Synergy');
  expect((await load()).facts.sis).toBe('Synergy');
});

test('a password that was used makes its step done, and its end opens it again', async () => {
  const { tenantId, connectionId, actor, states } = await createDistrict();
  const made = await generatePassword(ctx, actor, tenantId, connectionId);
  if (!made.ok) throw new Error(made.code);
  expect((await states())['sign-in']).toBe('waiting');
  await ctx.db.prisma.sftpCredential.updateMany({
    where: { tenantId },
    data: { lastUsedAt: ctx.clock.now() },
  });
  expect((await states())['sign-in']).toBe('done');
  const [password] = await ctx.db.prisma.sftpCredential.findMany({ where: { tenantId } });
  await revokePassword(ctx, actor, tenantId, password?.id ?? 0);
  expect((await states())['sign-in']).toBe('todo');
});

test.each([
  ['RECEIVING', 'waiting'],
  ['PROCESSING', 'waiting'],
  ['FAILED', 'waiting'],
  ['INCOMPLETE', 'problem'],
  ['INVALID', 'problem'],
  ['REJECTED', 'done'],
  ['HELD', 'done'],
  ['APPLIED', 'done'],
] as const)('a first set that is %s leaves the upload %s', async (state, step) => {
  const { tenantId, connectionId, states } = await createDistrict();
  await ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId, state } });
  expect((await states()).upload).toBe(step);
});

test('who gets the late mail: those who are chosen, never no one, and no one of another district', async () => {
  const { tenantId, actor, contact, colleague, load, audit, states } = await createDistrict();
  const other = await createDistrict();
  const told = async () =>
    (await load()).contacts.filter(({ getsLateMail }) => getsLateMail).map(({ userId }) => userId);
  expect(await told()).toEqual([contact.id, colleague.id]);
  const refusal = { ok: false, code: 'NO_ONE_GETS_LATE_MAIL' };
  const set = (lateMailTo: number[], exportAt: string | null = null) =>
    setSchedule(ctx, actor, tenantId, {
      exportAt,
      lateMailTo,
      asked: [contact.id, colleague.id],
    });
  expect(await set([])).toEqual(refusal);
  expect(await set([other.contact.id])).toEqual(refusal);
  expect(await told()).toEqual([contact.id, colleague.id]);
  expect((await states()).schedule).toBe('todo');
  expect(await set([colleague.id, other.contact.id], '01:30')).toEqual({ ok: true });
  expect(await told()).toEqual([colleague.id]);
  expect((await load()).exportAt).toBe('01:30');
  expect((await other.load()).contacts.map(({ getsLateMail }) => getsLateMail)).toEqual([
    true,
    true,
  ]);
  expect((await states()).schedule).toBe('done');
  expect(await audit()).toEqual(['set-up.schedule-set']);
});

test('who became a contact while the question was shown keeps getting the late mail', async () => {
  const { tenantId, actor, contact, colleague, load } = await createDistrict();
  await setSchedule(ctx, actor, tenantId, {
    exportAt: null,
    asked: [contact.id],
    lateMailTo: [contact.id],
  });
  const told = (await load()).contacts.filter(({ getsLateMail }) => getsLateMail);
  expect(told.map(({ userId }) => userId)).toEqual([contact.id, colleague.id]);
});

test.each([
  ['PowerSchool 22.7, hosted by ESC 4', 'PowerSchool', 'PowerSchool 22.7, hosted by ESC 4'],
  ['infinite campus', 'Infinite Campus', 'infinite campus'],
  ['PowerSchool', 'Aeries', 'Aeries'],
  ['Focus', 'Another SIS', 'Another SIS'],
  ['Focus', 'Focus 12', 'Focus 12'],
])('%s, where %s is chosen, is %s', async (before, chosen, after) => {
  const { tenantId, actor, load } = await createDistrict();
  await ctx.db.prisma.tenant.update({ where: { id: tenantId }, data: { sis: before } });
  await chooseSis(ctx, actor, tenantId, chosen);
  expect((await load()).facts.sis).toBe(after);
});

test('a time that is none is refused by the table as well', async () => {
  const { tenantId, actor, contact } = await createDistrict();
  const set = setSchedule(ctx, actor, tenantId, {
    exportAt: '25:00',
    asked: [],
    lateMailTo: [contact.id],
  });
  await expect(set).rejects.toThrow(/set_up_export_at/);
});
