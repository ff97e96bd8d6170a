// Returned mail as the mail servers of districts write it. samples/ holds one of each kind, with the address it came to left open.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { REPORT_ACTIONS } from '@/lib/core/mail/delivery-report';
import { findOutboxMail, queueMail } from '../outbox';
import { returnPathOf } from '../return-path';
import { recordBounce } from './record-bounce';

const START = '2026-11-21T16:42:00Z';
const ADDRESS = 'dana@maplegrove.example';
const TOKEN = 'Zk3v'.repeat(10) + 'abc';

let ctx: TestContext;
let mailId: number;

beforeAll(async () => {
  ctx = await createTestContext({
    now: START,
    settings: {
      mailFrom: 'TalkingPoints Connector <noreply@rosters.example>',
      publicUrl: 'https://connector.example',
    },
  });
});

beforeEach(async () => {
  await ctx.db.prisma.outboxMail.deleteMany();
  ctx.clock.set(START);
  mailId = await sentMail();
});

afterAll(() => ctx.close());

async function sentMail(toAddress = ADDRESS): Promise<number> {
  const id = await ctx.db.prisma.$transaction((tx) =>
    queueMail(tx, {
      kind: 'invitation',
      tenantId: null,
      to: { address: toAddress },
      subject: 'Maple Grove: set up your TalkingPoints connection',
      text: `Setup Connection:\nhttps://connector.example/invitation/${TOKEN}\n`,
      html: '<p>text</p>',
      at: ctx.clock.now(),
    }),
  );
  await ctx.db.prisma.outboxMail.update({
    where: { id },
    data: { sentAt: ctx.clock.now(), sentVia: 'smtp', attempts: 1 },
  });
  return id;
}

const sample = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'samples', `${name}.eml`), 'utf8').replaceAll(
    'RETURN_PATH',
    returnPathOf(ctx.settings, mailId),
  );
const record = (message: string | Buffer) => recordBounce(ctx, Buffer.from(message));
const answers = () => ctx.db.prisma.mailAnswer.findMany({ orderBy: { id: 'asc' } });
const row = () => ctx.db.prisma.outboxMail.findUniqueOrThrow({ where: { id: mailId } });

async function expectNothingChanged(): Promise<void> {
  expect(await answers()).toEqual([]);
  expect(await row()).toMatchObject({ failedAt: null, lastErrorCode: null });
}

describe('a mail that came back', () => {
  test.each([
    [
      'postfix-unknown-user',
      550,
      '5.1.1',
      '<dana@maplegrove.example>: Recipient address rejected: User unknown in virtual mailbox table',
      'mail.maplegrove.example',
    ],
    [
      'microsoft-365',
      550,
      '5.1.10',
      'RESOLVER.ADR.RecipientNotFound; Recipient dana@maplegrove.example not found by SMTP address lookup',
      'NAM10-PROD.example',
    ],
    [
      'gmail',
      550,
      '5.1.1',
      /^The email account that you tried to reach does not exist\. Please try double-checking the recipient's email address for typos or unnecessary spaces\. /,
      'aspmx.l.google.example. (192.0.2.26, the server for the domain maplegrove.example.)',
    ],
    [
      'exim-mailbox-full',
      552,
      '5.2.2',
      '<dana@maplegrove.example>: Mailbox is full',
      'store.maplegrove.example',
    ],
    ['several-recipients', 554, '5.7.1', 'Message blocked by policy', 'mx.rosters.example'],
    [
      'quoted-printable',
      550,
      '5.1.1',
      'Empfänger unbekannt im Verzeichnis',
      'mail.maplegrove.example',
    ],
  ] as const)('%s', async (name, smtpCode, statusCode, text, reportedBy) => {
    ctx.clock.advance(60_000);
    expect(await record(sample(name))).toMatchObject({
      ok: true,
      bounce: { mailId, toAddress: ADDRESS, outcome: 'FAILED', statusCode, isKnown: false },
    });
    const [answer, ...others] = await answers();
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      mailId,
      source: 'REPORT',
      outcome: 'FAILED',
      smtpCode,
      statusCode,
      text: typeof text === 'string' ? text : expect.stringMatching(text),
      reportedBy,
      at: ctx.clock.now(),
    });
    expect(await row()).toMatchObject({
      failedAt: ctx.clock.now(),
      sentAt: new Date(START),
      lastErrorCode: 'RETURNED',
    });
    expect(await findOutboxMail(ctx, mailId)).toMatchObject({
      state: 'returned',
      trouble: { state: 'returned', count: 1, answer: { statusCode } },
    });
  });

  test('with bytes that are neither ASCII nor UTF-8', async () => {
    const message = sample('postfix-unknown-user').replace(
      /rejected: User unknown in virtual mailbox table\n\n/,
      'rejected: Benutzer ungültig\n\n',
    );
    await record(Buffer.from(message, 'latin1'));
    expect((await answers())[0]?.text).toBe(
      '<dana@maplegrove.example>: Recipient address rejected: Benutzer ungültig',
    );
  });

  test('with lines that end as they do on the wire', async () => {
    await record(sample('postfix-unknown-user').replaceAll('\n', '\r\n'));
    expect(await row()).toMatchObject({ lastErrorCode: 'RETURNED' });
  });

  test('counts once, however often it is handed in; another report counts again', async () => {
    const first = sample('postfix-delayed');
    await record(first);
    expect(await record(first)).toMatchObject({ ok: true, bounce: { isKnown: true } });
    await Promise.all([record(first), record(first)]);
    expect(await answers()).toHaveLength(1);
    ctx.clock.advance(3_600_000);
    await record(first.replace('97C322E0A4', '97C322E0A5'));
    expect(await findOutboxMail(ctx, mailId)).toMatchObject({
      state: 'delayed',
      trouble: { state: 'delayed', count: 2, firstAt: new Date(START), lastAt: ctx.clock.now() },
    });
  });

  test('a delay is no failure, and what came back stays so when a delay is reported late', async () => {
    await record(sample('postfix-delayed'));
    expect(await row()).toMatchObject({ failedAt: null, lastErrorCode: null });
    await record(sample('postfix-unknown-user'));
    await record(sample('postfix-delayed').replace('97C322E0A4', '97C322E0A6'));
    expect(await findOutboxMail(ctx, mailId)).toMatchObject({
      state: 'returned',
      trouble: { state: 'returned', answer: { statusCode: '5.1.1' } },
    });
  });

  test.each(REPORT_ACTIONS.filter((action) => action !== 'failed' && action !== 'delayed'))(
    '%s is recorded and is no trouble',
    async (action) => {
      await record(sample('postfix-delayed'));
      ctx.clock.advance(60_000);
      const report = sample('postfix-delayed')
        .replace('Action: delayed', `Action: ${action}`)
        .replace('97C322E0A4', 'later');
      expect(await record(report)).toMatchObject({
        ok: true,
        bounce: { outcome: action.toUpperCase() },
      });
      expect(await findOutboxMail(ctx, mailId)).toMatchObject({ state: 'sent', trouble: null });
    },
  );

  test('is kept without the link that the mail held', async () => {
    await record(
      sample('postfix-unknown-user').replace(
        'rejected: User unknown in virtual mailbox table\n',
        `rejected: https://connector.example/invitation/${TOKEN} is blocked, ${TOKEN}\n`,
      ),
    );
    const [answer] = await answers();
    expect(answer?.text).toContain('is blocked');
    expect(answer?.text).not.toContain(TOKEN);
  });

  test('a mail has room for 20 reports', async () => {
    for (let i = 0; i < 20; i++)
      await record(sample('postfix-delayed').replace('97C322E0A4', `report-${i}`));
    expect(await record(sample('postfix-delayed'))).toEqual({ ok: false, code: 'BOUNCE_TOO_MANY' });
    expect(await answers()).toHaveLength(20);
  });
});

describe('is refused and changes nothing', () => {
  const withoutReport = `Delivered-To: x\nFrom: dana@maplegrove.example\nSubject: Out of office\n\nI am away.\n`;
  test.each<[string, () => string | Buffer, string]>([
    ['nothing at all', () => ' \n\n', 'BOUNCE_EMPTY'],
    [
      'bytes that are no mail',
      () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
      'BOUNCE_NO_MAIL',
    ],
    ['an answer of a person', () => withoutReport, 'BOUNCE_NO_REPORT'],
    [
      'a complaint, which is another kind of report',
      () => sample('postfix-unknown-user').replaceAll('delivery-status', 'feedback-report'),
      'BOUNCE_NO_REPORT',
    ],
    [
      'a report that someone forwards',
      () => sample('postfix-unknown-user').replace('multipart/report;', 'multipart/mixed;'),
      'BOUNCE_NO_REPORT',
    ],
    [
      'a report that names no action',
      () => sample('postfix-unknown-user').replace('Action: failed', 'Action: exploded'),
      'BOUNCE_REPORT_UNREADABLE',
    ],
    [
      'a report that is cut off before the recipient',
      () => sample('postfix-unknown-user').split('Final-Recipient')[0] ?? '',
      'BOUNCE_REPORT_UNREADABLE',
    ],
    [
      'a report that is prose',
      () =>
        sample('postfix-unknown-user').replace(
          /Reporting-MTA[^]*?table\n\n/,
          'It did not work. Sorry!\n\n',
        ),
      'BOUNCE_REPORT_UNREADABLE',
    ],
    [
      'an address that names no mail',
      () =>
        sample('postfix-unknown-user').replaceAll(
          returnPathOf(ctx.settings, mailId),
          'bounce@rosters.example',
        ),
      'BOUNCE_ADDRESS_UNKNOWN',
    ],
    [
      'an address that somebody guessed',
      () =>
        sample('postfix-unknown-user').replaceAll(
          returnPathOf(ctx.settings, mailId),
          `bounce+${mailId}-${'0'.repeat(32)}@rosters.example`,
        ),
      'BOUNCE_ADDRESS_UNKNOWN',
    ],
    [
      'the address of another installation',
      () =>
        sample('postfix-unknown-user').replaceAll(
          returnPathOf(ctx.settings, mailId),
          returnPathOf({ ...ctx.settings, secret: 'another secret, long enough to pass' }, mailId),
        ),
      'BOUNCE_ADDRESS_UNKNOWN',
    ],
    [
      'a mail that is not there',
      () =>
        sample('postfix-unknown-user').replaceAll(
          returnPathOf(ctx.settings, mailId),
          returnPathOf(ctx.settings, 999_999),
        ),
      'BOUNCE_ADDRESS_UNKNOWN',
    ],
    [
      'a report about somebody else',
      () => sample('postfix-unknown-user').replaceAll(ADDRESS, 'robin@maplegrove.example'),
      'BOUNCE_OTHER_RECIPIENT',
    ],
    [
      'a report whose original recipient is somebody else',
      () =>
        sample('postfix-unknown-user').replace(
          'Original-Recipient: rfc822;dana',
          'Original-Recipient: rfc822;robin',
        ),
      'BOUNCE_OTHER_RECIPIENT',
    ],
  ])('%s', async (_name, message, code) => {
    expect(await record(message())).toEqual({ ok: false, code });
    await expectNothingChanged();
  });

  test('a mail that was never handed to a server', async () => {
    await ctx.db.prisma.outboxMail.update({
      where: { id: mailId },
      data: { sentAt: null, sentVia: null },
    });
    expect(await record(sample('postfix-unknown-user'))).toEqual({
      ok: false,
      code: 'BOUNCE_MAIL_NOT_SENT',
    });
    await expectNothingChanged();
  });
});
