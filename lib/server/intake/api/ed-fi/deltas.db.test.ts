// Changes of an Ed-Fi API on top of what is kept of it: what is handed over is the whole district as it is then.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import {
  startEdFiSimulator,
  type EdFiOptions,
  type EdFiSimulator,
} from '@/lib/simulators/ed-fi/simulator';
import { createEdFiDistrict, reaching, type ApiDistrict } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { goThrough, pullThrough } from '@/lib/testing/pull-through';
import { addPull } from '../../../pulls/add-pull';
import { readKept } from '../pulls/keep-page';
import { changesAfterMirror } from './mirror';

const day = createDistrict({ students: 60, seed: 'ed-fi-deltas' });

let context: TestContext;
const started: EdFiSimulator[] = [];
beforeAll(async () => {
  context = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterEach(() => Promise.all(started.splice(0).map((simulator) => simulator.close())));
afterAll(() => context.close());

async function pulledOnce(options: Partial<EdFiOptions> = {}) {
  const simulator = await startEdFiSimulator({ day, ...options });
  started.push(simulator);
  const ctx = reaching(context, simulator.base);
  const district = await createEdFiDistrict(ctx, simulator);
  await pullThrough(ctx, district);
  return { ctx, district, simulator };
}

async function pullChanges(ctx: TestContext, { tenantId, connectionId }: ApiDistrict) {
  const since = await changesAfterMirror(ctx, { tenantId, connectionId });
  const added = await addPull(ctx, {
    tenantId,
    connectionId,
    feed: 'ROSTER',
    purpose: 'UPDATE',
    since,
    scheduledFor: null,
    askedById: null,
  });
  if (!added.ok) throw new Error(added.code);
  const pull = await goThrough(ctx, { tenantId, number: added.number });
  return { ...pull, since };
}

/** The lines of a file that was handed over last. */
async function linesOf(ctx: TestContext, { tenantId }: ApiDistrict, fileName: string) {
  const { storageKey } = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { tenantId, fileName },
    orderBy: { id: 'desc' },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.storage.read(storageKey ?? '')) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n').slice(1).sort();
}

const FILES = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments'];

async function allLines(ctx: TestContext, district: ApiDistrict) {
  const files = FILES.map(async (name) => [name, await linesOf(ctx, district, `${name}.csv`)]);
  return Object.fromEntries(await Promise.all(files)) as Record<string, string[]>;
}

/** A deleted enrollment, a student who changed schools' date of entry, another name, and someone new to a section. */
function changeThings({ store, ...simulator }: EdFiSimulator): void {
  const [first, second] = store.all('studentSectionAssociations');
  const [membership] = store.all('studentSchoolAssociations');
  const [student] = store.all('students').slice(5);
  if (!first || !second || !membership || !student) throw new Error('nothing to change');
  simulator.delete(
    'studentSectionAssociations',
    store.keyValues('studentSectionAssociations', first.record),
  );
  simulator.changeKey(
    'studentSectionAssociations',
    store.keyValues('studentSectionAssociations', second.record),
    { beginDate: '2026-08-27' },
  );
  simulator.changeKey(
    'studentSchoolAssociations',
    store.keyValues('studentSchoolAssociations', membership.record),
    { entryDate: '2026-08-28' },
  );
  simulator.upsert('students', { ...student.record, firstName: 'Renamed' });
}

test.each<[string, Partial<EdFiOptions>]>([
  ['5.3', { suite: '5.3', standard: '3.3' }],
  ['6.1', { suite: '6.1', standard: '4.0' }],
  ['7.3', { suite: '7.3', standard: '6.0' }],
])('a delete, a key change and a changed student, suite %s', async (_suite, options) => {
  const { ctx, district, simulator } = await pulledOnce(options);
  const before = await allLines(ctx, district);
  changeThings(simulator);
  simulator.forgetRequests();
  const delta = await pullChanges(ctx, district);
  expect(delta).toMatchObject({ extent: 'DELTA', state: 'COMPLETE', troubleCode: null });
  const after = await allLines(ctx, district);
  expect(after.enrollments).toHaveLength((before.enrollments?.length ?? 0) - 1);
  expect(after.enrollments?.filter((line) => line.includes('2026-08-27'))).toHaveLength(1);
  expect(after.users?.filter((line) => line.includes('Renamed'))).toHaveLength(1);
  expect(after.users).toHaveLength(before.users?.length ?? 0);
  // All of it read again comes to the same.
  await pullThrough(ctx, district);
  expect(await allLines(ctx, district)).toEqual(after);
});

test('deletes without keys are found by id', async () => {
  const { ctx, district, simulator } = await pulledOnce({ suite: '5.2', standard: '3.3' });
  const before = await allLines(ctx, district);
  simulator.misbehave({ kind: 'noKeyValues' });
  changeThings(simulator);
  await pullChanges(ctx, district);
  const after = await allLines(ctx, district);
  expect(after.enrollments).toHaveLength((before.enrollments?.length ?? 0) - 1);
  await pullThrough(ctx, district);
  expect(await allLines(ctx, district)).toEqual(after);
});

test('a delete without keys of something unknown makes the next pull a full one', async () => {
  const { ctx, district, simulator } = await pulledOnce({ suite: '5.2', standard: '3.3' });
  const [known] = simulator.store.all('studentSectionAssociations');
  const record = { ...known?.record, beginDate: '2026-08-29' };
  simulator.upsert('studentSectionAssociations', record);
  simulator.delete(
    'studentSectionAssociations',
    simulator.store.keyValues('studentSectionAssociations', record),
  );
  simulator.misbehave({ kind: 'noKeyValues' });
  expect((await pullChanges(ctx, district)).extent).toBe('DELTA');
  expect((await pullChanges(ctx, district)).extent).toBe('FULL');
  expect((await pullChanges(ctx, district)).extent).toBe('DELTA');
});

test('changes that the server has forgotten mean that everything is read', async () => {
  const { ctx, district, simulator } = await pulledOnce();
  changeThings(simulator);
  simulator.store.forgetChanges();
  const pull = await pullChanges(ctx, district);
  expect(pull).toMatchObject({ extent: 'FULL', state: 'COMPLETE' });
});

test('what changes while a delta is read is of the next one', async () => {
  const { ctx, district, simulator } = await pulledOnce();
  const first = await changesAfterMirror(ctx, district);
  expect((await pullChanges(ctx, district)).since).toBe(first);
  changeThings(simulator);
  expect(Number(await changesAfterMirror(ctx, district))).toBe(Number(first));
  await pullChanges(ctx, district);
  expect(Number(await changesAfterMirror(ctx, district))).toBeGreaterThan(Number(first));
  const pages = await ctx.db.prisma.pullPage.findMany({
    where: { tenantId: district.tenantId, collection: 'studentSectionAssociations/keyChanges' },
  });
  const kept = await Promise.all(
    pages.map(({ storageKey }) => readKept(ctx.storage, storageKey).then(String)),
  );
  expect(kept.join('')).toContain('newKeyValues');
});
