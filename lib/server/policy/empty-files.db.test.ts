// A file that is empty on purpose, through real files: two people, these bytes, one set of files, and then held.
import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meantEmptyOf } from '@/lib/core/sync-run/meant-empty-text';
import type { Actor } from '../app-context';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, type CountedDistrict, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { approve } from '../reviews/commands/approve';
import { getTenantBySlug } from '../tenants/queries/list-tenants';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { askForEmptyFile, confirmEmptyFile, endEmptyFile } from './empty-files';
import { listAllowances, findMeantEmpty, listEmptyFiles } from './empty-file-allowances';

const START = '2026-09-01T15:00:00Z';
const DAY = 24 * 3_600_000;
const FILE = 'enrollments.csv';
const GONE = 'e1-1,tobedeleted,2026-08-31T10:00:00Z,k1,s1,u1,student,,,';
const OF: CountedDistrict = { students: 60, staff: 12, classes: 4, enrollmentsPerStudent: 2 };

let ctx: TestContext;
let lead: Actor;
let first: Actor;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
  lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  first = actorOf(await createPerson(ctx, { role: 'IMPLEMENTATION' }));
});
afterAll(() => ctx.close());

/** The day's files with no row in one of them, and what its bytes are. */
function emptied(day: DayOf = {}, fileName = FILE) {
  return districtFiles(OF, {
    ...day,
    change: (id, row, name) => (name === fileName ? null : (day.change?.(id, row, name) ?? row)),
  });
}

function hashOf(files: readonly GivenFile[], name = FILE): string {
  const hash = createHash('sha256');
  for (const chunk of files.find((file) => file.name === name)?.chunks ?? []) hash.update(chunk);
  return hash.digest('hex');
}

async function liveDistrict(of: CountedDistrict = OF, day: DayOf = {}) {
  ctx.clock.set(START);
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, { applySlot: 'ON_ARRIVAL' });
  const tenantId = tenant.id;
  const stateOf = async (runId: number) =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } })).state;
  const receive = async (files: Iterable<GivenFile>): Promise<number> => {
    const { id } = await queueRun(ctx, connection, files);
    await workOnRuns(ctx);
    return id;
  };
  const yes = async (runId: number) => {
    const target = await targetOf(ctx, runId);
    const result = await approve(ctx, lead, { ...target, comment: 'looked at it' });
    await workOnRuns(ctx);
    return result;
  };
  const baseline = await receive(districtFiles(of, day));
  // A first roster: what its gate asks for is not what is tried here.
  await ctx.db.prisma.gateResult.deleteMany({ where: { tenantId } });
  await yes(baseline);
  expect(await stateOf(baseline)).toBe('APPLIED');
  const countLive = async (table: string) =>
    (
      await ctx.db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1 AND removed_at IS NULL`,
        [tenantId],
      )
    ).rows[0]?.n;
  return { tenantId, receive, stateOf, yes, countLive };
}

type District = Awaited<ReturnType<typeof liveDistrict>>;

/** An INVALID run of a file without rows, and what the first person says of it. */
async function asked({ tenantId, receive, stateOf }: District, files = emptied()) {
  const runId = await receive(files);
  expect(await stateOf(runId)).toBe('INVALID');
  const sha256 = hashOf(files);
  const input = { tenantId, runId, fileName: FILE, sha256, reason: 'summer: no classes' };
  const result = await askForEmptyFile(ctx, first, input);
  if (!result.ok) throw new Error(result.code);
  return { ...input, id: result.id, key: { tenantId, id: result.id, sha256 } };
}

async function allowed(district: District, files = emptied()) {
  const said = await asked(district, files);
  expect(await confirmEmptyFile(ctx, lead, said.key)).toMatchObject({ ok: true });
  return said;
}

/** What the list of districts, its box and the page of the run say of the newest run: one answer. */
async function meantOf({ tenantId }: District) {
  const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const row = await getTenantBySlug(ctx, slug);
  const meant = meantEmptyOf(row);
  expect(await findMeantEmpty(ctx, tenantId, row.latestRunId ?? 0)).toEqual(meant);
  return meant;
}

const stateOfAllowance = async (tenantId: number) =>
  (await listAllowances(ctx, tenantId))[0]?.state;
const refused = (code: string) => ({ ok: false, code });

test('two people, the same bytes: read without rows, held, and applied only by an approval; then used up', async () => {
  const district = await liveDistrict();
  const { tenantId, receive, stateOf, countLive } = district;
  const { id, runId, sha256 } = await allowed(district);
  const until = new Date(Date.parse(START) + 7 * DAY);
  expect(await meantOf(district)).toEqual({ fileNames: [FILE], until, isAll: true });
  const before = await countLive('roster_enrollment');

  const next = await receive(emptied());
  expect(await stateOf(next)).toBe('HELD');
  expect(await countLive('roster_enrollment')).toBe(before);
  const removed = await ctx.db.prisma.changeCount.aggregate({
    where: { tenantId, runId: next, action: 'REMOVE' },
    _sum: { count: true },
  });
  expect(removed._sum.count).toBe(before);
  const version = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId: next },
  });
  expect(version.tags).toEqual(['empty-file']);
  expect(
    await ctx.db.prisma.ruleEvaluation.count({ where: { runId: next, tripped: true } }),
  ).not.toBe(0);
  const notes = await ctx.db.prisma.runIssueGroup.findMany({ where: { runId: next } });
  expect(notes.map(({ code }) => code)).toContain('EMPTY_ON_PURPOSE');
  expect((await listAllowances(ctx, tenantId))[0]).toMatchObject({
    id,
    runId,
    fileName: FILE,
    sha256,
    reason: 'summer: no classes',
    state: 'used',
    usedByRunId: next,
  });

  // The very same bytes, with something else new beside them: the allowance was of one set of files.
  const third = await receive(emptied({ more: { 'courses.csv': ['c2,,,y1,Maths,M1,05,d1,,'] } }));
  expect(await stateOf(third)).toBe('INVALID');
  expect(await meantOf(district)).toBeNull();
  expect(await stateOf(next)).toBe('HELD');

  expect(await approve(ctx, lead, { ...(await targetOf(ctx, next)), comment: '' })).toEqual(
    refused('REASON_REQUIRED'),
  );
  expect(await district.yes(next)).toMatchObject({ ok: true, outcome: 'DECIDED' });
  expect(await stateOf(next)).toBe('APPLIED');
  expect(await countLive('roster_enrollment')).toBe(0);

  const audit = await ctx.db.prisma.auditEvent.findMany({
    where: { tenantId, objectType: 'empty-file-allowance', objectId: String(id) },
    orderBy: { id: 'asc' },
  });
  expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['empty-file.asked', first.userId],
    ['empty-file.confirmed', lead.userId],
    ['empty-file.used', null],
  ]);
  expect(audit[0]?.detail).toEqual({ runId, fileName: FILE, sha256 });
});

test('what no limit would stop is held all the same', async () => {
  const two = { 'demographics.csv': ['u1,,,2016-01-01,female', 'u2,,,2016-01-01,male'] };
  const district = await liveDistrict(OF, { more: two });
  const { tenantId, receive, stateOf } = district;
  const none = () => [
    ...districtFiles(OF, { more: { 'demographics.csv': ['x'] } }).filter(
      ({ name }) => name !== 'demographics.csv',
    ),
    textFile('demographics.csv', 'sourcedId,status,dateLastModified,birthDate,sex\r\n'),
  ];
  const runId = await receive(none());
  const [file] = await listEmptyFiles(ctx, tenantId, runId);
  const input = { tenantId, runId, fileName: 'demographics.csv', sha256: file?.sha256 ?? '' };
  const said = await askForEmptyFile(ctx, first, { ...input, reason: 'they stopped' });
  if (!said.ok) throw new Error(said.code);
  await confirmEmptyFile(ctx, lead, { tenantId, id: said.id, sha256: input.sha256 });
  const next = await receive(none());
  expect(await ctx.db.prisma.ruleEvaluation.count({ where: { runId: next, tripped: true } })).toBe(
    0,
  );
  expect(await stateOf(next)).toBe('HELD');
});

test('a file of no bytes at all is read so too', async () => {
  const district = await liveDistrict();
  const { tenantId, receive, stateOf } = district;
  const files = () => [...emptied().filter(({ name }) => name !== FILE), textFile(FILE, '')];
  const runId = await receive(files());
  expect(await stateOf(runId)).toBe('INVALID');
  const sha256 = hashOf(files());
  expect(await listEmptyFiles(ctx, tenantId, runId)).toEqual([
    { fileName: FILE, sha256, hasRowsSince: false },
  ]);
  const said = await askForEmptyFile(ctx, lead, {
    tenantId,
    runId,
    fileName: FILE,
    sha256,
    reason: 'summer',
  });
  if (!said.ok) throw new Error(said.code);
  expect(await confirmEmptyFile(ctx, first, { tenantId, id: said.id, sha256 })).toMatchObject({
    ok: true,
  });
  expect(await stateOf(await receive(files()))).toBe('HELD');
});

test('worked out again, also after the seven days, the run reads the file as it did', async () => {
  const district = await liveDistrict();
  const { tenantId, receive, stateOf } = district;
  await allowed(district);
  const next = await receive(emptied());
  const { fingerprint } = await targetOf(ctx, next);
  ctx.clock.advance(8 * DAY);
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, { id: next, tenantId }, 'QUEUED', { now: ctx.clock.now() }),
  );
  await workOnRuns(ctx);
  expect(await stateOf(next)).toBe('HELD');
  expect(await targetOf(ctx, next)).toMatchObject({ fingerprint });
  expect(await stateOfAllowance(tenantId)).toBe('used');
});

test('in an archive the file is told by its own bytes, not by those of the archive', async () => {
  const { tenantId, receive, stateOf } = await liveDistrict();
  const zipOf = async (files: readonly GivenFile[]): Promise<GivenFile> => {
    const zip = new ZipFile();
    for (const { name, chunks } of files) zip.addBuffer(Buffer.concat([...chunks]), name);
    zip.end();
    const bytes: Buffer[] = [];
    for await (const chunk of zip.outputStream) bytes.push(Buffer.from(chunk));
    return { name: 'oneroster.zip', chunks: bytes };
  };
  const runId = await receive([await zipOf(emptied())]);
  expect(await stateOf(runId)).toBe('INVALID');
  const sha256 = hashOf(emptied());
  const input = { tenantId, runId, fileName: FILE, sha256, reason: 'summer' };
  const said = await askForEmptyFile(ctx, first, input);
  if (!said.ok) throw new Error(said.code);
  await confirmEmptyFile(ctx, lead, { tenantId, id: said.id, sha256 });
  const other = emptied({ more: { 'courses.csv': ['c2,,,y1,Maths,M1,05,d1,,'] } });
  expect(await stateOf(await receive([await zipOf(other)]))).toBe('HELD');
});

test('a first roster without a file’s rows waits for its onboarding review', async () => {
  ctx.clock.set(START);
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const tenantId = tenant.id;
  const receive = async () => {
    const { id } = await queueRun(ctx, connection, emptied());
    await workOnRuns(ctx);
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
    return { id, state };
  };
  const { id: runId, state } = await receive();
  expect(state).toBe('INVALID');
  const sha256 = hashOf(emptied());
  const input = { tenantId, runId, fileName: FILE, sha256, reason: 'no classes yet' };
  const said = await askForEmptyFile(ctx, first, input);
  if (!said.ok) throw new Error(said.code);
  await confirmEmptyFile(ctx, lead, { tenantId, id: said.id, sha256 });
  expect(await receive()).toMatchObject({ state: 'HELD' });
  const review = await ctx.db.prisma.circuitBreak.findFirstOrThrow({ where: { tenantId } });
  expect(review.kind).toBe('ONBOARDING');
});

describe('nothing is read so', () => {
  test('before a second person confirmed', async () => {
    const district = await liveDistrict();
    await asked(district);
    expect(await meantOf(district)).toBeNull();
    expect(await district.stateOf(await district.receive(emptied()))).toBe('INVALID');
    expect(await stateOfAllowance(district.tenantId)).toBe('waiting');
  });

  test('where the bytes are others', async () => {
    const district = await liveDistrict();
    await allowed(district);
    const other = emptied().map((file) =>
      file.name === FILE
        ? textFile(FILE, `${Buffer.concat([...file.chunks]).toString()}\r\n`)
        : file,
    );
    expect(await district.stateOf(await district.receive(other))).toBe('INVALID');
    expect(await stateOfAllowance(district.tenantId)).toBe('confirmed');
  });

  test('in another file or another district', async () => {
    const district = await liveDistrict();
    await allowed(district);
    const other = await liveDistrict();
    expect(await other.stateOf(await other.receive(emptied()))).toBe('INVALID');
    const classes = await district.receive(emptied({}, 'classes.csv'));
    expect(await district.stateOf(classes)).toBe('INVALID');
  });

  test('after seven days', async () => {
    const district = await liveDistrict();
    await allowed(district);
    ctx.clock.advance(7 * DAY);
    expect(await meantOf(district)).toBeNull();
    expect(await district.stateOf(await district.receive(emptied()))).toBe('INVALID');
    expect(await stateOfAllowance(district.tenantId)).toBe('expired');
  });

  test('after it was taken back', async () => {
    const district = await liveDistrict();
    // Beside another file without rows, so that there is something to correct.
    const classes = emptied({}, 'classes.csv').filter(({ name }) => name === 'classes.csv');
    const others = emptied().filter(({ name }) => name !== 'classes.csv');
    const { key } = await allowed(district, [...others, ...classes]);
    expect(await meantOf(district)).toMatchObject({ fileNames: [FILE], isAll: false });
    expect(await endEmptyFile(ctx, first, key)).toEqual({ ok: true });
    expect(await meantOf(district)).toBeNull();
    expect(await district.stateOf(await district.receive(emptied()))).toBe('INVALID');
    expect(await endEmptyFile(ctx, first, key)).toEqual(refused('ALLOWANCE_OVER'));
  });

  test('once the file came with rows', async () => {
    const district = await liveDistrict();
    await allowed(district);
    await district.receive(districtFiles(OF));
    expect(await stateOfAllowance(district.tenantId)).toBe('outdated');
    expect(await district.stateOf(await district.receive(emptied()))).toBe('INVALID');
  });
});

describe('refused', () => {
  test('the same person, also a lead; two who are no leads; who may not decide; nobody', async () => {
    const district = await liveDistrict();
    const { key } = await asked(district);
    expect(await confirmEmptyFile(ctx, first, key)).toEqual(refused('SECOND_PERSON_REQUIRED'));
    const other = actorOf(await createPerson(ctx, { role: 'IMPLEMENTATION' }));
    expect(await confirmEmptyFile(ctx, other, key)).toEqual(refused('LEAD_REQUIRED'));
    const reader = actorOf(await createPerson(ctx, { role: 'PSM' }));
    expect(await confirmEmptyFile(ctx, reader, key)).toEqual(refused('PERSON_REQUIRED'));
    const nobody: Actor = { kind: 'command-line', userId: null, sourceAddress: null };
    expect(await confirmEmptyFile(ctx, nobody, key)).toEqual(refused('PERSON_REQUIRED'));
    expect(await stateOfAllowance(district.tenantId)).toBe('waiting');

    const own = await liveDistrict();
    const files = emptied();
    const input = { tenantId: own.tenantId, runId: await own.receive(files), fileName: FILE };
    const said = { ...input, sha256: hashOf(files), reason: 'summer' };
    expect(await askForEmptyFile(ctx, nobody, said)).toEqual(refused('PERSON_REQUIRED'));
    expect(await askForEmptyFile(ctx, reader, said)).toEqual(refused('PERSON_REQUIRED'));
    const result = await askForEmptyFile(ctx, lead, said);
    if (!result.ok) throw new Error(result.code);
    const again = { tenantId: own.tenantId, id: result.id, sha256: said.sha256 };
    expect(await confirmEmptyFile(ctx, lead, again)).toEqual(refused('SECOND_PERSON_REQUIRED'));
  });

  test('what the run does not say: its state, the file, the bytes, the district', async () => {
    const district = await liveDistrict();
    const { key, ...input } = await asked(district);
    const ask = (values: Partial<typeof input>) =>
      askForEmptyFile(ctx, lead, { ...input, ...values });
    expect(await ask({})).toEqual(refused('ALREADY_ASKED'));
    expect(await ask({ reason: ' ' })).toEqual(refused('REASON_REQUIRED'));
    expect(await ask({ sha256: 'ab' })).toEqual(refused('OTHER_BYTES'));
    expect(await ask({ fileName: 'users.csv' })).toEqual(refused('NOT_EMPTY'));
    const whole = await district.receive(districtFiles(OF));
    expect(await ask({ runId: whole })).toEqual(refused('NOT_EMPTY'));
    // Rows that all say nothing are no empty file.
    const ignored = await district.receive(emptied({ more: { [FILE]: [GONE] } }));
    expect(await district.stateOf(ignored)).toBe('INVALID');
    const bytes = hashOf(emptied({ more: { [FILE]: [GONE] } }));
    expect(await ask({ runId: ignored, sha256: bytes })).toEqual(refused('NOT_EMPTY'));
    const other = await liveDistrict();
    expect(await ask({ tenantId: other.tenantId })).toEqual(refused('RUN_NOT_FOUND'));
    expect(await confirmEmptyFile(ctx, lead, { ...key, tenantId: other.tenantId })).toEqual(
      refused('ALLOWANCE_NOT_FOUND'),
    );
  });

  test('what is stale: other bytes, confirmed twice, too late, rows since', async () => {
    const district = await liveDistrict();
    const { key, ...input } = await asked(district);
    const confirm = (values: Partial<typeof key> = {}) =>
      confirmEmptyFile(ctx, lead, { ...key, ...values });
    expect(await confirm({ sha256: 'ab' })).toEqual(refused('OTHER_BYTES'));
    ctx.clock.advance(7 * DAY);
    expect(await confirm()).toEqual(refused('EXPIRED'));
    // What expired makes room for the same again.
    const again = await askForEmptyFile(ctx, first, input);
    if (!again.ok) throw new Error(again.code);
    expect(await confirm({ id: again.id })).toMatchObject({ ok: true });
    expect(await confirm({ id: again.id })).toEqual(refused('NOT_WAITING'));
    expect(await askForEmptyFile(ctx, first, input)).toEqual(refused('ALREADY_ASKED'));

    const later = await liveDistrict();
    const said = await asked(later);
    await later.receive(districtFiles(OF));
    expect(await confirmEmptyFile(ctx, lead, said.key)).toEqual(refused('OUTDATED'));
    expect(await askForEmptyFile(ctx, first, said)).toEqual(refused('OUTDATED'));
  });
});
