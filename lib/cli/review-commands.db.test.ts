// The commands of reviews through the command line, on a district with a held update.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { runCommandLine } from './command-line';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: new Date() });
});
afterAll(() => ctx.close());

async function run(...args: readonly string[]): Promise<[number, Record<string, unknown>]> {
  let out = '';
  const code = await runCommandLine([...args, '--json'], {
    env: {
      DATABASE_URL: ctx.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
    },
    folder: ctx.settings.dataFolder,
    out: async (text) => void (out += text),
    err: () => {},
  });
  return [code, JSON.parse(out) as Record<string, unknown>];
}

const refusal = async (...args: readonly string[]) => {
  const [code, answer] = await run(...args);
  return [code, (answer.error as { code: string } | undefined)?.code];
};

async function held(seed: string) {
  const district = await createLiveDistrict(ctx, { seed });
  const day = nextDay(district.day, 'promotion');
  const runId = await district.receiveDay(day);
  const target = await targetOf(ctx, runId);
  const named = ['--version', String(target.version), '--fingerprint', target.fingerprint];
  return { district, day, runId, target, id: String(target.breakId), named };
}

test('a review is taken, talked about, asked about and put aside', async () => {
  const { district, id, named, target } = await held('cli-triage');
  const person = await createPerson(ctx);
  const contact = await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  expect(await refusal('review', 'assign', id, '--to', 'nobody@nowhere.example')).toEqual([
    ...[4, 'STAFF_NOT_FOUND'],
  ]);
  expect(await run('review', 'assign', id, '--to', person.email)).toEqual([
    0,
    { id: target.breakId, assigneeId: person.id },
  ]);
  expect(await run('reviews', 'comment', id, 'called them', '--as', person.email)).toMatchObject([
    0,
    {},
  ]);
  const asked = await run('review', 'ask', id, ...named, '--message', 'expected?');
  expect(asked).toMatchObject([0, { mailCount: 1 }]);
  const answer = ['review', 'answer', id, '--answer', 'expected'];
  expect(await refusal(...answer, '--contact', person.email)).toEqual([4, 'NOT_A_CONTACT']);
  expect(await run(...answer, '--contact', contact.email)).toMatchObject([0, {}]);
  expect(await refusal(...answer, '--contact', contact.email)).toEqual([3, 'ALREADY_ANSWERED']);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await run('review', 'snooze', id, '--until', until)).toEqual([
    0,
    { id: target.breakId, snoozedUntil: until },
  ]);
  expect(await refusal('review', 'snooze', id, '--until', 'tomorrow')).toEqual([2, 'USAGE']);
  const tenant = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: district.tenantId } });
  const of = ['review', 'list', '--tenant', tenant.slug];
  expect(await run(...of)).toMatchObject([0, { total: 0 }]);
  expect(await run(...of, '--snoozed', '--mine', person.email)).toMatchObject([
    0,
    { total: 1, rows: [{ asked: 'expected', assignee: person.name }] },
  ]);
  const [, shown] = await run('review', 'show', id);
  const timeline = shown.timeline as { kind: string; actorName: string | null }[];
  expect(timeline.find(({ kind }) => kind === 'COMMENT')?.actorName).toBe(person.name);
});

test('a part is counted, approved as it was counted, and taken back', async () => {
  const { district, id, named, runId } = await held('cli-part');
  const [, preview] = await run('review', 'preview', id, '--group', 'students/add');
  const applyCount = String(preview.applyCount);
  expect(Number(applyCount)).toBeGreaterThan(0);
  const slice = ['review', 'approve-slice', id, ...named, '--group', 'students/add'];
  const words = ['--comment', 'kindergarten', '--reason-code', 'planned-change'];
  expect(await refusal(...slice, ...words, '--apply-count', '1')).toEqual([7, 'EFFECT_CHANGED']);
  expect(await refusal('review', 'preview', id, '--group', 'cats/add')).toEqual([2, 'USAGE']);
  expect(await refusal('review', 'undo', id, '--reason', 'a test')).toEqual([3, 'NOT_APPLIED']);
  expect(await run(...slice, ...words, '--apply-count', applyCount)).toMatchObject([
    0,
    { outcome: 'DECIDED', runNumber: 2 },
  ]);
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('APPLIED');
  // Only an approval of the whole says how large a follow-up may be.
  expect(await refusal('review', 'pre-clear', id)).toEqual([3, 'NOT_APPLIED']);
  expect(await refusal('review', 'undo', id, '--removals-only', '--reason', 'a test')).toEqual([
    3,
    'NO_REMOVALS',
  ]);
  expect(await run('review', 'undo', id, '--reason', 'a test')).toEqual([
    0,
    { id: Number(id), part: 'WHOLE' },
  ]);
});

test('stale has a code of its own; removals are held back; a second review is rejected', async () => {
  const { district, day, id, named, runId, target } = await held('cli-stale');
  // Many classes go: nothing approves that without the number, and this one says where it stands.
  const [, { typedNumber }] = await run('review', 'show', id);
  expect(typedNumber).toBe(Number(target.typedNumber));
  const whole = ['review', 'approve', id, ...named, '--comment', 'new year'];
  for (const wrong of [[], ['--typed-number', `1${String(typedNumber)}`]])
    expect(await run(...whole, ...wrong)).toMatchObject([
      3,
      { error: { code: 'NUMBER_REQUIRED', see: 'review show' } },
    ]);
  const hold = ['review', 'hold-removals', id];
  const [, preview] = await run('review', 'preview', id);
  const count = ['--apply-count', String(preview.applyCount), '--comment', 'additions'];
  const wrong = ['--version', '2', ...named.slice(2)];
  expect(await refusal(...hold, ...wrong, ...count)).toEqual([7, 'STALE']);
  expect(await run(...hold, ...named, ...count)).toMatchObject([0, { outcome: 'DECIDED' }]);
  await workOnRuns(ctx);
  const again = await district.receiveDay(day);
  expect(await district.stateOf(again)).toBe('HELD');
  const next = await targetOf(ctx, again);
  const reject = ['review', 'reject', String(next.breakId), '--version', '1'];
  const reason = ['--reason', 'keep them', '--reason-code', 'not-expected'];
  expect(await refusal(...reject, '--fingerprint', 'x', ...reason)).toEqual([7, 'STALE']);
  expect(await run(...reject, '--fingerprint', next.fingerprint, ...reason)).toMatchObject([
    0,
    { outcome: 'DECIDED' },
  ]);
  expect(await district.stateOf(runId)).toBe('APPLIED');
  expect(await district.stateOf(again)).toBe('REJECTED');
});
