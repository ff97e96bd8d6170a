import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../app-context';
import { ensureFirstAdmin } from '../auth/first-admin';
import { createSession, findSessionPerson } from '../auth/sessions';
import { changeStaffRole, disablePerson, enablePerson } from './commands/change-person';
import { removeContact } from './commands/remove-contact';
import { listContacts, listStaff } from './queries/list-people';

let ctx: TestContext;

// Each its own database: the audit log cannot be emptied, and some tests count all administrators.
beforeEach(async () => {
  ctx = await createTestContext();
});

afterEach(() => ctx.close());

const actorOf = (person: { id: number }): Actor => ({
  kind: 'person',
  userId: person.id,
  sourceAddress: null,
});

const session = (person: {
  id: number;
  role: 'ADMIN' | 'PSM' | 'IMPLEMENTATION' | 'DISTRICT_CONTACT';
}) =>
  createSession(ctx, ctx.db.prisma, {
    userId: person.id,
    role: person.role,
    sourceAddress: 'unknown',
    userAgent: '',
  });

test('disabling somebody ends all their sessions now; enabling does not bring them back', async () => {
  const admin = await createPerson(ctx, { role: 'ADMIN' });
  const person = await createPerson(ctx, { role: 'PSM' });
  const tokens = [(await session(person)).token, (await session(person)).token];
  expect(await disablePerson(ctx, actorOf(admin), person.id)).toEqual({ ok: true });
  for (const token of tokens) expect(await findSessionPerson(ctx, token)).toBeNull();
  await enablePerson(ctx, actorOf(admin), person.id);
  for (const token of tokens) expect(await findSessionPerson(ctx, token)).toBeNull();
  const events = await ctx.db.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } });
  expect(events.map(({ action, actorId, detail }) => ({ action, actorId, detail }))).toEqual([
    { action: 'person.disabled', actorId: admin.id, detail: { sessionCount: 2 } },
    { action: 'person.enabled', actorId: admin.id, detail: {} },
  ]);
});

test('a change of role holds from the next request', async () => {
  const admin = await createPerson(ctx, { role: 'ADMIN' });
  const person = await createPerson(ctx, { role: 'PSM' });
  const { token } = await session(person);
  await changeStaffRole(ctx, actorOf(admin), person.id, 'IMPLEMENTATION');
  expect(await findSessionPerson(ctx, token)).toMatchObject({ role: 'IMPLEMENTATION' });
});

test('a contact is not made staff, nobody changes themselves', async () => {
  const admin = await createPerson(ctx, { role: 'ADMIN' });
  const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT' });
  expect(await changeStaffRole(ctx, actorOf(admin), contact.id, 'ADMIN')).toEqual({
    ok: false,
    code: 'PERSON_NOT_FOUND',
  });
  expect(await disablePerson(ctx, actorOf(admin), admin.id)).toEqual({
    ok: false,
    code: 'OWN_ACCOUNT',
  });
  expect(await disablePerson(ctx, actorOf(admin), 999_999)).toEqual({
    ok: false,
    code: 'PERSON_NOT_FOUND',
  });
});

test('two admins who disable each other at once leave one', async () => {
  const [one, two] = [
    await createPerson(ctx, { role: 'ADMIN' }),
    await createPerson(ctx, { role: 'ADMIN' }),
  ];
  const results = await Promise.all([
    disablePerson(ctx, actorOf(one), two.id),
    disablePerson(ctx, actorOf(two), one.id),
  ]);
  expect(results).toContainEqual({ ok: true });
  expect(results).toContainEqual({ ok: false, code: 'LAST_ADMIN' });
});

test('lists staff, and a district’s own people', async () => {
  const [one, two] = [await createTenant(ctx), await createTenant(ctx)];
  const admin = await createPerson(ctx, { role: 'ADMIN', name: 'A' });
  const contact = await createPerson(ctx, { tenants: [one], name: 'B' });
  expect((await listStaff(ctx)).map(({ id }) => id)).toEqual([admin.id]);
  expect((await listContacts(ctx, one.id)).map(({ id }) => id)).toEqual([contact.id]);
  expect(await listContacts(ctx, two.id)).toEqual([]);
  const notFound = { ok: false, code: 'CONTACT_NOT_FOUND' };
  const keep = { revokesKeys: false };
  expect(
    await removeContact(ctx, actorOf(admin), { tenantId: two.id, userId: contact.id }, keep),
  ).toEqual(notFound);
  expect(
    await removeContact(ctx, actorOf(admin), { tenantId: one.id, userId: contact.id }, keep),
  ).toEqual({ ok: true, revokedKeys: 0 });
  expect(await listContacts(ctx, one.id)).toEqual([]);
});

test('the first admin is made once, however many processes start at the same moment', async () => {
  const made = await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(ctx)));
  expect(made.filter((result) => result?.isNew)).toHaveLength(1);
  expect(await ctx.db.prisma.user.findMany()).toMatchObject([
    { email: 'admin@connector.localhost', role: 'ADMIN' },
  ]);
  expect(await ctx.db.prisma.auditEvent.count()).toBe(1);
});

test('the first admin comes from the environment; a public address has no default one', async () => {
  const at = (adminEmail: string | null, publicUrl: string) => ({
    ...ctx,
    settings: { ...ctx.settings, adminEmail, publicUrl },
  });
  expect(await ensureFirstAdmin(at(null, 'https://connector.example'))).toBeNull();
  expect(
    await ensureFirstAdmin(at('Kim@TalkingPoints.example', 'https://connector.example')),
  ).toEqual({ address: 'kim@talkingpoints.example', isNew: true });
});

test('an address somebody has already is left as it is', async () => {
  await createPerson(ctx, {
    email: 'admin@connector.localhost',
    role: 'PSM',
    disabledAt: ctx.clock.now(),
  });
  expect(await ensureFirstAdmin(ctx)).toEqual({
    address: 'admin@connector.localhost',
    isNew: false,
  });
  expect(await ctx.db.prisma.user.findMany()).toMatchObject([{ role: 'PSM' }]);
});
