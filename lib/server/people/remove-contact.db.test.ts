import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createClientFolder, createKeyPair, type ClientFolder } from '@/lib/testing/sftp';
import { checkKey } from '../connections/check-sign-in';
import { addPublicKey } from '../connections/commands/public-keys';
import { generatePassword, rotatePassword } from '../connections/commands/passwords';
import { findKnownToFormer } from '../connections/queries/passwords-of-former';
import { inviteColleague } from '../invitations/commands/invite';
import { removeContact } from './commands/remove-contact';

let ctx: TestContext;
let folder: ClientFolder;
beforeAll(async () => {
  ctx = await createTestContext();
  folder = await createClientFolder();
});
afterAll(async () => {
  await folder.remove();
  await ctx.close();
});

const as = (userId: number) => ({ kind: 'person', userId, sourceAddress: null }) as const;
const keep = { revokesKeys: false };

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const one = await createPerson(ctx, { tenants: [tenant] });
  const two = await createPerson(ctx, { tenants: [tenant] });
  const members = async () =>
    (await ctx.db.prisma.tenantMember.findMany({ where: { tenantId: tenant.id } })).map(
      ({ userId }) => userId,
    );
  return { tenant, tenantId: tenant.id, connection, one, two, members };
}

test('the last contact stays until somebody else is one; of two who leave at once one stays', async () => {
  const { tenantId, one, two, members } = await createDistrict();
  const results = await Promise.all([
    removeContact(ctx, as(one.id), { tenantId, userId: one.id }, keep),
    removeContact(ctx, as(two.id), { tenantId, userId: two.id }, keep),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results).toContainEqual({ ok: false, code: 'LAST_CONTACT' });
  expect(await members()).toHaveLength(1);
  const staff = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  const [last] = await members();
  const removal = removeContact(ctx, as(staff.id), { tenantId, userId: last ?? 0 }, keep);
  expect(await removal).toMatchObject({ ok: true });
});

test('two who remove each other at once leave one of them', async () => {
  for (let time = 0; time < 3; time += 1) {
    const { tenantId, one, two, members } = await createDistrict();
    const results = await Promise.all([
      removeContact(ctx, as(one.id), { tenantId, userId: two.id }, keep),
      removeContact(ctx, as(two.id), { tenantId, userId: one.id }, keep),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await members()).toHaveLength(1);
  }
});

test('who is no contact of the district keeps their keys', async () => {
  const { tenantId, connection, one } = await createDistrict();
  const other = await createDistrict();
  const staff = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  const { publicKey } = await createKeyPair(folder, `of-staff-${tenantId}`);
  const to = { tenantId, connectionId: connection.id };
  await addPublicKey(ctx, as(staff.id), to, { name: 'of staff', text: publicKey });
  await ctx.db.prisma.outboxMail.deleteMany({ where: { tenantId } });
  for (const userId of [staff.id, other.one.id, 999_999_999])
    expect(
      await removeContact(ctx, as(one.id), { tenantId, userId }, { revokesKeys: true }),
    ).toEqual({ ok: false, code: 'CONTACT_NOT_FOUND' });
  expect((await checkKey(ctx, connection.sftp.userName, publicKey.split(' ')[1] ?? '')).ok).toBe(
    true,
  );
  expect(await ctx.db.prisma.outboxMail.count({ where: { tenantId } })).toBe(0);
});

test('a contact whose account is disabled is nobody to leave the district to', async () => {
  const { tenantId, one, two } = await createDistrict();
  await ctx.db.prisma.user.update({ where: { id: two.id }, data: { disabledAt: ctx.clock.now() } });
  expect(await removeContact(ctx, as(one.id), { tenantId, userId: one.id }, keep)).toEqual({
    ok: false,
    code: 'LAST_CONTACT',
  });
  // And can be removed all the same.
  expect(await removeContact(ctx, as(one.id), { tenantId, userId: two.id }, keep)).toMatchObject({
    ok: true,
  });
});

test('their keys go with them where that is asked, those of others stay, and everybody is told', async () => {
  const { tenantId, connection, one, two } = await createDistrict();
  const to = { tenantId, connectionId: connection.id };
  const add = async (by: number, name: string) => {
    const { publicKey } = await createKeyPair(folder, `${name}-${tenantId}`);
    await addPublicKey(ctx, as(by), to, { name, text: publicKey });
    const blob = publicKey.split(' ')[1] ?? '';
    return async () => (await checkKey(ctx, connection.sftp.userName, blob)).ok;
  };
  const theirs = await add(two.id, 'theirs');
  const ours = await add(one.id, 'ours');
  await ctx.db.prisma.outboxMail.deleteMany({ where: { tenantId } });
  const removed = await removeContact(
    ctx,
    as(one.id),
    { tenantId, userId: two.id },
    { revokesKeys: true },
  );
  expect(removed).toEqual({ ok: true, revokedKeys: 1 });
  expect([await theirs(), await ours()]).toEqual([false, true]);
  const mails = await ctx.db.prisma.outboxMail.findMany({ where: { tenantId } });
  expect(mails.map(({ kind, toAddress }) => [kind, toAddress]).sort()).toEqual(
    [one, two].map(({ email }) => ['credentials-key-revoked', email]).sort(),
  );
});

test('sessions end with the last district, and not before', async () => {
  const first = await createDistrict();
  const second = await createDistrict();
  const { id: userId } = first.two;
  await ctx.db.prisma.tenantMember.create({ data: { tenantId: second.tenantId, userId } });
  const session = await ctx.db.prisma.session.create({
    data: { userId, tokenHash: crypto.randomUUID(), expiresAt: new Date('2100-01-01') },
  });
  const isOver = async () =>
    (await ctx.db.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).revokedAt !==
    null;
  await removeContact(ctx, as(first.one.id), { tenantId: first.tenantId, userId }, keep);
  expect(await isOver()).toBe(false);
  await removeContact(ctx, as(second.one.id), { tenantId: second.tenantId, userId }, keep);
  expect(await isOver()).toBe(true);
});

test('who made a password and left is named until it is replaced; staff are not', async () => {
  const { tenantId, connection, one, two } = await createDistrict();
  const known = () => findKnownToFormer(ctx, tenantId);
  const nobody = { makers: [], removedAt: null };
  // The audit log has the time of the database.
  ctx.clock.set(new Date().toISOString());
  expect(await known()).toEqual(nobody);
  const made = await generatePassword(ctx, as(two.id), tenantId, connection.id);
  expect(made.ok).toBe(true);
  expect(await known()).toEqual(nobody);
  await removeContact(ctx, as(one.id), { tenantId, userId: two.id }, keep);
  const { name } = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: two.id } });
  expect(await known()).toEqual({ makers: [name], removedAt: expect.any(Date) as Date });
  const staff = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  await ctx.db.prisma.sftpCredential.updateMany({
    where: { tenantId },
    data: { createdById: staff.id },
  });
  expect(await known()).toEqual({ makers: [], removedAt: expect.any(Date) as Date });
  ctx.clock.advance(60_000);
  await rotatePassword(ctx, as(one.id), tenantId, connection.id, { overlapHours: 72 });
  expect(await known()).toEqual(nobody);
});

test('a contact invites at the domains of the district’s contacts, whatever the case, and nowhere else', async () => {
  const { tenantId, one } = await createDistrict();
  await ctx.db.prisma.user.update({
    where: { id: one.id },
    data: { email: `one-${tenantId}@lakeview.example` },
  });
  const invite = (email: string) =>
    inviteColleague(ctx, as(one.id), tenantId, { name: 'Colleague', email });
  for (const email of [
    'someone@lakeview.example.org',
    'someone@sub.lakeview.example',
    'someone@notlakeview.example',
    '"someone@lakeview.example"@elsewhere.example',
  ])
    expect(await invite(email)).toMatchObject({ ok: false });
  expect(await invite('someone@lakeview.example.org')).toMatchObject({ code: 'OTHER_DOMAIN' });
  expect(await invite(`someone-${tenantId}@LakeView.Example`)).toMatchObject({ ok: true });
});
