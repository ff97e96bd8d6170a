import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../app-context';
import { makeToken } from '../auth/keyed-hash';
import { requestCode } from '../auth/request-code';
import { findSessionPerson } from '../auth/sessions';
import { verifyCode } from '../auth/verify-code';
import { askForNewInvitation, openInvitation } from './commands/open-invitation';
import { inviteContact, inviteStaff, resendInvitation, revokeInvitation } from './commands/invite';
import { listInvitations } from './queries/list-invitations';

const START = '2026-11-21T16:42:00Z';
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let ctx: TestContext;
let actor: Actor;
let inviter: { id: number; name: string; email: string };
let tenant: { id: number; slug: string; name: string };

beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});

afterAll(() => ctx.close());

beforeEach(async () => {
  ctx.clock.set(START);
  await ctx.db.prisma.outboxMail.deleteMany();
  inviter = await createPerson(ctx, { role: 'IMPLEMENTATION', name: 'Robin Hale' });
  actor = { kind: 'person', userId: inviter.id, sourceAddress: null };
  tenant = await createTenant(ctx, { timeZone: 'America/Chicago', implementerId: inviter.id });
});

let count = 0;
const newAddress = () => `dana-${++count}@maplegrove.example`;

async function invited(email = newAddress()) {
  const result = await inviteContact(ctx, actor, tenant.id, { name: 'Dana Reyes', email });
  if (!result.ok) throw new Error(result.code);
  return { ...result.invitation, token: tokenOf(result.invitation.url) };
}

const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

async function accept(token: string, browserToken = makeToken()) {
  const shared = { browserToken, sourceAddress: 'unknown', userAgent: 'test' };
  const asked = await requestCode(ctx, { ...shared, email: '', invitationToken: token });
  if (!asked.ok) return asked;
  const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return verifyCode(ctx, { ...shared, email: asked.address, code: mail.text.slice(0, 6) });
}

const audits = (objectId: number) =>
  ctx.db.prisma.auditEvent
    .findMany({
      where: { objectType: 'invitation', objectId: String(objectId) },
      orderBy: { id: 'asc' },
    })
    .then((rows) => rows.map(({ action, actorId, tenantId }) => ({ action, actorId, tenantId })));

describe('an invitation', () => {
  test('from the email to the district’s page', async () => {
    const { id, email, token, url, expiresAt } = await invited();
    expect(url).toBe(`${ctx.settings.publicUrl}/invitation/${token}`);
    expect(expiresAt).toEqual(new Date('2026-11-28T16:42:00Z'));
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow();
    expect(mail).toMatchObject({ kind: 'invitation', toAddress: email, tenantId: tenant.id });
    expect(mail.text).toContain('Robin Hale invites you');
    expect(mail.text).toContain('Nov 28, 10:42 AM CST');

    expect((await listInvitations(ctx, tenant.id))[0]).toMatchObject({ id, state: 'sent' });
    expect(await openInvitation(ctx, token)).toEqual({
      id,
      state: 'opened',
      email,
      name: 'Dana Reyes',
      role: 'DISTRICT_CONTACT',
      tenant: { slug: tenant.slug, name: tenant.name },
      inviterName: 'Robin Hale',
      expiresAt,
      timeZone: 'America/Chicago',
    });

    const entered = await accept(token);
    if (!('signedIn' in entered)) throw new Error('not signed in');
    expect(entered.signedIn.tenantSlug).toBe(tenant.slug);
    const person = await findSessionPerson(ctx, entered.signedIn.sessionToken);
    expect(person).toMatchObject({ email, role: 'DISTRICT_CONTACT', tenantIds: [tenant.id] });
    expect((await openInvitation(ctx, token))?.state).toBe('verified');
    expect(await audits(id)).toEqual([
      { action: 'invitation.sent', actorId: inviter.id, tenantId: tenant.id },
      { action: 'invitation.verified', actorId: person?.userId, tenantId: tenant.id },
    ]);
  });

  test('is stored without its token', async () => {
    const { id, token } = await invited();
    const row = await ctx.db.prisma.invitation.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(token).toHaveLength(43);
  });

  test('opened a hundred times by a mail scanner only notes the first time', async () => {
    const { id, token } = await invited();
    ctx.clock.advance(HOUR);
    await Promise.all(Array.from({ length: 20 }, () => openInvitation(ctx, token)));
    ctx.clock.advance(HOUR);
    await openInvitation(ctx, token);
    const row = await ctx.db.prisma.invitation.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ openedAt: new Date('2026-11-21T17:42:00Z'), verifiedAt: null });
    expect(await ctx.db.prisma.session.count()).toBe(
      await ctx.db.prisma.auditEvent.count({ where: { action: 'session.started' } }),
    );
    expect(await ctx.db.prisma.outboxMail.count()).toBe(1);
  });

  test.each([
    ['a moment before seven days', 7 * DAY - 1, 'opened', true],
    ['at seven days', 7 * DAY, 'expired', false],
  ])('%s', async (_name, wait, state, works) => {
    const { token } = await invited();
    ctx.clock.advance(wait);
    expect((await openInvitation(ctx, token))?.state).toBe(state);
    expect(await accept(token)).toMatchObject(
      works ? { ok: true } : { ok: false, code: 'INVITATION_NOT_USABLE' },
    );
  });

  test('revoked while a code is in the mail lets nobody in', async () => {
    const { id, token, email } = await invited();
    const shared = { browserToken: makeToken(), sourceAddress: 'unknown', userAgent: 'test' };
    await requestCode(ctx, { ...shared, email: '', invitationToken: token });
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(await revokeInvitation(ctx, actor, tenant.id, id)).toEqual({ ok: true });
    expect(await verifyCode(ctx, { ...shared, email, code: mail.text.slice(0, 6) })).toEqual({
      ok: false,
      code: 'INVITATION_NOT_USABLE',
    });
    expect((await openInvitation(ctx, token))?.state).toBe('revoked');
    expect(await ctx.db.prisma.user.count({ where: { email } })).toBe(0);
  });

  test('works once; afterwards its reader signs in with the address', async () => {
    const { token, email } = await invited();
    expect(await accept(token)).toMatchObject({ ok: true });
    expect(await accept(token)).toEqual({ ok: false, code: 'INVITATION_NOT_USABLE' });
    const shared = { browserToken: makeToken(), sourceAddress: 'unknown', userAgent: 'test' };
    await requestCode(ctx, { ...shared, email });
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const entered = await verifyCode(ctx, { ...shared, email, code: mail.text.slice(0, 6) });
    expect(entered).toMatchObject({ ok: true, signedIn: { tenantSlug: null } });
  });

  test('sent again: the new link works for seven days from then, the old one no more', async () => {
    const { id, token } = await invited();
    await openInvitation(ctx, token);
    ctx.clock.advance(8 * DAY);
    const again = await resendInvitation(ctx, actor, tenant.id, id);
    if (!again.ok) throw new Error(again.code);
    const newToken = tokenOf(again.invitation.url);
    expect(await openInvitation(ctx, token)).toBeNull();
    expect((await listInvitations(ctx, tenant.id))[0]).toMatchObject({
      state: 'sent',
      timesSent: 2,
    });
    expect(await accept(token)).toEqual({ ok: false, code: 'INVITATION_NOT_USABLE' });
    expect(await accept(newToken)).toMatchObject({ ok: true });
    expect(await resendInvitation(ctx, actor, tenant.id, id)).toEqual({
      ok: false,
      code: 'ALREADY_VERIFIED',
    });
    expect(await revokeInvitation(ctx, actor, tenant.id, id)).toEqual({
      ok: false,
      code: 'ALREADY_VERIFIED',
    });
  });

  test('revoked is not sent again', async () => {
    const { id } = await invited();
    await revokeInvitation(ctx, actor, tenant.id, id);
    expect(await resendInvitation(ctx, actor, tenant.id, id)).toEqual({
      ok: false,
      code: 'REVOKED',
    });
  });

  test('of one district cannot be named by another', async () => {
    const { id } = await invited();
    const other = await createTenant(ctx);
    const notFound = { ok: false, code: 'INVITATION_NOT_FOUND' };
    expect(await resendInvitation(ctx, actor, other.id, id)).toEqual(notFound);
    expect(await resendInvitation(ctx, actor, null, id)).toEqual(notFound);
    expect(await revokeInvitation(ctx, actor, other.id, id)).toEqual(notFound);
    expect(await listInvitations(ctx, other.id)).toEqual([]);
  });

  test('a token nobody was sent opens nothing', async () => {
    expect(await openInvitation(ctx, makeToken())).toBeNull();
    expect(await openInvitation(ctx, '../../etc')).toBeNull();
  });

  test('of a second district makes the same person a member of both', async () => {
    const first = await invited();
    await accept(first.token);
    const other = await createTenant(ctx);
    const result = await inviteContact(ctx, actor, other.id, {
      name: 'Dana Reyes',
      email: first.email,
    });
    if (!result.ok) throw new Error(result.code);
    await accept(tokenOf(result.invitation.url));
    const people = await ctx.db.prisma.user.findMany({
      where: { email: first.email },
      include: { memberships: { orderBy: { tenantId: 'asc' } } },
    });
    expect(people).toHaveLength(1);
    expect(people[0]?.memberships.map(({ tenantId }) => tenantId)).toEqual([tenant.id, other.id]);
  });

  test('an invited person cannot be locked out by a stranger who guesses', async () => {
    const { token, email } = await invited();
    const stranger = { browserToken: makeToken(), sourceAddress: 'unknown', userAgent: 'test' };
    for (let i = 0; i < 3; i++) await requestCode(ctx, { ...stranger, email });
    expect(await requestCode(ctx, { ...stranger, email })).toMatchObject({
      code: 'TOO_MANY_CODES',
    });
    expect(await accept(token)).toMatchObject({ ok: true });
  });
});

describe('who can be invited', () => {
  const invite = (email: string) =>
    inviteContact(ctx, actor, tenant.id, { name: 'Dana Reyes', email });

  test('nobody twice', async () => {
    const { email, token } = await invited();
    expect(await invite(email)).toEqual({ ok: false, code: 'ALREADY_INVITED' });
    await accept(token);
    expect(await invite(email)).toEqual({ ok: false, code: 'ALREADY_MEMBER' });
  });

  test('two clicks at once send one mail', async () => {
    const email = newAddress();
    const results = await Promise.all([invite(email), invite(email), invite(email)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await ctx.db.prisma.outboxMail.count()).toBe(1);
  });

  test('neither staff as a contact nor a contact as staff', async () => {
    expect(await invite(inviter.email)).toEqual({ ok: false, code: 'ADDRESS_IS_STAFF' });
    const contact = await createPerson(ctx, { tenants: [tenant] });
    expect(
      await inviteStaff(ctx, actor, { name: 'X', email: contact.email, role: 'ADMIN' }),
    ).toEqual({ ok: false, code: 'ADDRESS_IS_CONTACT' });
    expect(await inviteStaff(ctx, actor, { name: 'X', email: inviter.email, role: 'PSM' })).toEqual(
      { ok: false, code: 'ALREADY_MEMBER' },
    );
  });

  test('nobody who was disabled, before or after the mail', async () => {
    const disabledAt = new Date(START);
    const gone = await createPerson(ctx, { role: 'DISTRICT_CONTACT', disabledAt });
    expect(await invite(gone.email)).toEqual({ ok: false, code: 'PERSON_DISABLED' });
    const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT' });
    const { token } = await invited(contact.email);
    await ctx.db.prisma.user.update({ where: { id: contact.id }, data: { disabledAt } });
    expect(await accept(token)).toEqual({ ok: false, code: 'INVITATION_NOT_USABLE' });
  });

  test('no address that is none, no district that is none', async () => {
    expect(await invite('dana＠maplegrove.example')).toEqual({
      ok: false,
      code: 'ADDRESS_INVALID',
    });
    expect(await inviteContact(ctx, actor, 999_999, { name: 'X', email: newAddress() })).toEqual({
      ok: false,
      code: 'TENANT_NOT_FOUND',
    });
  });

  test('staff, by staff', async () => {
    const email = newAddress();
    const result = await inviteStaff(ctx, actor, { name: 'Sam Ito', email, role: 'PSM' });
    if (!result.ok) throw new Error(result.code);
    const entered = await accept(tokenOf(result.invitation.url));
    expect(entered).toMatchObject({
      ok: true,
      signedIn: { person: { email, name: 'Sam Ito', role: 'PSM' }, tenantSlug: null },
    });
    expect((await listInvitations(ctx, null)).map((row) => row.email)).toContain(email);
  });
});

test('a link that ran out asks the implementer for a new one, once a day', async () => {
  const { token } = await invited();
  await askForNewInvitation(ctx, token);
  const asked = () => ctx.db.prisma.outboxMail.findMany({ where: { kind: 'invitation-asked' } });
  expect(await asked()).toEqual([]);
  ctx.clock.advance(7 * DAY);
  await askForNewInvitation(ctx, token);
  await askForNewInvitation(ctx, token);
  expect((await asked()).map((mail) => mail.toAddress)).toEqual([inviter.email]);
  ctx.clock.advance(DAY);
  await askForNewInvitation(ctx, token);
  expect(await asked()).toHaveLength(2);
  expect(await askForNewInvitation(ctx, makeToken())).toEqual({ ok: true });
});
