// Mail that waits for the morning, or for a mail server: what is no longer so is not sent, and waiting is no trouble.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { checkHealth } from '../health/check-health';
import { filesIncompleteMail } from './file-messages';
import { findMailTrouble } from './mail-trouble';
import { queueMail, type NewMail } from './outbox';
import { queueMailToContacts } from './recipients';
import { sendDueMail } from './send';

// 11 PM in Chicago; quiet until 6 AM, which is noon in UTC.
const NIGHT = '2026-11-22T05:00:00Z';
const MINUTE = 60_000;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({
    now: NIGHT,
    // Nothing listens there.
    settings: { smtpUrl: 'smtp://127.0.0.1:1', mailQuietHours: { fromHour: 21, toHour: 6 } },
  });
});
beforeEach(() => ctx.clock.set(NIGHT));
afterEach(() => ctx.db.prisma.outboxMail.deleteMany());
afterAll(() => ctx.close());

async function createDistrict() {
  const tenant = await createTenant(ctx, { timeZone: 'America/Chicago' });
  const contact = await createPerson(ctx, { tenants: [tenant] });
  const connection = await createConnection(ctx, tenant);
  const receive = async (at: Date, connectionId = connection.id) => {
    const { id } = await ctx.db.prisma.syncRun.create({
      data: {
        ...{ tenantId: tenant.id, connectionId, state: 'INCOMPLETE' },
        ...{ lastArrivalAt: at, createdAt: at, finishedAt: at },
      },
      select: { id: true },
    });
    return id;
  };
  return { tenant, tenantId: tenant.id, contact, receive };
}

const newMail = (
  kind: NewMail['kind'],
  more: { tenantId?: number; threadKey?: string; address?: string } = {},
): NewMail => ({
  kind,
  tenantId: more.tenantId ?? null,
  to: { address: more.address ?? 'dana@maplegrove.example' },
  ...(more.threadKey ? { threadKey: more.threadKey } : {}),
  subject: kind,
  text: 'text',
  html: '<p>text</p>',
  at: ctx.clock.now(),
});

const queue = (mail: NewMail) => ctx.db.prisma.$transaction((tx) => queueMail(tx, mail));

const held = async () =>
  (await ctx.db.prisma.outboxMail.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind);

test('that files are late or missing is not said once newer ones came; other mail stays', async () => {
  const { tenantId, receive } = await createDistrict();
  const run = await receive(ctx.clock.now());
  await queue(newMail('files-late', { tenantId, threadKey: `late-${tenantId}-1` }));
  await queue(newMail('files-incomplete', { tenantId, threadKey: `run-${run}` }));
  await queue(newMail('run-invalid', { tenantId, threadKey: `run-${run}` }));
  await sendDueMail(ctx);
  expect(await held()).toEqual(['files-late', 'files-incomplete', 'run-invalid']);
  await (await createDistrict()).receive(new Date(ctx.clock.now().getTime() + MINUTE));
  await sendDueMail(ctx);
  expect(await held()).toHaveLength(3);
  ctx.clock.advance(30 * MINUTE);
  await receive(ctx.clock.now());
  await sendDueMail(ctx);
  expect(await held()).toEqual(['run-invalid']);
});

test('a demo keeps what it said on the way: its weeks are played in a minute', async () => {
  const { tenantId, receive } = await createDistrict();
  await ctx.db.prisma.tenant.update({ where: { id: tenantId }, data: { isDemo: true } });
  await queue(newMail('files-late', { tenantId }));
  await receive(new Date(ctx.clock.now().getTime() + MINUTE));
  expect(await sendDueMail(ctx)).toMatchObject({ sent: 1 });
  expect(await held()).toEqual(['files-late']);
});

test('the same of a mail that a mail server put off; not of one whose end is unknown', async () => {
  const { tenantId, receive } = await createDistrict();
  ctx.clock.set('2026-11-21T18:00:00Z');
  const [refused = 0, unknown = 0] = [
    await queue(newMail('files-late', { tenantId })),
    await queue(newMail('files-late', { tenantId })),
  ];
  await sendDueMail(ctx);
  await ctx.db.prisma.outboxMail.update({ where: { id: unknown }, data: { lastErrorCode: null } });
  await receive(new Date(ctx.clock.now().getTime() + MINUTE));
  await sendDueMail(ctx);
  // Its time has not come: another worker may have it in its hands.
  expect(await held()).toHaveLength(2);
  ctx.clock.advance(2 * MINUTE);
  await sendDueMail(ctx);
  const rows = await ctx.db.prisma.outboxMail.findMany({ where: { tenantId } });
  expect(rows.map(({ id }) => id)).toEqual([unknown]);
  expect(refused).not.toBe(unknown);
});

test('files of another connection complete no set; the next incomplete one is told of anew', async () => {
  const { tenantId, receive } = await createDistrict();
  const run = await receive(ctx.clock.now());
  const tell = (runId: number) =>
    ctx.db.prisma.$transaction((tx) =>
      queueMailToContacts(tx, tenantId, (reader) =>
        filesIncompleteMail(ctx, {
          ...reader,
          run: { id: runId, number: 1 },
          missingFileNames: ['users.csv'],
          receivedFileNames: [],
          hints: [],
          hasRoster: true,
          earlier: { ready: null, isUnderReview: false, isPaused: false },
        }),
      ),
    );
  await tell(run);
  const other = await ctx.db.prisma.connection.create({ data: { tenantId, kind: 'SFTP' } });
  ctx.clock.advance(MINUTE);
  await receive(ctx.clock.now(), other.id);
  await sendDueMail(ctx);
  expect(await held()).toEqual(['files-incomplete']);
  const next = await receive(ctx.clock.now());
  await sendDueMail(ctx);
  expect(await held()).toEqual([]);
  ctx.clock.advance(MINUTE);
  await tell(next);
  expect(await held()).toEqual(['files-incomplete']);
});

test.each([
  ['by day', '2026-11-21T18:00:00Z', '2026-11-21T18:01:00.000Z'],
  ['into the night, at its end', '2026-11-22T02:59:30Z', '2026-11-22T12:00:00.000Z'],
  [
    'into the night in which the clocks go back',
    '2026-11-01T01:59:30Z',
    '2026-11-01T12:00:00.000Z',
  ],
])('what failed is tried again %s, and the stored time says so', async (_when, at, again) => {
  ctx.clock.set(at);
  const { tenantId } = await createDistrict();
  const id = await queue(newMail('run-invalid', { tenantId }));
  await sendDueMail(ctx);
  const row = await ctx.db.prisma.outboxMail.findUniqueOrThrow({ where: { id } });
  expect(row.nextAttemptAt.toISOString()).toBe(again);
  const trouble = await findMailTrouble(ctx, [row.toAddress]);
  expect(trouble.get(row.toAddress)?.nextAttemptAt?.toISOString()).toBe(again);
});

test('what is urgent is tried again at night as well', async () => {
  const { tenantId } = await createDistrict();
  const id = await queue(newMail('invitation', { tenantId }));
  await sendDueMail(ctx);
  const row = await ctx.db.prisma.outboxMail.findUniqueOrThrow({ where: { id } });
  expect(row.nextAttemptAt).toEqual(new Date(ctx.clock.now().getTime() + MINUTE));
});

test('mail that waited for the morning is late a quarter of an hour after it, and one is one', async () => {
  const { tenantId } = await createDistrict();
  const id = await queue(newMail('run-invalid', { tenantId }));
  ctx.clock.set('2026-11-22T12:00:00Z');
  const health = async () => (await checkHealth(ctx)).checks.mail;
  expect(await health()).toMatchObject({
    status: 'ok',
    ageSeconds: 0,
    reason: '1 mail is being sent.',
  });
  ctx.clock.set('2026-11-22T12:16:00Z');
  expect(await health()).toMatchObject({
    status: 'warning',
    reason: expect.stringMatching(/^1 mail waits, for 16 minutes\./),
  });
  await queue(newMail('run-invalid', { tenantId }));
  expect((await health()).reason).toMatch(/^2 mails wait, the oldest for 16 minutes\./);
  // In the hands of the mail server since the evening before: not before the morning.
  await ctx.db.prisma.outboxMail.update({
    where: { id },
    data: { createdAt: '2026-11-22T02:50:00Z', attempts: 3, lastErrorCode: 'SMTP_451' },
  });
  ctx.clock.set('2026-11-22T12:05:00Z');
  expect(await health()).toMatchObject({ status: 'ok' });
});

test('what nobody may hold back is late as soon as it waits, and what is put off is not', async () => {
  const id = await queue(newMail('invitation'));
  ctx.clock.advance(16 * MINUTE);
  const health = async () => (await checkHealth(ctx)).checks.mail.status;
  expect(await health()).toBe('warning');
  const nextAttemptAt = ctx.clock.now();
  await ctx.db.prisma.outboxMail.update({ where: { id }, data: { nextAttemptAt } });
  expect(await health()).toBe('ok');
  await ctx.db.prisma.outboxMail.update({ where: { id }, data: { attempts: 3 } });
  expect(await health()).toBe('warning');
});

test('the newest mail that was tried says how it stands with an address', async () => {
  const address = 'dana@maplegrove.example';
  const at = (createdAt: string, lastErrorCode: string | null, attempts = 1) =>
    ctx.db.prisma.outboxMail.create({
      data: {
        ...{ kind: 'invitation', toAddress: address, subject: 's', text: 't', html: 'h' },
        ...{ createdAt, attempts, lastErrorCode, failedAt: lastErrorCode ? createdAt : null },
        sentAt: lastErrorCode ? null : createdAt,
      },
    });
  await at('2026-11-20T10:00:00Z', null);
  await at('2026-11-20T10:00:00Z', 'SMTP_550');
  await at('2026-11-20T12:00:00Z', null, 0);
  const asked = [address, address, 'other@maplegrove.example'];
  expect([...(await findMailTrouble(ctx, asked)).keys()]).toEqual([address]);
  await at('2026-11-20T11:00:00Z', null);
  expect(await findMailTrouble(ctx, asked)).toEqual(new Map());
  expect(await findMailTrouble(ctx, [])).toEqual(new Map());
});
