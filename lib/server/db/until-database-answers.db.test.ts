// A database that is not there yet, in every way in which it can be so, and what is waited for and what is not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { openDatabaseGate, type Shut } from '@/lib/testing/database-gate';
import { requireDatabase } from '../local/database';
import { StartProblem } from '../local/start-problem';
import { untilDatabaseAnswers } from './until-database-answers';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const WAITED_FOR: [string, Shut][] = [
  ['starts up or recovers', { says: '57P03' }],
  ['is being shut down', { says: '57P01' }],
  ['has crashed', { says: '57P02' }],
  ['loses the connection', { says: '08006' }],
  ['has no place for one more', { says: '53300' }],
  ['ends without a word', 'CUT'],
  ['is not there', 'GONE'],
];

describe.each(WAITED_FOR)('a database that %s', (_what, shut) => {
  test('is waited for, which is said once', async () => {
    const gate = await openDatabaseGate(ctx.databaseUrl, shut);
    let asked = 0;
    let said = 0;
    await untilDatabaseAnswers(
      async () => {
        asked += 1;
        if (asked === 4) await gate.open();
        await requireDatabase(gate.url);
      },
      { seconds: 60, onWait: () => (said += 1) },
    );
    expect({ asked, said }).toEqual({ asked: 4, said: 1 });
    await gate.close();
  });

  test('is not waited for longer than that', async () => {
    const gate = await openDatabaseGate(ctx.databaseUrl, shut);
    const waiting = untilDatabaseAnswers(() => requireDatabase(gate.url), {
      seconds: 0,
      onWait: () => {},
    });
    await expect(waiting).rejects.toBeInstanceOf(StartProblem);
    await gate.close();
  });
});

test.each([
  ['a password that is wrong', '28P01'],
  ['a user who may not', '28000'],
  ['a database that does not exist', '3D000'],
])('nobody waits for %s', async (_what, says) => {
  const gate = await openDatabaseGate(ctx.databaseUrl, { says });
  const waiting = untilDatabaseAnswers(() => requireDatabase(gate.url), {
    seconds: 60,
    onWait: () => {
      throw new Error('it waits');
    },
  });
  await expect(waiting).rejects.toBeInstanceOf(StartProblem);
  expect(gate.refused()).toBe(1);
  await gate.close();
});

test('what was begun before the database went away is begun again', async () => {
  const steps: string[] = [];
  await untilDatabaseAnswers(
    async () => {
      steps.push('begun');
      // Ends its own session, once.
      if (steps.length === 1)
        await ctx.db.pool.query('SELECT pg_terminate_backend(pg_backend_pid())');
      steps.push('done');
    },
    { seconds: 60, onWait: () => {} },
  );
  expect(steps).toEqual(['begun', 'begun', 'done']);
});
