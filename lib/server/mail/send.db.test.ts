// Mail goes through a real SMTP server on this machine and is read back by a mail parser.
import { text as readAll } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RETRY_POLICIES, secondsToRetry } from '@/lib/core/jobs/retry-policy';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createTenant } from '@/lib/testing/builders';
import { checkHealth } from '../health/check-health';
import { composeMail } from './compose';
import { credentialsMail } from './credentials-message';
import { invitationMail, signInCodeMail, staffInvitationMail } from './messages';
import { findOutboxMail, listOutboxMail, queueMail, type NewMail } from './outbox';
import { findMailTrouble } from './mail-trouble';
import { mailOfReturnPath, returnPathOf } from './return-path';
import { questionMail } from './review-messages';
import { sendDueMail } from './send';

const START = '2026-11-21T16:42:00Z';
const MINUTE = 60_000;

interface MailServer {
  url: string;
  received: { raw: string; from: string; to: string[] }[];
  /** Answers the next recipients with this status instead of taking them. */
  refuseWith: number | null;
  /** With these words. */
  refusal: string;
  /** Refuses senders instead. */
  refusesSender: boolean;
  /** What happens while the server has a mail in its hands. */
  beforeTaking: ((count: number) => Promise<void>) | null;
  close(): Promise<void>;
}

async function startMailServer(): Promise<MailServer> {
  const state: MailServer = {
    url: '',
    received: [],
    refuseWith: null,
    refusal: 'refused',
    refusesSender: false,
    beforeTaking: null,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, done) => {
      if (!state.refusesSender) return done();
      done(Object.assign(new Error('5.1.8 Sender refused'), { responseCode: 550 }));
    },
    onRcptTo: (_address, _session, done) => {
      if (state.refuseWith === null) return done();
      done(Object.assign(new Error(state.refusal), { responseCode: state.refuseWith }));
    },
    onData: (stream, session, done) => {
      readAll(stream)
        .then((raw) => {
          const { mailFrom, rcptTo } = session.envelope;
          state.received.push({
            raw,
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          });
          return state.beforeTaking?.(state.received.length);
        })
        .then(() => done(), done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  state.url = `smtp://127.0.0.1:${address.port}`;
  return state;
}

let ctx: TestContext;
let server: MailServer;
const printed: string[] = [];
const print = (line: string) => void printed.push(line);

beforeAll(async () => {
  server = await startMailServer();
  ctx = await createTestContext({
    now: START,
    settings: {
      smtpUrl: server.url,
      publicUrl: 'https://connector.example',
      mailFrom: 'TalkingPoints Connector <noreply@rosters.example>',
      mailReplyTo: 'help@talkingpoints.example',
    },
  });
});

beforeEach(() => {
  ctx.clock.set(START);
  server.received.length = 0;
  server.refuseWith = null;
  server.refusal = 'refused';
  server.refusesSender = false;
  server.beforeTaking = null;
  printed.length = 0;
});

afterEach(async () => {
  await ctx.db.prisma.outboxMail.deleteMany();
});

afterAll(async () => {
  await ctx.close();
  await server.close();
});

const codeMail = (): NewMail =>
  signInCodeMail(ctx, {
    to: { address: 'dana@maplegrove.example', name: 'Dana Reyes' },
    tenantId: null,
    code: '482913',
    linkToken: '7.the-link-of-the-mail',
    linkExpiresAt: new Date('2026-11-21T16:57:00Z'),
    expiresAt: new Date('2026-11-21T16:52:00Z'),
    timeZone: 'America/Chicago',
    sourceAddress: '203.0.113.4',
    browserName: 'Firefox on Windows',
  });

const queue = (mail: NewMail) => ctx.db.prisma.$transaction((tx) => queueMail(tx, mail));
const row = (id: number) => ctx.db.prisma.outboxMail.findUniqueOrThrow({ where: { id } });

async function onlyMail(): Promise<Email> {
  expect(server.received).toHaveLength(1);
  return PostalMime.parse(server.received[0]?.raw ?? '');
}

const header = (mail: Email, name: string) => mail.headers.find((item) => item.key === name)?.value;

test('a code mail as its reader gets it', async () => {
  const id = await queue(codeMail());
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 1, retried: 0, failed: 0 });
  const mail = await onlyMail();

  expect(mail.subject).toBe('Your TalkingPoints Connector code');
  expect(mail.from).toMatchObject({
    address: 'noreply@rosters.example',
    name: 'TalkingPoints Connector',
  });
  expect(mail.replyTo).toMatchObject([{ address: 'help@talkingpoints.example' }]);
  expect(mail.to).toMatchObject([{ address: 'dana@maplegrove.example', name: 'Dana Reyes' }]);
  expect(header(mail, 'auto-submitted')).toBe('auto-generated');
  expect(header(mail, 'x-auto-response-suppress')).toBe('All');
  expect(mail.messageId).toBe(`<mail-${id}-${new Date(START).getTime()}@rosters.example>`);
  expect(mail.date).toBe('2026-11-21T16:42:00.000Z');

  expect(mail.text?.split('\n')[0]).toBe('482913 is your TalkingPoints Connector code');
  expect(mail.text).toContain('Use it before 10:52 AM CST (10 minutes)');
  expect(mail.text).toContain('from 203.0.113.4, with Firefox on Windows');
  expect(mail.text).toContain('write to help@talkingpoints.example; a person will read it.');
  expect(mail.html).toContain('482913 is your TalkingPoints Connector code');
  // A program that offers to copy the code takes the first six digits it finds.
  for (const part of [mail.text, mail.html]) {
    expect(/\b\d{6}\b/.exec(part ?? '')?.[0]).toBe('482913');
  }
  expect(mail.html).not.toMatch(/<img|<script|<link|url\(|@import/i);
  // Text first, HTML second.
  const raw = server.received[0]?.raw ?? '';
  expect(raw.indexOf('text/plain')).toBeGreaterThan(0);
  expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
  expect(await row(id)).toMatchObject({ sentVia: 'smtp', attempts: 1, failedAt: null });
});

test('an invitation names who, for which district, until when in its zone, and how to check', async () => {
  const tenant = await createTenant(ctx, {
    name: 'Lakeview Unified',
    timeZone: 'America/Chicago',
  });
  await queue(
    invitationMail(ctx, {
      to: { address: 'dana@maplegrove.example', name: 'Dana Reyes' },
      tenant,
      inviterName: 'Robin Hale',
      isColleague: false,
      token: 'token-of-the-link',
      expiresAt: new Date('2026-11-28T16:42:00Z'),
    }),
  );
  await sendDueMail(ctx, { print });
  const mail = await onlyMail();
  expect(mail.subject).toBe('Lakeview Unified: set up your TalkingPoints connection');
  const text = mail.text ?? '';
  expect(text.split('\n')[0]).toBe(
    'Robin Hale invites you to set up the TalkingPoints connection for Lakeview Unified.',
  );
  expect(text).toContain('until Nov 28, 10:42 AM CST (7 days)');
  expect(text).toContain(
    'Setup Connection:\nhttps://connector.example/invitation/token-of-the-link\n',
  );
  expect(text).toContain('comes from noreply@rosters.example');
  expect(text).toContain('Opening the link does not change anything.');
  expect(text).toContain('You get this email because Robin Hale');
  expect(mail.html).toContain('href="https://connector.example/invitation/token-of-the-link"');
});

test('mails of one key form a thread', async () => {
  const tenant = await createTenant(ctx, { name: 'Lakeview Unified' });
  const to = { address: 'dana@maplegrove.example' };
  await queue(
    credentialsMail(ctx, {
      to,
      tenant,
      isStandIn: false,
      change: 'created',
      actorName: 'Dana Reyes',
    }),
  );
  await queue(
    credentialsMail(ctx, {
      to,
      tenant,
      isStandIn: false,
      change: 'revoked',
      actorName: 'Dana Reyes',
    }),
  );
  await sendDueMail(ctx, { print });
  const mails = await Promise.all(server.received.map(({ raw }) => PostalMime.parse(raw)));
  expect(mails.map((mail) => mail.references)).toEqual(
    Array(2).fill(`<credentials-${tenant.id}@rosters.example>`),
  );
  expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2);
});

test('markup in a name is text in the mail', () => {
  const mail = composeMail(ctx.settings, {
    subject: 'x',
    paragraphs: ['<b>Lakeview</b> & "Sons"'],
    because: 'of a test',
  });
  expect(mail.html).toContain('&lt;b&gt;Lakeview&lt;/b&gt; &amp; &quot;Sons&quot;');
  expect(mail.text).toContain('<b>Lakeview</b> & "Sons"');
});

test.each([
  ['subject', { subject: 'Hello\r\nBcc: eve@evil.example' }],
  ['name', { to: { address: 'dana@maplegrove.example', name: 'Dana\nBcc: eve@evil.example' } }],
  ['address', { to: { address: 'dana@maplegrove.example\r\nBcc: eve@evil.example' } }],
  ['thread', { threadKey: 'run-1\r\nBcc: eve@evil.example' }],
])('a line break in the %s is refused before it is written', async (_name, change) => {
  await expect(queue({ ...codeMail(), ...change })).rejects.toThrow('control character');
  expect(await ctx.db.prisma.outboxMail.count()).toBe(0);
});

test('a header that got past is refused before it is sent', async () => {
  const id = await queue(codeMail());
  await ctx.db.prisma.outboxMail.update({
    where: { id },
    data: { subject: 'Hello\r\nBcc: eve@evil.example' },
  });
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 0, failed: 1 });
  expect(await row(id)).toMatchObject({ lastErrorCode: 'HEADER_REFUSED' });
  expect(server.received).toEqual([]);
});

test('a mail rolled back with its transaction is never sent', async () => {
  const failing = ctx.db.prisma.$transaction(async (tx) => {
    await queueMail(tx, codeMail());
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 0, failed: 0 });
});

test('two workers at once send each mail once', async () => {
  for (let i = 0; i < 10; i++) await queue(codeMail());
  await Promise.all([sendDueMail(ctx, { print }), sendDueMail(ctx, { print })]);
  expect(server.received).toHaveLength(10);
});

const MAIL = RETRY_POLICIES.mail;
const notice = (): NewMail => ({ ...codeMail(), kind: 'run-held' });

test('a server that is busy is tried again, later each time, and given up in the end', async () => {
  server.refuseWith = 451;
  const id = await queue(notice());
  for (let attempt = 1; attempt < MAIL.maxAttempts; attempt++) {
    expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 1, failed: 0 });
    const wait = secondsToRetry(MAIL, attempt) * 1000;
    ctx.clock.advance(wait - 1);
    expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 0, failed: 0 });
    ctx.clock.advance(1);
  }
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 0, failed: 1 });
  expect(await row(id)).toMatchObject({
    attempts: MAIL.maxAttempts,
    lastErrorCode: 'SMTP_451',
    sentAt: null,
  });
  expect((await row(id)).failedAt).not.toBeNull();
});

test('it arrives once the server takes it', async () => {
  server.refuseWith = 451;
  const id = await queue(notice());
  await sendDueMail(ctx, { print });
  server.refuseWith = null;
  ctx.clock.advance(MINUTE);
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 1, retried: 0, failed: 0 });
  expect(await row(id)).toMatchObject({ attempts: 2, lastErrorCode: null, sentVia: 'smtp' });
});

test('a recipient that does not exist is not tried again', async () => {
  server.refuseWith = 550;
  const id = await queue(notice());
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 0, failed: 1 });
  expect(await row(id)).toMatchObject({ lastErrorCode: 'SMTP_550', attempts: 1 });
});

test('what the server says of a recipient is kept, each time, and shown at the person', async () => {
  const to = 'dana@maplegrove.example';
  server.refuseWith = 451;
  server.refusal = '4.7.1 Greylisted,\u0007 come back later';
  const id = await queue(notice());
  await sendDueMail(ctx, { print });
  ctx.clock.advance(MINUTE);
  await sendDueMail(ctx, { print });
  const retrying = {
    state: 'retrying',
    answer: { smtpCode: 451, statusCode: '4.7.1', text: 'Greylisted, come back later' },
    count: 2,
    firstAt: new Date(START),
    lastAt: ctx.clock.now(),
    nextAttemptAt: (await row(id)).nextAttemptAt,
  };
  expect(await findOutboxMail(ctx, id)).toMatchObject({ state: 'retrying', trouble: retrying });
  expect(await findMailTrouble(ctx, [to, 'other@maplegrove.example'])).toEqual(
    new Map([[to, retrying]]),
  );

  server.refuseWith = 550;
  server.refusal = `5.1.1 ${'No such user. '.repeat(40)}`;
  ctx.clock.advance(5 * MINUTE);
  await sendDueMail(ctx, { print });
  const failed = (await findMailTrouble(ctx, [to])).get(to);
  expect(failed).toMatchObject({ state: 'failed', count: 3, answer: { statusCode: '5.1.1' } });
  expect(failed?.answer?.text).toHaveLength(300);

  // What comes after it and arrives says that the address works.
  server.refuseWith = null;
  ctx.clock.advance(MINUTE);
  await queue({ ...notice(), at: ctx.clock.now() });
  expect((await findMailTrouble(ctx, [to])).size).toBe(1);
  await sendDueMail(ctx, { print });
  expect(await findMailTrouble(ctx, [to])).toEqual(new Map());
});

test('a server that quotes the mail it refuses gives away no code and no link', async () => {
  const [, invitation] = (await mailsWithSecrets()).map(([mail]) => mail);
  if (!invitation) throw new Error('no mails');
  server.refuseWith = 554;
  server.refusal = `5.7.1 Blocked: https://connector.example/invitation/${TOKEN} 482913`;
  await queue(codeMail());
  await queue(invitation);
  await sendDueMail(ctx, { print });
  const said = (await ctx.db.prisma.mailAnswer.findMany()).map(({ text }) => text);
  expect(said).toEqual([expect.stringMatching(/^Blocked: .* \[…\]$/), 'Blocked: […] 482913']);
});

test('a refused sender is ours to fix: tried again, and not held against the address', async () => {
  server.refusesSender = true;
  const id = await queue(notice());
  expect(await sendDueMail(ctx, { print })).toEqual({ sent: 0, retried: 1, failed: 0 });
  expect(await findOutboxMail(ctx, id)).toMatchObject({
    lastErrorCode: 'SMTP_550',
    trouble: { state: 'retrying', answer: null },
  });
});

test('each mail comes back to an address of its own, which no one can make up', async () => {
  const ids = [await queue(notice()), await queue(notice())];
  await sendDueMail(ctx, { print });
  const senders = server.received.map(({ from }) => from);
  expect(senders).toEqual(ids.map((id) => returnPathOf(ctx.settings, id)));
  for (const sender of senders)
    expect(sender).toMatch(/^bounce\+\d+-[0-9a-f]{32}@rosters\.example$/);
  expect(senders.map((sender) => mailOfReturnPath(ctx.settings, sender.toUpperCase()))).toEqual(
    ids,
  );
  const [first = ''] = senders;
  expect(mailOfReturnPath(ctx.settings, first.replace(/.@/, 'g@'))).toBeNull();
  expect(mailOfReturnPath(ctx.settings, first.replace(`+${ids[0]}-`, `+${ids[1]}-`))).toBeNull();
  expect(mailOfReturnPath(ctx.settings, first.replace('rosters', 'other'))).toBeNull();

  const elsewhere = { ...ctx.settings, mailReturnPath: 'returned@bounce.example.org' };
  const there = returnPathOf(elsewhere, 7);
  expect(there).toMatch(/^returned\+7-[0-9a-f]{32}@bounce\.example\.org$/);
  expect(mailOfReturnPath(elsewhere, there)).toBe(7);
  const off = { ...ctx.settings, mailReturnPath: 'off' };
  expect(returnPathOf(off, 7)).toBe('noreply@rosters.example');
  expect(mailOfReturnPath(off, there)).toBeNull();
});

test('a reminder says how to get no more of them; other mail does not', async () => {
  await queue({ ...notice(), kind: 'review-reminder' });
  await queue(notice());
  await sendDueMail(ctx, { print });
  const mails = await Promise.all(server.received.map(({ raw }) => PostalMime.parse(raw)));
  expect(mails.map((mail) => header(mail, 'list-unsubscribe'))).toEqual([
    '<mailto:help@talkingpoints.example?subject=No%20more%20reminders>',
    undefined,
  ]);
});

test('nobody listens: tried again', async () => {
  const unreachable = { ...ctx, settings: { ...ctx.settings, smtpUrl: 'smtp://127.0.0.1:1' } };
  const id = await queue(notice());
  expect(await sendDueMail(unreachable, { print })).toEqual({ sent: 0, retried: 1, failed: 0 });
  expect((await row(id)).lastErrorCode).toMatch(/^E[A-Z]+$/);
});

test('the words of a code mail are wiped when the code is over, sent or not', async () => {
  const sent = await queue(codeMail());
  await sendDueMail(ctx, { print });
  server.refuseWith = 451;
  const waiting = await queue(codeMail());
  const other = await queue(notice());
  ctx.clock.advance(10 * MINUTE - 1);
  await sendDueMail(ctx, { print });
  expect((await row(sent)).text).toContain('482913');
  ctx.clock.advance(1);
  expect((await sendDueMail(ctx, { print })).failed).toBe(1);
  expect(await row(sent)).toMatchObject({ text: '', html: '', failedAt: null });
  expect(await row(waiting)).toMatchObject({ text: '', html: '', lastErrorCode: 'CODE_EXPIRED' });
  expect((await row(other)).text).toContain('482913');
});

const TOKEN = 'Zk3v'.repeat(10) + 'abc';

/** Every mail that lets its reader do what nobody else may, with the words that do. */
async function mailsWithSecrets(): Promise<[mail: NewMail, secret: string][]> {
  const tenant = await createTenant(ctx, { name: 'Lakeview Unified' });
  const to = { address: 'dana@maplegrove.example', name: 'Dana Reyes' };
  const invited = { to, inviterName: 'Robin Hale', token: TOKEN, expiresAt: ctx.clock.now() };
  const asked = {
    to,
    tenant,
    breakId: 1,
    token: TOKEN,
    reasons: [],
    expiresAt: ctx.clock.now(),
    removed: '1',
    added: '2',
    changed: '3',
  };
  return [
    [codeMail(), '482913'],
    [invitationMail(ctx, { ...invited, tenant, isColleague: false }), TOKEN],
    [staffInvitationMail(ctx, { ...invited, role: 'ADMIN', timeZone: 'America/Chicago' }), TOKEN],
    [questionMail(ctx, { ...asked, isReminder: false, isAboutSize: true }), TOKEN],
    [questionMail(ctx, { ...asked, isReminder: true, isAboutSize: true }), TOKEN],
  ];
}

test.each([
  ['with a mail server', true],
  ['without one', false],
])('%s no page shows a code or a link, and the email is listed', async (_name, hasServer) => {
  const here = hasServer ? ctx : { ...ctx, settings: { ...ctx.settings, smtpUrl: null } };
  for (const [mail, secret] of await mailsWithSecrets()) {
    const id = await queue(mail);
    for (const isSent of [false, true]) {
      if (isSent) await sendDueMail(here, { print });
      const shown = await findOutboxMail(here, id);
      const listed = await listOutboxMail(here, { page: 1, pageSize: 50, tenantIds: null });
      expect(shown, mail.kind).toMatchObject({ kind: mail.kind, text: null, html: null });
      expect(listed.rows.map((each) => each.id)).toContain(id);
      expect(JSON.stringify([shown, listed]), mail.kind).not.toContain(secret);
    }
    // Nowhere but in the mail, or on the console where there is no mail.
    expect(printed.join('\n').includes(secret), mail.kind).toBe(!hasServer);
    printed.length = 0;
  }
});

test('the list begins with the newest email, not with the one written down last', async () => {
  const at = (minutes: number) => new Date(Date.parse(START) + minutes * MINUTE);
  const ids: number[] = [];
  for (const minutes of [2, 1, 3, 1]) ids.push(await queue({ ...notice(), at: at(minutes) }));
  const { rows } = await listOutboxMail(ctx, { page: 1, pageSize: 50, tenantIds: null });
  const [second, third, first, tie] = ids;
  expect(rows.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual([
    first,
    second,
    tie,
    third,
  ]);
});

test('a mail of a kind nobody knows any more is not shown', async () => {
  const id = await queue(notice());
  await ctx.db.prisma.outboxMail.update({ where: { id }, data: { kind: 'magic-link' } });
  expect(await findOutboxMail(ctx, id)).toMatchObject({ text: null, html: null });
});

test('without a mail server the console names the mail and shows what lets somebody in, nothing else', async () => {
  const local = { ...ctx, settings: { ...ctx.settings, smtpUrl: null } };
  const [code, invitation] = (await mailsWithSecrets()).map(([mail]) => mail);
  if (!code || !invitation) throw new Error('no mails');
  const id = await queue(code);
  await queue(invitation);
  await queue({ ...notice(), subject: 'Lakeview: an update is waiting for your review' });
  expect(await sendDueMail(local, { print })).toEqual({ sent: 3, retried: 0, failed: 0 });
  expect(printed).toEqual([
    'mail to dana@maplegrove.example: Your TalkingPoints Connector code',
    '482913 is your TalkingPoints Connector code',
    'https://connector.example/sign-in/link/7.the-link-of-the-mail',
    'mail to dana@maplegrove.example: Lakeview Unified: set up your TalkingPoints connection',
    `https://connector.example/invitation/${TOKEN}`,
    'mail to dana@maplegrove.example: Lakeview: an update is waiting for your review',
  ]);
  expect(await row(id)).toMatchObject({ sentVia: 'local' });
  expect(server.received).toEqual([]);
  // There is no page for it to stay on.
  ctx.clock.advance(60 * MINUTE);
  await sendDueMail(local, { print });
  expect(await row(id)).toMatchObject({ text: '', html: '', failedAt: null });
});

test('a demo district writes to nobody, and its links stand on the console too', async () => {
  const demo = await createTenant(ctx, { name: 'Riverbend', isDemo: true });
  const to = { address: 'tech@riverbend.example', name: 'Riverbend Tech Contact' };
  const facts = { to, inviterName: 'Robin Hale', token: TOKEN, expiresAt: ctx.clock.now() };
  await queue(invitationMail(ctx, { ...facts, tenant: demo, isColleague: false }));
  await queue({ ...notice(), tenantId: demo.id });
  await sendDueMail({ ...ctx, settings: { ...ctx.settings, smtpUrl: null } }, { print });
  expect(printed).toEqual([
    'mail to tech@riverbend.example: Riverbend: set up your TalkingPoints connection',
    `https://connector.example/invitation/${TOKEN}`,
  ]);
});

test('a slow mail server: what one worker has yet to send and another sent meanwhile goes out once', async () => {
  for (const slug of ['first', 'second', 'third']) {
    await queue({ ...codeMail(), kind: 'run-invalid', subject: slug });
  }
  server.beforeTaking = async (count) => {
    ctx.clock.advance(1.5 * MINUTE);
    if (count === 2) await sendDueMail(ctx, { print });
  };
  await sendDueMail(ctx, { print });
  const subjects = server.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim());
  expect(subjects).toEqual(['first', 'second', 'third']);
});

describe('at night in the district', () => {
  const quiet = (smtpUrl: string | null = server.url) => ({
    ...ctx,
    settings: { ...ctx.settings, smtpUrl, mailQuietHours: { fromHour: 21, toHour: 6 } },
  });
  const subjects = () =>
    server.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim());

  test('mail that can wait is sent at 6 AM, codes and what is about credentials at once', async () => {
    const [east, west] = await Promise.all([
      createTenant(ctx, { timeZone: 'America/New_York' }),
      createTenant(ctx, { timeZone: 'America/Los_Angeles' }),
    ]);
    // 10 PM in the east, 7 PM in the west.
    ctx.clock.set('2026-11-22T03:00:00Z');
    const at = ctx.clock.now();
    await queue({ ...notice(), at, tenantId: east.id, subject: 'east' });
    await queue({ ...notice(), at, tenantId: west.id, subject: 'west' });
    await queue({ ...codeMail(), at, tenantId: east.id, subject: 'code' });
    await queue({
      ...notice(),
      at,
      kind: 'credentials-revoked',
      tenantId: east.id,
      subject: 'revoked',
    });
    await sendDueMail(quiet(), { print });
    expect(subjects()).toEqual(['west', 'code', 'revoked']);
    ctx.clock.set('2026-11-22T10:59:59Z');
    expect(await sendDueMail(quiet(), { print })).toEqual({ sent: 0, retried: 0, failed: 0 });
    // Nothing is wrong with what waits for the morning.
    expect((await checkHealth(quiet())).checks.mail.status).toBe('ok');
    ctx.clock.set('2026-11-22T11:00:00Z');
    await sendDueMail(quiet(), { print });
    expect(subjects().at(-1)).toBe('east');
  });

  test('mail of no district waits for the morning of our staff', async () => {
    ctx.clock.set('2026-11-22T11:59:00Z');
    await queue({ ...notice(), at: ctx.clock.now() });
    await sendDueMail(quiet(), { print });
    expect(server.received).toEqual([]);
    ctx.clock.set('2026-11-22T12:00:00Z');
    await sendDueMail(quiet(), { print });
    expect(server.received).toHaveLength(1);
  });

  test('without a mail server nothing waits', async () => {
    ctx.clock.set('2026-11-22T08:00:00Z');
    const id = await queue({ ...notice(), at: ctx.clock.now() });
    await sendDueMail(quiet(null), { print });
    expect(await row(id)).toMatchObject({ sentVia: 'local' });
  });
});
