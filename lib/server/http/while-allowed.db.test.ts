// Answers that are on their way when their reader loses the right to them, against the session's rows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createSession, revokeSessionsOf } from '../auth/sessions';
import type { Role } from '../db';
import { isStillAllowed } from './authorize';
import { whileAllowed } from './while-allowed';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});

afterAll(() => ctx.close());

const SECOND = 1_000;

/** Pieces without end, one a second by the test's clock. */
function pieces(): ReadableStream<Uint8Array> {
  let count = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (count > 0) ctx.clock.advance(SECOND);
        count += 1;
        controller.enqueue(new TextEncoder().encode(`data: ${count}\n\n`));
      },
    },
    { highWaterMark: 0 },
  );
}

async function open(role: Role, isEvents: boolean) {
  const tenant = await createTenant(ctx);
  const person = await createPerson(
    ctx,
    role === 'DISTRICT_CONTACT' ? { tenants: [tenant] } : { role },
  );
  const { token } = await createSession(ctx, ctx.db.prisma, {
    userId: person.id,
    role,
    sourceAddress: 'test',
    userAgent: 'test',
  });
  const stream = whileAllowed(pieces(), {
    mayStill: () => isStillAllowed(ctx, token, 'runs.view', tenant.slug),
    now: () => ctx.clock.now(),
    isEvents,
  });
  return { tenant, person, reader: stream.getReader() };
}

type Opened = Awaited<ReturnType<typeof open>>;

const losses: Record<string, { role: Role; lose: (opened: Opened) => Promise<unknown> }> = {
  disabled: {
    role: 'IMPLEMENTATION',
    lose: ({ person }) =>
      ctx.db.prisma.user.update({
        where: { id: person.id },
        data: { disabledAt: ctx.clock.now() },
      }),
  },
  'signed out elsewhere': {
    role: 'IMPLEMENTATION',
    lose: ({ person }) => revokeSessionsOf(ctx, ctx.db.prisma, person.id),
  },
  'taken off the district': {
    role: 'DISTRICT_CONTACT',
    lose: ({ person }) => ctx.db.prisma.tenantMember.deleteMany({ where: { userId: person.id } }),
  },
  'made a contact of nobody': {
    role: 'IMPLEMENTATION',
    lose: ({ person }) =>
      ctx.db.prisma.user.update({ where: { id: person.id }, data: { role: 'DISTRICT_CONTACT' } }),
  },
  'with a session that ran out': {
    role: 'ADMIN',
    lose: ({ person }) =>
      ctx.db.prisma.session.updateMany({
        where: { userId: person.id },
        data: { expiresAt: ctx.clock.now() },
      }),
  },
  'with a session that was deleted': {
    role: 'ADMIN',
    lose: ({ person }) => ctx.db.prisma.session.deleteMany({ where: { userId: person.id } }),
  },
};

describe.each(Object.entries(losses))('somebody who is %s', (_name, { role, lose }) => {
  test.each([true, false])('reads no further after five seconds (events: %j)', async (isEvents) => {
    const opened = await open(role, isEvents);
    const { reader } = opened;
    for (let i = 0; i < 5; i += 1) expect((await reader.read()).done).toBe(false);
    await lose(opened);
    const lostAt = ctx.clock.now().getTime();
    const end = async (): Promise<'ended' | 'broken off'> => {
      for (;;) {
        try {
          if ((await reader.read()).done) return 'ended';
        } catch {
          return 'broken off';
        }
        if (ctx.clock.now().getTime() - lostAt > 60 * SECOND) throw new Error('it goes on');
      }
    };
    expect(await end()).toBe(isEvents ? 'ended' : 'broken off');
    expect(ctx.clock.now().getTime() - lostAt).toBeLessThanOrEqual(5 * SECOND);
  });
});

test('whoever may see it reads to the end, and on the way nothing keeps the session alive', async () => {
  const { reader, person } = await open('IMPLEMENTATION', true);
  for (let i = 0; i < 120; i += 1) expect((await reader.read()).done).toBe(false);
  const session = await ctx.db.prisma.session.findFirstOrThrow({ where: { userId: person.id } });
  expect(session.lastSeenAt).toEqual(session.createdAt);
  await reader.cancel();
});
