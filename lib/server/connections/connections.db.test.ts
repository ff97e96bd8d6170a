import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { createConnection } from './commands/create-connection';
import { checkPassword } from './check-sign-in';
import { generatePassword, revokePassword, rotatePassword } from './commands/passwords';
import { listCredentials } from './queries/list-credentials';
import { connectionHints } from '../tenants/queries/connection-hints';
import { listSftpEvents } from './queries/sftp-events';

const HOUR_MS = 3600_000;
let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const person = await createPerson(ctx, { tenants: [tenant] });
  const actor = { kind: 'person', userId: person.id, sourceAddress: '192.0.2.1' } as const;
  const made = await createConnection(ctx, actor, tenant.id);
  if (!made.ok) throw new Error(made.code);
  return { tenant, person, actor, tenantId: tenant.id, ...made };
}

const auditOf = async (tenantId: number) =>
  (await ctx.db.prisma.auditEvent.findMany({ where: { tenantId }, orderBy: { id: 'asc' } })).map(
    (event) => event.action,
  );

test('a tenant gets one connection for everything, named after it, with the defaults of the settings', async () => {
  const { tenant, tenantId, actor, connectionId, sftpUserName } = await createDistrict();
  expect(sftpUserName).toBe(`tpc-${tenant.slug}`);
  const row = await ctx.db.prisma.connection.findUniqueOrThrow({
    where: { id: connectionId },
    include: { sftp: true },
  });
  expect(row).toMatchObject({
    applyAt: '02:00',
    sftp: { quietSeconds: 600, incompleteAfterSeconds: 21600 },
  });
  const refused = (code: string) => ({ ok: false, code });
  expect(await createConnection(ctx, actor, tenantId)).toEqual(refused('CONNECTION_EXISTS'));
  expect(await createConnection(ctx, actor, 999_999)).toEqual(refused('TENANT_NOT_FOUND'));
  const other = await createTenant(ctx);
  const withName = (values: object) => createConnection(ctx, actor, other.id, values);
  expect(await withName({ sftpUserName })).toEqual(refused('USER_NAME_TAKEN'));
  expect(await withName({ sftpUserName: 'Not a name' })).toEqual(refused('INVALID_USER_NAME'));
  expect(await withName({ applyAt: '25:00' })).toEqual(refused('INVALID_APPLY_AT'));
  expect(await auditOf(tenantId)).toEqual(['connection.created']);
});

test('a password is shown once, kept as a hash, rotated with an overlap and revoked at once', async () => {
  const { tenantId, actor, person, connectionId, sftpUserName } = await createDistrict();
  const first = await generatePassword(ctx, actor, tenantId, connectionId);
  if (!first.ok) throw new Error(first.code);
  expect(first.password).toMatch(/^[2-9A-HJ-NP-Za-km-z]{24}$/);
  expect(await generatePassword(ctx, actor, tenantId, connectionId)).toMatchObject({
    code: 'PASSWORD_EXISTS',
  });
  const signsIn = async (password: string) => (await checkPassword(ctx, sftpUserName, password)).ok;
  expect(await signsIn(first.password)).toBe(true);
  expect(await signsIn(`${first.password}x`)).toBe(false);

  const second = await rotatePassword(ctx, actor, tenantId, connectionId);
  if (!second.ok) throw new Error(second.code);
  ctx.clock.advance(72 * HOUR_MS - 1);
  expect([await signsIn(first.password), await signsIn(second.password)]).toEqual([true, true]);
  ctx.clock.advance(1);
  expect([await signsIn(first.password), await signsIn(second.password)]).toEqual([false, true]);
  expect(await revokePassword(ctx, actor, tenantId, second.passwordId)).toEqual({
    ok: true,
    wasValid: true,
  });
  expect(await revokePassword(ctx, actor, tenantId, second.passwordId)).toMatchObject({
    wasValid: false,
  });
  expect(await signsIn(second.password)).toBe(false);

  const { passwords: listed } = await listCredentials(ctx, tenantId, connectionId);
  expect(listed.map((row) => row.isValid)).toEqual([false, false]);
  expect(listed[0]?.createdByName).toBe(person.name);
  const tables = [
    await ctx.db.prisma.sftpCredential.findMany(),
    await ctx.db.prisma.auditEvent.findMany(),
    await ctx.db.prisma.outboxMail.findMany(),
  ];
  for (const password of [first.password, second.password])
    expect(
      JSON.stringify([tables, listed], (_key, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    ).not.toContain(password);
  expect(await auditOf(tenantId)).toEqual([
    'connection.created',
    'sftp-password.generated',
    'sftp-password.rotated',
    'sftp-password.revoked',
  ]);
  const mails = await ctx.db.prisma.outboxMail.findMany({ where: { tenantId } });
  expect(mails.map((mail) => mail.kind)).toEqual([
    'credentials-created',
    'credentials-rotated',
    'credentials-revoked',
  ]);
});

test.each([
  ['the old one', 0, 'the old SFTP password was revoked', 'The newer password still works.'],
  ['the new one', 1, 'the new SFTP password was revoked', 'The older password still works'],
])(
  'of two passwords that work %s is revoked: the mail says that files can be sent',
  async (_name, which, subject, sentence) => {
    const { tenantId, actor, connectionId } = await createDistrict();
    const first = await generatePassword(ctx, actor, tenantId, connectionId);
    const second = await rotatePassword(ctx, actor, tenantId, connectionId);
    if (!first.ok || !second.ok) throw new Error('no password');
    const ids = [first.passwordId, second.passwordId];
    const revokedMail = () =>
      ctx.db.prisma.outboxMail.findFirstOrThrow({
        where: { tenantId, kind: 'credentials-revoked' },
        orderBy: { id: 'desc' },
      });
    await revokePassword(ctx, actor, tenantId, ids[which] ?? 0);
    const mail = await revokedMail();
    expect(mail.subject).toContain(subject);
    expect(mail.text).toContain(sentence);
    await revokePassword(ctx, actor, tenantId, ids[1 - which] ?? 0);
    const last = await revokedMail();
    expect(last.subject).toContain('the SFTP password was revoked');
    expect(last.text).toContain(
      'No files can be sent until someone generates a new password or adds an SSH key.',
    );
  },
);

test('another district’s connection and passwords look as if they were not there', async () => {
  const [mine, theirs] = [await createDistrict(), await createDistrict()];
  const made = await generatePassword(ctx, theirs.actor, theirs.tenantId, theirs.connectionId);
  if (!made.ok) throw new Error(made.code);
  const missing = { ok: false, code: 'NO_SUCH_CONNECTION' };
  const { actor, tenantId } = mine;
  expect(await generatePassword(ctx, actor, tenantId, theirs.connectionId)).toEqual(missing);
  expect(await rotatePassword(ctx, actor, tenantId, theirs.connectionId)).toEqual(missing);
  expect(await revokePassword(ctx, actor, tenantId, made.passwordId)).toEqual({
    ok: false,
    code: 'NO_SUCH_PASSWORD',
  });
  expect(await listCredentials(ctx, tenantId, theirs.connectionId)).toEqual({
    passwords: [],
    keys: [],
  });
  expect(await listSftpEvents(ctx, tenantId, theirs.connectionId)).toBeNull();
  expect(await connectionHints(ctx, tenantId, theirs.connectionId)).toEqual([]);
});

test('when nothing works, hints say what was seen', async () => {
  const { tenantId, connectionId } = await createDistrict();
  const sourceAddress = '203.0.113.4';
  const now = () => ctx.clock.now();
  const see = (kind: string, values: object = {}) =>
    ctx.db.prisma.sftpEvent.create({
      data: { connectionId, kind, sourceAddress, at: now(), ...values },
    });
  await see('SIGN_IN_CUT', { connectionId: null, sourceAddress: '198.51.100.9' });
  expect(await connectionHints(ctx, tenantId, connectionId)).toEqual([
    { code: 'NO_PASSWORD' },
    { code: 'CUT_BEFORE_SIGN_IN', sourceAddress: null, count: 1, lastAt: now() },
  ]);

  for (let failures = 0; failures < 3; failures++) await see('WRONG_PASSWORD');
  const receive = (fileName: string, values: object = {}) =>
    ctx.db.prisma.delivery.create({
      data: {
        tenantId,
        connectionId,
        fileName,
        state: 'RECEIVED',
        byteCount: 100,
        storageKey: `hints/${fileName.toLowerCase().replace(/[^a-z]/g, '')}`,
        sourceAddress,
        touchedAt: now(),
        ...values,
      },
    });
  await receive('enrollments.csv', { touchedAt: new Date(now().getTime() - 48 * HOUR_MS) });
  await receive('Users.csv');
  await receive('upload/orgs.csv');
  await receive('enrollments.csv', { state: 'INCOMPLETE', byteCount: 61 });
  await assembleSyncRuns(ctx);
  const hints = await connectionHints(ctx, tenantId, connectionId);
  expect(hints).toEqual(
    expect.arrayContaining([
      { code: 'WRONG_PASSWORD', sourceAddress, count: 3, lastAt: now() },
      { code: 'WRONG_NAME', fileName: 'Users.csv', rightName: 'users.csv' },
      { code: 'FOLDER_INSTEAD_OF_ROOT', fileName: 'upload/orgs.csv', rightName: 'orgs.csv' },
      expect.objectContaining({ code: 'WAITING_FOR_FILES', missing: expect.any(Array) }),
      {
        code: 'UPLOAD_STOPPED',
        fileName: 'enrollments.csv',
        byteCount: 61,
        percent: 61,
        at: now(),
      },
    ]),
  );

  ctx.clock.advance(1000);
  await see('SIGNED_IN');
  const after = await connectionHints(ctx, tenantId, connectionId);
  expect(after.map((hint) => hint.code)).not.toContain('WRONG_PASSWORD');
});

test('a connection that had to make room, that a restart ended or that knows old algorithms only is not called a firewall', async () => {
  const { tenantId, connectionId } = await createDistrict();
  const [sourceAddress, lastAt] = ['203.0.113.77', ctx.clock.now()];
  const see = (kind: string, values: object = {}) =>
    ctx.db.prisma.sftpEvent.create({
      data: { connectionId: null, kind, sourceAddress, at: lastAt, ...values },
    });
  await see('WRONG_PASSWORD', { connectionId });
  for (const code of ['TOO_MANY_WAITING', 'SERVER_STOPPED', 'TOO_MANY_WAITING', 'NO_COMMON_MAC'])
    await see('SIGN_IN_CUT', { code });
  const hints = await connectionHints(ctx, tenantId, connectionId);
  expect(hints).toContainEqual({ code: 'TOO_MANY_WAITING', sourceAddress, count: 2, lastAt });
  expect(hints).toContainEqual({ code: 'NO_COMMON_MAC', sourceAddress, count: 1, lastAt });
  expect(hints.map(({ code }) => code)).not.toContain('CUT_BEFORE_SIGN_IN');
});
