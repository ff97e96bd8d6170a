import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../../app-context';
import { inviteColleague, inviteContact, resendInvitation, revokeInvitation } from './invite';

const START = '2026-11-21T16:42:00Z';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
beforeEach(() => ctx.clock.set(START));
afterAll(() => ctx.close());

const as = (userId: number): Actor => ({ kind: 'person', userId, sourceAddress: null });

let count = 0;
async function createDistrict(domain = 'maplegrove.example') {
  const tenant = await createTenant(ctx, { name: 'Maple Grove', timeZone: 'America/Chicago' });
  count += 1;
  const createContact = (at: string) =>
    createPerson(ctx, { tenants: [tenant], email: `contact-${(count += 1)}@${at}`, name: 'Lee' });
  const contact = as((await createContact(domain)).id);
  const staff = as((await createPerson(ctx, { name: 'Robin Hale' })).id);
  const invite = (by = contact, email = `colleague-${(count += 1)}@maplegrove.example`) =>
    (by === staff ? inviteContact : inviteColleague)(ctx, by, tenant.id, { name: 'Kim', email });
  const invited = async (by = contact) => {
    const result = await invite(by);
    if (!result.ok) throw new Error(result.code);
    return result.invitation;
  };
  const resend = (by: Actor, id: number) => resendInvitation(ctx, by, tenant.id, id);
  return { tenant, contact, staff, createContact, invite, invited, resend };
}

test('the contacts of a district send ten invitations a day, all together and those sent again as well', async () => {
  const { contact, staff, createContact, invite, invited, resend } = await createDistrict();
  const other = as((await createContact('maplegrove.example')).id);
  const { id } = await invited();
  for (let n = 0; n < 4; n += 1) await invited();
  ctx.clock.advance(11 * MINUTE);
  for (let n = 0; n < 4; n += 1) await invited(other);
  expect(await resend(contact, id)).toMatchObject({ ok: true });
  const refused = {
    ok: false,
    code: 'TOO_MANY_INVITATIONS',
    retryAt: new Date('2026-11-22T16:42:00Z'),
    timeZone: 'America/Chicago',
  };
  expect(await invite(other)).toEqual(refused);
  ctx.clock.advance(11 * MINUTE);
  const before = await ctx.db.prisma.outboxMail.count();
  expect(await resend(contact, id)).toEqual(refused);
  expect(await ctx.db.prisma.outboxMail.count()).toBe(before);

  // Neither our staff nor another district is held up by it.
  expect(await invite(staff)).toMatchObject({ ok: true });
  expect(await resend(staff, id)).toMatchObject({ ok: true });
  const elsewhere = await createDistrict();
  expect(await elsewhere.invite()).toMatchObject({ ok: true });

  ctx.clock.set('2026-11-22T16:42:00Z');
  expect(await invite()).toMatchObject({ ok: true });
  ctx.clock.advance(DAY);
  expect(await invite()).toMatchObject({ ok: true });
});

test('revoking makes no room, and what was refused for another reason takes none', async () => {
  const { tenant, contact, invite, invited } = await createDistrict();
  for (let n = 0; n < 12; n += 1)
    expect(await invite(contact, `someone-${n}@elsewhere.example`)).toMatchObject({ ok: false });
  const { email } = await invited();
  for (let n = 0; n < 12; n += 1)
    expect(await invite(contact, email)).toMatchObject({ code: 'ALREADY_INVITED' });
  for (let n = 0; n < 9; n += 1)
    await revokeInvitation(ctx, contact, tenant.id, (await invited()).id);
  expect(await invite()).toMatchObject({ code: 'TOO_MANY_INVITATIONS' });
});

test('ten that are sent at the same moment as the first are counted one after the other', async () => {
  const { invite } = await createDistrict();
  const results = await Promise.all(Array.from({ length: 13 }, () => invite()));
  expect(results.filter(({ ok }) => ok)).toHaveLength(10);
});

test('a contact sends the same invitation every ten minutes at most, whoever sent it before', async () => {
  const { contact, staff, invited, resend } = await createDistrict();
  const { id } = await invited(staff);
  ctx.clock.advance(10 * MINUTE - 1);
  expect(await resend(contact, id)).toEqual({
    ok: false,
    code: 'SENT_MOMENTS_AGO',
    retryAt: new Date('2026-11-21T16:52:00Z'),
    timeZone: 'America/Chicago',
  });
  expect(await resend(staff, id)).toMatchObject({ ok: true });
  ctx.clock.advance(10 * MINUTE);
  const results = await Promise.all([resend(contact, id), resend(contact, id)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results).toContainEqual(expect.objectContaining({ code: 'SENT_MOMENTS_AGO' }));
});

test('nobody is invited at a domain where anybody gets an address, though a contact has one there', async () => {
  const { contact, createContact, invite } = await createDistrict('gmail.com');
  for (const domain of ['gmail.com', 'GMail.com', 'yahoo.co.uk'])
    expect(await invite(contact, `someone@${domain}`)).toEqual({
      ok: false,
      code: 'PUBLIC_MAIL_DOMAIN',
      domain: domain.toLowerCase(),
    });
  expect(await invite()).toEqual({ ok: false, code: 'OTHER_DOMAIN', domains: '' });
  await createContact('maplegrove.example');
  expect(await invite(contact, 'someone@elsewhere.example')).toMatchObject({
    code: 'OTHER_DOMAIN',
    domains: 'maplegrove.example',
  });
  expect(await invite()).toMatchObject({ ok: true });
});

test('the mail of a colleague says who they are; sent again by our staff it is ours', async () => {
  const { invited, staff, resend } = await createDistrict();
  const { id } = await invited();
  const newest = async () =>
    (await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } })).text;
  const theirs = await newest();
  expect(theirs).toContain('Lee, your colleague at Maple Grove, invites you');
  expect(theirs).toContain('Lee at Maple Grove entered this address');
  expect(theirs).not.toContain('at TalkingPoints entered');
  await resend(staff, id);
  expect(await newest()).toContain('Robin Hale at TalkingPoints entered this address');
});
