import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { makeToken } from './keyed-hash';
import { requestCode, type CodeRequest } from './request-code';
import { findSessionEnd, findSessionLeft, findSessionPerson, revokeSession } from './sessions';
import { readCode, verifyCode } from './verify-code';
import { verifyLink } from './verify-link';

const START = '2026-09-01T15:00:00Z';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const nobody = { kind: 'person', userId: null, sourceAddress: null } as const;

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});

afterAll(() => ctx.close());

beforeEach(async () => {
  ctx.clock.set(START);
  await ctx.db.prisma.signInAttempt.deleteMany();
  await ctx.db.prisma.signInCode.deleteMany();
  await ctx.db.prisma.outboxMail.deleteMany();
});

const staff = () => createPerson(ctx, { role: 'IMPLEMENTATION' });

const UNKNOWN_ADDRESS = 'nobody@maplegrove.example';

function ask(email: string, browserToken: string, more: Partial<CodeRequest> = {}) {
  return requestCode(ctx, {
    email,
    browserToken,
    sourceAddress: 'unknown',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ...more,
  });
}

function enter(
  email: string,
  code: string,
  browserToken: string,
  more: { browserProof?: string; sourceAddress?: string } = {},
) {
  return verifyCode(ctx, {
    email,
    code,
    browserToken,
    sourceAddress: 'unknown',
    userAgent: 'test',
    ...more,
  });
}

async function mailedCode(): Promise<string> {
  const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return mail.text.slice(0, 6);
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

async function askAndRead(email: string, browserToken: string): Promise<string> {
  expect(await ask(email, browserToken)).toMatchObject({ ok: true });
  return mailedCode();
}

async function signIn(email: string, browserToken = makeToken()) {
  const code = await askAndRead(email, browserToken);
  const result = await enter(email, code, browserToken);
  if (!result.ok) throw new Error(result.code);
  return result.signedIn;
}

describe('a code', () => {
  test('lets in whoever reads the mail, in the browser that asked', async () => {
    const person = await staff();
    const browser = makeToken();
    const asked = await ask(`  ${person.email.toUpperCase()} `, browser);
    expect(asked).toEqual({
      ok: true,
      address: person.email,
      maskedAddress: 'p•••@example.org',
      expiresAt: new Date('2026-09-01T15:10:00Z'),
      resendAt: new Date('2026-09-01T15:00:30Z'),
      isLinkOnly: false,
    });
    const code = await mailedCode();
    expect(code).toMatch(/^\d{6}$/);
    const entered = await enter(person.email, code, browser);
    expect(entered).toMatchObject({ ok: true, signedIn: { person: { id: person.id } } });
    expect(await ctx.db.prisma.user.findUnique({ where: { id: person.id } })).toMatchObject({
      lastSignInAt: new Date(START),
    });
    expect(
      await ctx.db.prisma.auditEvent.findFirst({
        where: { actorId: person.id, action: 'session.started' },
      }),
    ).not.toBeNull();
  });

  test('is stored nowhere but in the mail', async () => {
    const person = await staff();
    const code = await askAndRead(person.email, makeToken());
    const [row] = await ctx.db.prisma.signInCode.findMany();
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row?.codeHash).toMatch(/^[0-9a-f]{64}$/);
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow();
    expect(mail.subject).not.toContain(code);
  });

  test('works once', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    expect(await enter(person.email, code, browser)).toMatchObject({ ok: true });
    expect(await enter(person.email, code, browser)).toEqual({ ok: false, code: 'CODE_USED' });
  });

  test('entered twice at the same moment works once', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    const results = await Promise.all([1, 2, 3].map(() => enter(person.email, code, browser)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await ctx.db.prisma.session.count({ where: { userId: person.id } })).toBe(1);
  });

  test.each([
    ['a moment before ten minutes', 10 * MINUTE - 1, true],
    ['at ten minutes', 10 * MINUTE, false],
    ['a moment after', 10 * MINUTE + 1, false],
  ])('%s', async (_name, wait, works) => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    ctx.clock.advance(wait);
    expect(await enter(person.email, code, browser)).toMatchObject(
      works ? { ok: true } : { ok: false, code: 'CODE_EXPIRED' },
    );
  });

  test('says how many tries are left, and the fifth wrong one ends it', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await enter(person.email, wrong(code), browser)).toEqual({
        ok: false,
        code: 'CODE_WRONG',
        triesLeft,
        triesOf: 5,
      });
    }
    const over = { ok: false, code: 'NO_TRIES_LEFT' };
    expect(await enter(person.email, wrong(code), browser)).toEqual(over);
    expect(await enter(person.email, code, browser)).toEqual(over);
  });

  test('still works at the fifth try', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    for (let i = 0; i < 4; i++) await enter(person.email, wrong(code), browser);
    expect(await enter(person.email, code, browser)).toMatchObject({ ok: true });
  });

  test('wrong codes sent at the same moment are all counted', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => enter(person.email, wrong(code), browser)),
    );
    expect(results.filter((result) => !result.ok && result.code === 'NO_TRIES_LEFT')).toHaveLength(
      1,
    );
    expect(await enter(person.email, code, browser)).toEqual({ ok: false, code: 'NO_TRIES_LEFT' });
  });

  test('read by somebody else is of no use in another browser', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    const stranger = makeToken();
    expect(await enter(person.email, code, stranger)).toEqual({
      ok: false,
      code: 'CODE_NOT_ASKED_HERE',
    });
    await ask(person.email, stranger);
    expect(await enter(person.email, code, stranger)).toMatchObject({ code: 'CODE_WRONG' });
    // And the stranger's request has not made the owner's code useless.
    expect(await enter(person.email, code, browser)).toMatchObject({ ok: true });
  });

  test('is replaced by the next one, and says so', async () => {
    const person = await staff();
    const browser = makeToken();
    const first = await askAndRead(person.email, browser);
    const second = await askAndRead(person.email, browser);
    if (first !== second) {
      expect(await enter(person.email, first, browser)).toMatchObject({
        code: 'CODE_REPLACED',
        triesLeft: 4,
      });
    }
    expect(await enter(person.email, second, browser)).toMatchObject({ ok: true });
  });

  test.each([
    ['482 913', '482913'],
    ['482-913', '482913'],
    [' 482913\n', '482913'],
    ['４８２９１３', '482913'],
    ['482–913', '482913'],
    ['000042', '000042'],
  ])('typed as %j is read as %s', (typed, digits) => {
    expect(readCode(typed)).toEqual({ ok: true, digits });
  });

  test.each([
    ['48291', 5],
    ['4829133', 7],
    ['', 0],
    ['48291x', 5],
  ])('typed as %j uses up no try', async (typed, digitCount) => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    for (let i = 0; i < 6; i++) {
      expect(await enter(person.email, typed, browser)).toEqual({
        ok: false,
        code: 'CODE_MALFORMED',
        digitCount,
      });
    }
    expect(await enter(person.email, code, browser)).toMatchObject({ ok: true });
  });
});

describe('who may not enter', () => {
  test('an unknown address gets the same answers, and no mail', async () => {
    const person = await staff();
    const answers = [];
    for (const email of [person.email, UNKNOWN_ADDRESS]) {
      const browser = makeToken();
      const asked = await ask(email, browser);
      const code = email === person.email ? wrong(await mailedCode()) : '482913';
      const tries = [];
      for (let i = 0; i < 6; i++) tries.push(await enter(email, code, browser));
      const again = [];
      for (let i = 0; i < 3; i++) again.push(await ask(email, browser));
      answers.push({ asked: { ...asked, address: '', maskedAddress: '' }, tries, again });
    }
    const blank = (answer: unknown) =>
      JSON.stringify(answer).replace(/"(address|maskedAddress)":"[^"]*"/g, '"$1":""');
    expect(blank(answers[1])).toEqual(blank(answers[0]));
    expect(await ctx.db.prisma.outboxMail.count({ where: { toAddress: UNKNOWN_ADDRESS } })).toBe(0);
  });

  test('the same rows are written for an unknown address, but for the mail', async () => {
    const person = await staff();
    for (const email of [person.email, UNKNOWN_ADDRESS]) {
      await ask(email, makeToken());
      expect(await ctx.db.prisma.signInCode.count({ where: { email } })).toBe(1);
    }
    expect(await ctx.db.prisma.signInAttempt.count()).toBe(2);
    expect(await ctx.db.prisma.outboxMail.count()).toBe(1);
  });

  test('a disabled person gets no mail, and no entry with a code mailed before', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    await ctx.db.prisma.user.update({
      where: { id: person.id },
      data: { disabledAt: ctx.clock.now() },
    });
    expect(await enter(person.email, code, browser)).toEqual({ ok: false, code: 'CODE_EXPIRED' });
    await ctx.db.prisma.outboxMail.deleteMany();
    expect(await ask(person.email, browser)).toMatchObject({ ok: true });
    expect(await ctx.db.prisma.outboxMail.count()).toBe(0);
  });

  test('an address that is none is told so', async () => {
    expect(await ask('dana＠maplegrove.example', makeToken())).toEqual({
      ok: false,
      code: 'ADDRESS_INVALID',
    });
  });
});

describe('limits', () => {
  test.each([
    ['a known address', true],
    ['an unknown address', false],
  ])('three codes in 15 minutes to %s, whatever the browser', async (_name, isKnown) => {
    const email = isKnown ? (await staff()).email : UNKNOWN_ADDRESS;
    for (let i = 0; i < 3; i++) {
      expect(await ask(email, makeToken())).toMatchObject({ ok: true });
      ctx.clock.advance(MINUTE);
    }
    const refused = {
      ok: false,
      code: 'TOO_MANY_CODES',
      retryAt: new Date('2026-09-01T15:15:00Z'),
    };
    expect(await ask(email, makeToken())).toEqual(refused);
    ctx.clock.set('2026-09-01T15:14:59.999Z');
    expect(await ask(email, makeToken())).toEqual(refused);
    ctx.clock.set('2026-09-01T15:15:00Z');
    expect(await ask(email, makeToken())).toMatchObject({ ok: true });
  });

  test('three requests at the same moment are not four', async () => {
    const { email } = await staff();
    const results = await Promise.all(Array.from({ length: 5 }, () => ask(email, makeToken())));
    expect(results.filter((result) => result.ok)).toHaveLength(3);
    expect(await ctx.db.prisma.outboxMail.count()).toBe(3);
  });

  async function failTimes(email: string, count: number) {
    let left = count;
    while (left > 0) {
      const browser = makeToken();
      await ask(email, browser);
      const code = await mailedCode();
      for (let i = 0; i < 5 && left > 0; i++, left--) await enter(email, wrong(code), browser);
      ctx.clock.advance(16 * MINUTE);
    }
  }

  test.each([
    ['nine failures', 9, false],
    ['ten failures', 10, true],
  ])('%s in 24 hours', async (_name, failures, isLinkOnly) => {
    const { email } = await staff();
    await failTimes(email, failures);
    expect(await ask(email, makeToken())).toMatchObject({ ok: true, isLinkOnly });
  });

  test.each([
    ['nine failures', 9, true],
    ['ten failures', 10, false],
  ])('%s of one browser at many addresses', async (_name, failures, works) => {
    const guessing = makeToken();
    const others = await Promise.all(Array.from({ length: failures }, staff));
    for (const { email } of others) {
      await ask(email, guessing);
      await enter(email, wrong(await mailedCode()), guessing);
    }
    const victim = await staff();
    expect((await ask(victim.email, guessing)).ok).toBe(works);
    // Another browser is none of it.
    expect(await ask(victim.email, makeToken())).toMatchObject({ ok: true, isLinkOnly: false });
  });

  test('an eleventh try is refused even with the right code, until the first failure is a day old', async () => {
    const { email } = await staff();
    await failTimes(email, 9);
    const browser = makeToken();
    const code = await askAndRead(email, browser);
    expect(await enter(email, wrong(code), browser)).toMatchObject({ code: 'CODE_WRONG' });
    const refused = {
      ok: false,
      code: 'TOO_MANY_FAILURES',
      retryAt: new Date('2026-09-02T15:00:00Z'),
      isLinkOpen: true,
    };
    expect(await enter(email, code, browser)).toEqual(refused);
    ctx.clock.set('2026-09-02T14:59:59.999Z');
    expect(await enter(email, code, browser)).toEqual(refused);
    expect(await ask(email, browser)).toMatchObject({ ok: true, isLinkOnly: true });
    ctx.clock.set('2026-09-02T15:00:00Z');
    expect(await ask(email, browser)).toMatchObject({ ok: true, isLinkOnly: false });
  });

  test('a stranger who wears out an address does not lock out a browser that signed in before', async () => {
    const person = await staff();
    const browser = makeToken();
    const { browserProof } = await signIn(person.email, browser);
    ctx.clock.advance(HOUR);
    await failTimes(person.email, 10);
    expect(await ask(person.email, browser)).toMatchObject({ ok: true, isLinkOnly: true });
    expect(await ask(person.email, browser, { browserProof })).toMatchObject({
      ok: true,
      isLinkOnly: false,
    });
    const code = await mailedCode();
    expect(await enter(person.email, code, browser, { browserProof })).toMatchObject({ ok: true });
  });

  test('a proof is good for one address, one browser and 90 days', async () => {
    const person = await staff();
    const other = await staff();
    const browser = makeToken();
    const { browserProof } = await signIn(person.email, browser);
    const isBelieved = async (email: string, browserToken: string, proof: string) => {
      for (let i = 0; i < 3; i++) await ask(email, makeToken());
      return (await ask(email, browserToken, { browserProof: proof })).ok;
    };
    expect(await isBelieved(other.email, browser, browserProof)).toBe(false);
    expect(await isBelieved(person.email, makeToken(), browserProof)).toBe(false);
    expect(await isBelieved(person.email, browser, browserProof.slice(0, -1))).toBe(false);
    expect(await isBelieved(person.email, browser, browserProof)).toBe(true);
    ctx.clock.advance(90 * 24 * HOUR);
    expect(await isBelieved(person.email, browser, browserProof)).toBe(false);
  });

  test.each([
    ['29 codes', 29, true],
    ['30 codes', 30, false],
  ])('%s asked for from one source address in 15 minutes', async (_name, count, works) => {
    const { email } = await staff();
    await ctx.db.prisma.signInAttempt.createMany({
      data: Array.from({ length: count }, (_unused, i) => ({
        kind: 'code-sent',
        emailHash: `somebody ${i}`,
        sourceAddress: '203.0.113.4',
        succeeded: true,
        at: ctx.clock.now(),
      })),
    });
    const result = await ask(email, makeToken(), { sourceAddress: '203.0.113.4' });
    expect(result.ok).toBe(works);
    expect(await ask(email, makeToken(), { sourceAddress: '203.0.113.5' })).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ['99 failures', 99, true],
    ['100 failures', 100, false],
  ])('%s from one source address in 24 hours', async (_name, count, works) => {
    const { email } = await staff();
    await ctx.db.prisma.signInAttempt.createMany({
      data: Array.from({ length: count }, (_unused, i) => ({
        kind: 'code-tried',
        emailHash: `somebody ${i}`,
        sourceAddress: '203.0.113.4',
        succeeded: false,
        at: ctx.clock.now(),
      })),
    });
    const result = await ask(email, makeToken(), { sourceAddress: '203.0.113.4' });
    expect(result.ok).toBe(works);
  });

  test('people whose source is unknown do not share a limit', async () => {
    for (let i = 0; i < 31; i++) {
      expect(await ask(`person${i}@maplegrove.example`, makeToken())).toMatchObject({ ok: true });
    }
  });
});

describe('the link in the mail', () => {
  const follow = (token: string, browserToken = makeToken()) =>
    verifyLink(ctx, { token, browserToken, sourceAddress: 'unknown', userAgent: 'test' });

  async function mailedLink(): Promise<string> {
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return /\/sign-in\/link\/(\S+)/.exec(mail.text)?.[1] ?? '';
  }

  /** A stranger's ten wrong codes, from browsers of their own. */
  async function wearOut(email: string) {
    for (let i = 0; i < 2; i += 1) {
      const stranger = makeToken();
      await ask(email, stranger);
      const code = await mailedCode();
      for (let j = 0; j < 5; j += 1) await enter(email, wrong(code), stranger);
    }
  }

  test('lets its reader in from a new browser after a stranger wore out the address', async () => {
    const person = await staff();
    await wearOut(person.email);
    const asked = await ask(person.email, makeToken());
    expect(asked).toMatchObject({ ok: true, isLinkOnly: true });
    const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(mail.text.split('\n')[0]).toBe('Sign in to TalkingPoints Connector with the link below');
    const token = await mailedLink();
    expect(await follow(token)).toMatchObject({
      ok: true,
      signedIn: { person: { id: person.id } },
    });
    expect(await follow(token)).toEqual({ ok: false, code: 'LINK_USED' });
  });

  test('is in every mail, so that a stranger who uses up the mails leaves one that lets in', async () => {
    const person = await staff();
    for (let i = 0; i < 3; i += 1) await ask(person.email, makeToken());
    const token = await mailedLink();
    expect(await ask(person.email, makeToken())).toMatchObject({ code: 'TOO_MANY_CODES' });
    ctx.clock.advance(15 * MINUTE - 1);
    expect(await follow(token)).toMatchObject({ ok: true });
  });

  test('lasts as long as its mails are limited, and works once with its code', async () => {
    const person = await staff();
    const browser = makeToken();
    const code = await askAndRead(person.email, browser);
    const token = await mailedLink();
    expect(await follow(token)).toMatchObject({ ok: true });
    expect(await enter(person.email, code, browser)).toEqual({ ok: false, code: 'CODE_USED' });
    await ask(person.email, browser);
    const later = await mailedLink();
    ctx.clock.advance(15 * MINUTE);
    expect(await follow(later)).toEqual({ ok: false, code: 'LINK_EXPIRED' });
  });

  test('followed three times at the same moment lets in once', async () => {
    const person = await staff();
    await ask(person.email, makeToken());
    const token = await mailedLink();
    const results = await Promise.all([1, 2, 3].map(() => follow(token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('changed by one letter, cut off or of another row lets nobody in', async () => {
    const person = await staff();
    await ask(person.email, makeToken());
    const token = await mailedLink();
    const last = token.endsWith('0') ? '1' : '0';
    const [id = '', signature = ''] = token.split('.');
    for (const other of [
      ...['', '.', id, `${id}.`, token.slice(0, -1), token.slice(0, -1) + last, `${token}0`],
      ...[`${Number(id) + 1}.${signature}`, `99999999999.${signature}`, `${id}\0.${signature}`],
    ]) {
      expect(await follow(other), other).toEqual({ ok: false, code: 'LINK_UNKNOWN' });
    }
    expect(await follow(token)).toMatchObject({ ok: true });
  });

  test('of somebody who was disabled since lets nobody in, and none goes to an unknown address', async () => {
    const person = await staff();
    await ask(person.email, makeToken());
    const token = await mailedLink();
    await ctx.db.prisma.user.update({
      where: { id: person.id },
      data: { disabledAt: ctx.clock.now() },
    });
    expect(await follow(token)).toEqual({ ok: false, code: 'CODE_EXPIRED' });
    await ctx.db.prisma.outboxMail.deleteMany();
    await ask(UNKNOWN_ADDRESS, makeToken());
    expect(await ctx.db.prisma.outboxMail.count()).toBe(0);
  });

  test('guessing stays as unlikely: no browser but known ones tries an address more than ten times a day', async () => {
    const person = await staff();
    let tried = 0;
    for (let i = 0; i < 20; i += 1) {
      const stranger = makeToken();
      ctx.clock.advance(6 * MINUTE);
      await ask(person.email, stranger);
      const code = await mailedCode();
      for (let j = 0; j < 5; j += 1) {
        const result = await enter(
          person.email,
          /^\d/.test(code) ? wrong(code) : '000000',
          stranger,
        );
        if (!result.ok && ['CODE_WRONG', 'NO_TRIES_LEFT'].includes(result.code)) tried += 1;
        if (!result.ok && result.code === 'NO_TRIES_LEFT') break;
      }
    }
    expect(tried).toBe(10);
  });
});

describe('a session', () => {
  test('is a row; the browser holds what the row does not', async () => {
    const person = await staff();
    const { sessionToken } = await signIn(person.email);
    const [row] = await ctx.db.prisma.session.findMany({ where: { userId: person.id } });
    expect(JSON.stringify(row)).not.toContain(sessionToken);
    expect(await findSessionPerson(ctx, sessionToken)).toMatchObject({
      userId: person.id,
      role: 'IMPLEMENTATION',
      tenantIds: [],
    });
    expect(await findSessionPerson(ctx, makeToken())).toBeNull();
    expect(await findSessionPerson(ctx, '')).toBeNull();
  });

  test.each([
    ['a moment before an hour', 60 * MINUTE - 1, true],
    ['an hour', 60 * MINUTE, false],
    ['a moment after an hour', 60 * MINUTE + 1, false],
  ])('left alone for %s', async (_name, wait, lasts) => {
    const { sessionToken } = await signIn((await staff()).email);
    ctx.clock.advance(wait);
    expect((await findSessionPerson(ctx, sessionToken)) !== null).toBe(lasts);
  });

  test.each([
    ['staff', 12],
    ['a district contact', 24],
  ])('of %s ends after %i hours however busy', async (kind, hours) => {
    const tenant = await createTenant(ctx);
    const person =
      kind === 'staff' ? await staff() : await createPerson(ctx, { tenants: [tenant] });
    const { sessionToken, expiresAt } = await signIn(person.email);
    expect(expiresAt.getTime() - ctx.clock.now().getTime()).toBe(hours * HOUR);
    const end = expiresAt.getTime();
    while (ctx.clock.now().getTime() < end - 30 * MINUTE) {
      ctx.clock.advance(30 * MINUTE);
      await findSessionPerson(ctx, sessionToken);
    }
    ctx.clock.set(new Date(end - 1));
    expect(await findSessionPerson(ctx, sessionToken)).not.toBeNull();
    ctx.clock.set(new Date(end));
    expect(await findSessionPerson(ctx, sessionToken)).toBeNull();
  });

  test('notes when it was last used, at most once a minute', async () => {
    const person = await staff();
    const { sessionToken } = await signIn(person.email);
    const seen = async () => {
      await findSessionPerson(ctx, sessionToken);
      const row = await ctx.db.prisma.session.findFirstOrThrow({ where: { userId: person.id } });
      return row.lastSeenAt.toISOString();
    };
    ctx.clock.advance(MINUTE - 1);
    expect(await seen()).toBe('2026-09-01T15:00:00.000Z');
    ctx.clock.advance(1);
    expect(await seen()).toBe('2026-09-01T15:01:00.000Z');
  });

  test('grows idle under a page that asks again by itself', async () => {
    const { sessionToken } = await signIn((await staff()).email);
    for (let minutes = 0; minutes < 59; minutes++) {
      ctx.clock.advance(MINUTE);
      expect(await findSessionPerson(ctx, sessionToken, { isAttended: false })).not.toBeNull();
    }
    ctx.clock.advance(MINUTE);
    expect(await findSessionPerson(ctx, sessionToken, { isAttended: false })).toBeNull();
  });

  test('asked what is left of it does not last longer for being asked', async () => {
    const { id: userId, email } = await staff();
    const { sessionToken } = await signIn(email);
    const left = (isAttended: boolean) => findSessionLeft(ctx, sessionToken, { isAttended });
    const idle = { userId, end: 'IDLE', afterMinutes: 60 };
    expect(await left(false)).toEqual({ ...idle, remainingMs: 60 * MINUTE });
    ctx.clock.advance(58 * MINUTE);
    expect(await left(false)).toEqual({ ...idle, remainingMs: 2 * MINUTE });
    ctx.clock.advance(MINUTE);
    expect(await left(false)).toEqual({ ...idle, remainingMs: MINUTE });
    expect(await left(true)).toEqual({ ...idle, remainingMs: 60 * MINUTE });
    ctx.clock.advance(60 * MINUTE);
    expect(await left(true)).toBeNull();
  });

  test.each([
    ['staff', 12],
    ['a district contact', 24],
  ])('of %s is told apart from an idle one near its end after %i hours', async (kind, hours) => {
    const person =
      kind === 'staff'
        ? await staff()
        : await createPerson(ctx, { tenants: [await createTenant(ctx)] });
    const { sessionToken, expiresAt } = await signIn(person.email);
    while (expiresAt.getTime() - ctx.clock.now().getTime() > 30 * MINUTE) {
      ctx.clock.advance(30 * MINUTE);
      await findSessionPerson(ctx, sessionToken);
    }
    for (const isAttended of [false, true]) {
      ctx.clock.advance(14 * MINUTE);
      expect(await findSessionLeft(ctx, sessionToken, { isAttended })).toEqual({
        userId: person.id,
        end: 'EXPIRED',
        afterMinutes: hours * 60,
        remainingMs: expiresAt.getTime() - ctx.clock.now().getTime(),
      });
    }
  });

  test('that nobody has has nothing left', async () => {
    expect(await findSessionLeft(ctx, makeToken(), { isAttended: false })).toBeNull();
  });

  test('that ran out says why; one that somebody ended, or that nobody had, says nothing', async () => {
    const person = await staff();
    const idle = await signIn(person.email);
    expect(await findSessionEnd(ctx, idle.sessionToken)).toBeNull();
    ctx.clock.advance(60 * MINUTE - 1);
    expect(await findSessionEnd(ctx, idle.sessionToken)).toBeNull();
    ctx.clock.advance(1);
    expect(await findSessionEnd(ctx, idle.sessionToken)).toBe('IDLE');
    const busy = await signIn(person.email);
    while (ctx.clock.now() < busy.expiresAt) {
      await findSessionPerson(ctx, busy.sessionToken);
      ctx.clock.advance(30 * MINUTE);
    }
    expect(await findSessionEnd(ctx, busy.sessionToken)).toBe('EXPIRED');
    const ended = await signIn(person.email);
    await revokeSession(ctx, ended.sessionToken, nobody);
    ctx.clock.advance(2 * HOUR);
    expect(await findSessionEnd(ctx, ended.sessionToken)).toBeNull();
    expect(await findSessionEnd(ctx, makeToken())).toBeNull();
  });

  test('revoked or of a disabled person is over at once', async () => {
    const person = await staff();
    const first = await signIn(person.email);
    const second = await signIn(person.email);
    await revokeSession(ctx, first.sessionToken, nobody);
    expect(await findSessionPerson(ctx, first.sessionToken)).toBeNull();
    expect(await findSessionPerson(ctx, second.sessionToken)).not.toBeNull();
    await ctx.db.prisma.user.update({
      where: { id: person.id },
      data: { disabledAt: ctx.clock.now() },
    });
    expect(await findSessionPerson(ctx, second.sessionToken)).toBeNull();
    expect(
      await ctx.db.prisma.auditEvent.count({
        where: { actorId: person.id, action: 'session.ended' },
      }),
    ).toBe(1);
  });

  test('knows a contact’s districts as they are now', async () => {
    const [one, two] = [await createTenant(ctx), await createTenant(ctx)];
    const person = await createPerson(ctx, { tenants: [one] });
    const { sessionToken } = await signIn(person.email);
    await ctx.db.prisma.tenantMember.create({ data: { tenantId: two.id, userId: person.id } });
    expect((await findSessionPerson(ctx, sessionToken))?.tenantIds).toEqual([one.id, two.id]);
  });
});
