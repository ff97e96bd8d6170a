// A returned email as a mail server pipes it in.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueMail } from '@/lib/server/mail/outbox';
import { returnPathOf } from '@/lib/server/mail/return-path';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { runCommandLine } from '../command-line';

const ADDRESS = 'dana@maplegrove.example';
const SAMPLE = path.join(
  import.meta.dirname,
  '../../server/mail/bounce/samples/postfix-unknown-user.eml',
);

let ctx: TestContext;
let mailId: number;
let cameTo: string;
let returned: string;

beforeAll(async () => {
  ctx = await createTestContext({
    settings: { mailFrom: 'TalkingPoints Connector <noreply@rosters.example>' },
  });
});

beforeEach(async () => {
  const at = ctx.clock.now();
  mailId = await ctx.db.prisma.$transaction((tx) =>
    queueMail(tx, {
      kind: 'run-invalid',
      tenantId: null,
      to: { address: ADDRESS },
      subject: 'Maple Grove: the last files need a fix',
      text: 'text',
      html: '<p>text</p>',
      at,
    }),
  );
  await ctx.db.prisma.outboxMail.update({
    where: { id: mailId },
    data: { sentAt: at, sentVia: 'smtp', attempts: 1 },
  });
  cameTo = returnPathOf(ctx.settings, mailId);
  returned = readFileSync(SAMPLE, 'utf8').replaceAll('RETURN_PATH', cameTo);
});

afterAll(() => ctx.close());

const row = () => ctx.db.prisma.outboxMail.findUniqueOrThrow({ where: { id: mailId } });

async function expectNothingChanged(): Promise<void> {
  expect(await ctx.db.prisma.mailAnswer.count({ where: { mailId } })).toBe(0);
  expect(await row()).toMatchObject({ failedAt: null, lastErrorCode: null });
}

async function ask(message: string, ...more: string[]) {
  const said = { out: '', err: '' };
  const exitCode = await runCommandLine(['mail', 'bounce', ...more], {
    env: {
      DATABASE_URL: ctx.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
      MAIL_FROM: ctx.settings.mailFrom,
    },
    folder: ctx.settings.dataFolder,
    input: piped(message),
    out: async (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { exitCode, ...said };
}

async function* piped(message: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(message);
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

test('a report is recorded and told', async () => {
  expect(await ask(returned)).toEqual({
    exitCode: 0,
    out: `Email ${mailId} to ${ADDRESS} was returned (5.1.1).\n`,
    err: '',
  });
  expect(await row()).toMatchObject({ lastErrorCode: 'RETURNED' });
});

test('the mail server says to which address it came', async () => {
  const elsewhere = returned.replaceAll(cameTo, 'postmaster@rosters.example');
  expect((await ask(elsewhere)).exitCode).toBe(4);
  await expectNothingChanged();
  expect((await ask(elsewhere, '--to', cameTo.toUpperCase())).exitCode).toBe(0);
});

test('what is no report is refused with a sentence', async () => {
  const { exitCode, out, err } = await ask('From: dana@maplegrove.example\n\nHello\n');
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
  expect(err).toContain('The message holds no delivery report (RFC 3464)');
  await expectNothingChanged();
});

test('a message of more than 10 MB is not read to its end', async () => {
  const { exitCode, err } = await ask(`From: x@example.org\n\n${'a'.repeat(10_000_001)}`);
  expect(exitCode).toBe(3);
  expect(err).toContain('larger than 10 MB');
});

test('the answer has the names that docs/command-line.md promises', async () => {
  const { out } = await ask(returned, '--json');
  const page = readFileSync(
    path.join(import.meta.dirname, '../../../docs/command-line.md'),
    'utf8',
  );
  const promised = /### `mail bounce`.*?Answer: ([^.]*)\./s.exec(page)?.[1] ?? '';
  const answer: unknown = JSON.parse(out);
  expect(answer).toMatchObject({ mailId, outcome: 'FAILED', isKnown: false });
  expect(`\`${Object.keys(Object(answer)).join('`, `')}\``).toBe(promised);
});
