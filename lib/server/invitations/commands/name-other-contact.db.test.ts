import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../../app-context';
import { makeToken } from '../../auth/keyed-hash';
import { inviteColleague, inviteContact, inviteStaff, revokeInvitation } from './invite';
import { nameOtherContact, otherContactInput } from './name-other-contact';

const START = '2026-11-21T16:42:00Z';
const DAY = 24 * 60 * 60_000;

let ctx: TestContext;
let actor: Actor;
let inviter: { id: number; email: string };
let implementer: { id: number; email: string };
let tenantId: number;

beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
afterAll(() => ctx.close());

beforeEach(async () => {
  ctx.clock.set(START);
  inviter = await createPerson(ctx);
  implementer = await createPerson(ctx);
  actor = { kind: 'person', userId: inviter.id, sourceAddress: null };
  tenantId = (await createTenant(ctx, { implementerId: implementer.id })).id;
  await ctx.db.prisma.outboxMail.deleteMany();
});

let count = 0;
async function invite() {
  count += 1;
  const email = `dana-${count}@maplegrove.example`;
  const result = await inviteContact(ctx, actor, tenantId, { name: 'Dana Reyes', email });
  if (!result.ok) throw new Error(result.code);
  return { ...result.invitation, token: result.invitation.url.split('/').at(-1) ?? '' };
}

const told = () =>
  ctx.db.prisma.outboxMail.findMany({
    where: { kind: 'invitation-other-contact' },
    orderBy: { id: 'asc' },
  });

const given = (token: string, values: Partial<Parameters<typeof nameOtherContact>[1]> = {}) => ({
  token,
  name: 'Sam Park',
  email: 'Sam.Park@maplegrove.example',
  sourceAddress: 'unknown',
  ...values,
});

test('whoever holds the link says who should get it; implementer and inviter hear, nobody is invited', async () => {
  const { token, id } = await invite();
  expect(await nameOtherContact(ctx, given(token))).toEqual({ ok: true });
  const mails = await told();
  expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual(
    [implementer.email, inviter.email].sort(),
  );
  expect(mails[0]?.text).toContain('Sam Park\nsam.park@maplegrove.example');
  expect(mails[0]).toMatchObject({ tenantId, threadKey: `invitation-${id}` });
  expect(await ctx.db.prisma.invitation.count({ where: { tenantId } })).toBe(1);
});

test('a contact who invited a colleague hears nothing of it: the mail is for our staff', async () => {
  const contact = await createPerson(ctx, {
    tenants: [{ id: tenantId }],
    email: `contact-${tenantId}@maplegrove.example`,
  });
  const by = { kind: 'person', userId: contact.id, sourceAddress: null } as const;
  const email = `colleague-${tenantId}@maplegrove.example`;
  const sent = await inviteColleague(ctx, by, tenantId, { name: 'Lee', email });
  if (!sent.ok) throw new Error(sent.code);
  const token = sent.invitation.url.split('/').at(-1) ?? '';
  expect(await nameOtherContact(ctx, given(token))).toEqual({ ok: true });
  expect((await told()).map(({ toAddress }) => toAddress)).toEqual([implementer.email]);
});

test('an invitation that ran out is still good for it; staff are told of one of staff', async () => {
  const { token } = await invite();
  ctx.clock.advance(8 * DAY);
  expect(await nameOtherContact(ctx, given(token))).toEqual({ ok: true });
  const staff = await inviteStaff(ctx, actor, {
    name: 'Kim',
    email: 'kim@talkingpoints.example',
    role: 'PSM',
  });
  if (!staff.ok) throw new Error(staff.code);
  const staffToken = staff.invitation.url.split('/').at(-1) ?? '';
  expect(await nameOtherContact(ctx, given(staffToken))).toEqual({ ok: true });
  const last = (await told()).at(-1);
  expect(last).toMatchObject({ tenantId: null });
});

test('it is limited per link and per source, and only for the next day', async () => {
  const { token } = await invite();
  for (let n = 0; n < 3; n += 1)
    expect(await nameOtherContact(ctx, given(token, { sourceAddress: `198.51.100.${n}` }))).toEqual(
      { ok: true },
    );
  expect(await nameOtherContact(ctx, given(token))).toMatchObject({
    ok: false,
    code: 'TOO_MANY_NAMES',
    retryAt: new Date('2026-11-22T16:42:00Z'),
  });
  expect(await told()).toHaveLength(6);
  ctx.clock.advance(DAY);
  expect(await nameOtherContact(ctx, given(token))).toEqual({ ok: true });

  const sourceAddress = '203.0.113.9';
  const results = [];
  for (let n = 0; n < 21; n += 1)
    results.push(await nameOtherContact(ctx, given((await invite()).token, { sourceAddress })));
  expect(results.slice(0, 20).every(({ ok }) => ok)).toBe(true);
  expect(results[20]).toMatchObject({ ok: false, code: 'TOO_MANY_NAMES' });
});

test('two at the same moment are counted one after the other', async () => {
  const { token } = await invite();
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => nameOtherContact(ctx, given(token))));
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
});

test.each<[string, (token: string, id: number) => Promise<object> | object, string]>([
  ['a link nobody was sent', () => ({ token: makeToken() }), 'INVITATION_OVER'],
  ['no link at all', () => ({ token: '' }), 'INVITATION_OVER'],
  [
    'an invitation that was withdrawn',
    async (_token, id) => {
      await revokeInvitation(ctx, actor, tenantId, id);
      return {};
    },
    'INVITATION_OVER',
  ],
  [
    'an invitation that was used',
    async (_token, id) => {
      await ctx.db.prisma.invitation.update({
        where: { id },
        data: { verifiedAt: ctx.clock.now() },
      });
      return {};
    },
    'INVITATION_OVER',
  ],
  ['an address that is none', () => ({ email: 'sam' }), 'ADDRESS_INVALID'],
  ['two addresses', () => ({ email: 'a@x.example, b@x.example' }), 'ADDRESS_INVALID'],
  [
    'a line break in the address',
    () => ({ email: 'a@x.example\r\nBcc: b@x.example' }),
    'ADDRESS_INVALID',
  ],
  [
    'the invited address itself',
    () => ({ email: ` DANA-${count}@maplegrove.example ` }),
    'SAME_ADDRESS',
  ],
])('refused without a mail: %s', async (_case, change, code) => {
  const { token, id } = await invite();
  const values = await change(token, id);
  expect(await nameOtherContact(ctx, given(token, values))).toMatchObject({ ok: false, code });
  expect(await told()).toEqual([]);
});

test.each([
  ['a name with a line break', { name: 'Sam\r\nBcc: x@example.org' }],
  ['a name that is too long', { name: 'a'.repeat(101) }],
  ['no name', { name: ' ' }],
  ['a field nobody asked for', { role: 'ADMIN' }],
])('the form takes no %s', (_case, values) => {
  const form = { token: 't', name: 'Sam Park', email: 'sam@maplegrove.example', ...values };
  const parsed = otherContactInput.safeParse(form);
  if (parsed.success) expect(parsed.data.name).not.toMatch(/[\r\n]/);
  else expect(parsed.success).toBe(false);
});
