// A test of a connection, line by line, against a server that is right, and against servers that are not.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TEST_STEPS, testLineText } from '@/lib/core/pulls/connection-test';
import { createDistrict } from '@/lib/synthetic/district';
import type { Misbehavior } from '@/lib/simulators/parts/misbehavior';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import {
  createApiDistrict,
  pullWorkerFor,
  reaching,
  type ApiDistrict,
} from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { askForTest } from '../../pulls/commands/ask-for-test';
import { findLastTest } from '../../pulls/queries/last-test';

let ctx: TestContext;
let simulator: OneRosterSimulator;
beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 60, seed: 'tested' }),
  });
  ctx = reaching(await createTestContext(), simulator.base);
});
afterEach(() => simulator.behave());
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

async function tested({ tenantId, connectionId, actor }: ApiDistrict) {
  const asked = await askForTest(ctx, actor, tenantId, connectionId);
  if (!asked.ok) throw new Error(asked.code);
  const worker = pullWorkerFor(ctx);
  await worker.testConnections(ctx);
  await worker.stop();
  const test = await findLastTest(ctx, { tenantId, connectionId });
  if (!test?.finishedAt) throw new Error('the test has not ended');
  return test;
}

const outcomes = (lines: readonly { step: string; outcome: string }[]) =>
  Object.fromEntries(lines.map(({ step, outcome }) => [step, outcome]));

test.each(['OAUTH2', 'OAUTH1_SHA1'] as const)(
  'a server that is right, by %s',
  async (authorization) => {
    const district = await createApiDistrict(ctx, simulator, { authorization });
    const { lines } = await tested(district);
    expect(lines.map(testLineText).filter(({ outcome }) => outcome === 'FAILED')).toEqual([]);
    expect(lines.map(({ step }) => step)).toEqual(TEST_STEPS);
    const account = await ctx.db.prisma.apiAccount.findFirstOrThrow({
      where: { connectionId: district.connectionId },
    });
    expect(account).toMatchObject({ allowsDeltas: true, testedAt: expect.any(Date) as Date });
  },
);

test.each<[string, Misbehavior, string, string, RegExp]>([
  [
    'no permission for users',
    { kind: 'failure', status: 403, collection: 'users' },
    'PERMITTED',
    'FAILED',
    /^users: .*does not permit/,
  ],
  [
    'no permission for demographics',
    { kind: 'failure', status: 403, collection: 'demographics' },
    'PERMITTED',
    'NOTED',
    /left out: demographics/,
  ],
  [
    'a filter that is ignored',
    { kind: 'filterIgnored' },
    'CHANGES',
    'NOTED',
    /everything is read every night/,
  ],
  ['no totals', { kind: 'noTotals' }, 'COUNTS', 'NOTED', /does not say how many/],
  [
    'a row without an id',
    { kind: 'blankId', collection: 'classes' },
    'ROWS',
    'FAILED',
    /^classes: .*without the id/,
  ],
  [
    'a sign-in page',
    { kind: 'html', collection: 'orgs' },
    'VERSION',
    'FAILED',
    /page or a text instead of data/,
  ],
])('%s', async (_, misbehavior, step, outcome, text) => {
  const district = await createApiDistrict(ctx, simulator);
  simulator.misbehave(misbehavior);
  const { lines } = await tested(district);
  const line = lines.find((each) => each.step === step);
  if (!line) throw new Error(`no line of ${step}`);
  expect(testLineText(line)).toMatchObject({
    outcome,
    text: expect.stringMatching(text) as string,
  });
  if (outcome === 'FAILED') expect(lines.at(-1)?.outcome).toBe('NOT_TRIED');
});

test('a wrong secret fails at its own line, and nothing is read at night', async () => {
  const district = await createApiDistrict(ctx, { ...simulator, secret: 'wrong' });
  const { lines } = await tested(district);
  expect(outcomes(lines)).toMatchObject({
    REACHED: 'PASSED',
    AUTHORIZED: 'FAILED',
    VERSION: 'NOT_TRIED',
  });
  const account = await ctx.db.prisma.apiAccount.findFirstOrThrow({
    where: { connectionId: district.connectionId },
  });
  expect(account.testedAt).toBeNull();
});
