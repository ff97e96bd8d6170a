// Attendance of an Ed-Fi API through the same door as attendance files: corrected, taken back, and read again before notices go.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import { startEdFiSimulator, type EdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import { createEdFiDistrict, reaching, type ApiDistrict } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { pullThrough, takeTurn } from '@/lib/testing/pull-through';
import { isDayReadAgain } from '../../../attendance/day-read-again';
import { switchAttendance } from '../../../connections/commands/switch-attendance';
import { workOnAttendance } from '../../../jobs/handlers/work-on-attendance';
import { planAttendancePulls } from '../pulls/plan-attendance';

const TODAY = '2026-09-15';
const day = createDistrict({ students: 60, seed: 'ed-fi-attendance' });
const EVENTS = 'studentSchoolAttendanceEvents';

let context: TestContext;
const started: EdFiSimulator[] = [];
beforeAll(async () => {
  context = await createTestContext({ now: `${TODAY}T14:00:00Z` });
});
afterEach(() => Promise.all(started.splice(0).map((simulator) => simulator.close())));
afterAll(() => context.close());

async function start() {
  const simulator = await startEdFiSimulator({ day, suite: '6.1', standard: '4.0' });
  started.push(simulator);
  const ctx = reaching(context, simulator.base);
  ctx.clock.set(`${TODAY}T14:00:00Z`);
  await ctx.db.prisma.apiAccount.updateMany({ data: { readsAttendance: false } });
  const district = await createEdFiDistrict(ctx, simulator);
  await pullThrough(ctx, district);
  await ctx.db.prisma.apiAccount.updateMany({
    where: { connectionId: district.connectionId },
    data: { testedAt: ctx.clock.now() },
  });
  const { tenantId, connectionId, actor } = district;
  const switched = await switchAttendance(ctx, actor, tenantId, connectionId, {
    readsAttendance: true,
  });
  expect(switched.ok).toBe(true);
  return { ctx, district, simulator, pulls: pullsOf(ctx, district) };
}

function pullsOf(ctx: TestContext, { tenantId }: ApiDistrict) {
  let minutes = 0;
  /** The lines of the file that a pull in school hours left behind; null where it left none. */
  return async (): Promise<string[] | null> => {
    minutes += 15;
    ctx.clock.set(new Date(Date.parse(`${TODAY}T14:00:00Z`) + minutes * 60_000));
    const before = await newestFile(ctx, tenantId);
    expect(await planAttendancePulls(ctx)).toBe(1);
    await takeTurn(ctx);
    const after = await newestFile(ctx, tenantId);
    return after?.id === before?.id || !after ? null : linesOf(ctx, after.storageKey);
  };
}

const newestFile = (ctx: TestContext, tenantId: number) =>
  ctx.db.prisma.delivery.findFirst({
    where: { tenantId, fileName: 'attendance.csv' },
    orderBy: { id: 'desc' },
    select: { id: true, storageKey: true },
  });

async function linesOf(ctx: TestContext, storageKey: string): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.storage.read(storageKey)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n').slice(1).sort();
}

const descriptor = (code: string): string =>
  `uri://ed-fi.org/AttendanceEventCategoryDescriptor#${code}`;

/** One event of a student on a day, with its key. */
function absence({ store, ...simulator }: EdFiSimulator, place = 0, eventDate = TODAY) {
  const membership = store.all('studentSchoolAssociations')[place]?.record ?? {};
  const { studentReference, schoolReference } = membership as Record<
    string,
    Record<string, unknown>
  >;
  const session = store
    .all('sessions')
    .map(({ record }) => record)
    .find(({ schoolReference: of }) => JSON.stringify(of) === JSON.stringify(schoolReference));
  const record = {
    studentReference,
    schoolReference,
    sessionReference: store.keyValues('sessions', session ?? {}),
    eventDate,
    attendanceEventCategoryDescriptor: descriptor('Unexcused Absence'),
  };
  simulator.upsert(EVENTS, record);
  const line = (category: string): string =>
    `${String(schoolReference?.schoolId)},student-${String(studentReference?.studentUniqueId)},${eventDate},${category},,,`;
  return { record, keyValues: store.keyValues(EVENTS, record), line };
}

test('a corrected absence, by delete and insert and by another key', async () => {
  const { simulator, pulls } = await start();
  const [first, second] = [absence(simulator, 0), absence(simulator, 1)];
  expect(await pulls()).toEqual(
    [first, second].map(({ line }) => line('Unexcused Absence')).sort(),
  );
  simulator.delete(EVENTS, first.keyValues);
  simulator.upsert(EVENTS, {
    ...first.record,
    attendanceEventCategoryDescriptor: descriptor('Excused Absence'),
  });
  simulator.changeKey(EVENTS, second.keyValues, {
    attendanceEventCategoryDescriptor: descriptor('Tardy'),
  });
  expect(await pulls()).toEqual([first.line('Excused Absence'), second.line('Tardy')].sort());
});

test('an absence that was taken back, and one of a day before', async () => {
  const { simulator, pulls } = await start();
  const today = [absence(simulator, 0), absence(simulator, 1)];
  const before = [absence(simulator, 0, '2026-09-14'), absence(simulator, 2, '2026-09-14')];
  expect(await pulls()).toHaveLength(4);
  const [gone, left] = today;
  if (!gone || !left) throw new Error('no absences');
  simulator.delete(EVENTS, gone.keyValues);
  expect(await pulls()).toEqual([gone.line('Present'), left.line('Unexcused Absence')].sort());
  simulator.delete(EVENTS, before[1]?.keyValues ?? {});
  expect(await pulls()).toEqual(
    [before[0]?.line('Unexcused Absence'), before[1]?.line('Present')].sort(),
  );
});

test('without a change it makes six small requests and leaves no file', async () => {
  const { simulator, pulls } = await start();
  absence(simulator);
  await pulls();
  simulator.forgetRequests();
  expect(await pulls()).toBeNull();
  const asked = simulator.requests.filter(({ path }) => path.includes(EVENTS));
  expect(asked.length).toBeLessThanOrEqual(6);
});

test('a delete that no one told of is found when the day is read again before notices go out', async () => {
  const { ctx, district, simulator, pulls } = await start();
  const [gone, left] = [absence(simulator, 0), absence(simulator, 1)];
  await pulls();
  simulator.delete(EVENTS, gone.keyValues);
  simulator.store.forgetChanges();
  const { tenantId } = district;
  expect(await isDayReadAgain(ctx, tenantId, TODAY)).toBe(false);
  expect(await isDayReadAgain(ctx, tenantId, TODAY)).toBe(false);
  await takeTurn(ctx);
  expect(await isDayReadAgain(ctx, tenantId, TODAY)).toBe(false);
  const file = await newestFile(ctx, tenantId);
  expect(await linesOf(ctx, file?.storageKey ?? '')).toEqual(
    [gone.line('Present'), left.line('Unexcused Absence')].sort(),
  );
  await workOnAttendance(ctx);
  expect(await isDayReadAgain(ctx, tenantId, TODAY)).toBe(true);
});

test('a source that does not answer holds notices up for ten minutes', async () => {
  const { ctx, district, simulator, pulls } = await start();
  absence(simulator);
  await pulls();
  simulator.misbehave({ kind: 'failure', status: 500 });
  expect(await isDayReadAgain(ctx, district.tenantId, TODAY)).toBe(false);
  await takeTurn(ctx);
  expect(await isDayReadAgain(ctx, district.tenantId, TODAY)).toBe(false);
  ctx.clock.set(new Date(ctx.clock.now().getTime() + 10 * 60_000));
  expect(await isDayReadAgain(ctx, district.tenantId, TODAY)).toBe(true);
});

test('the calendar comes once a day, and nothing on a day without school', async () => {
  const { ctx, district, pulls } = await start();
  await pulls();
  await pulls();
  const calendars = await ctx.db.prisma.delivery.findMany({
    where: { tenantId: district.tenantId, fileName: 'calendar.csv' },
  });
  expect(calendars).toHaveLength(1);
  const [calendar] = calendars;
  const lines = await linesOf(ctx, calendar?.storageKey ?? '');
  expect(lines.filter((line) => line.includes('2026-11-26'))[0]).toContain('Not In Session');
  ctx.clock.set('2026-09-19T15:00:00Z');
  expect(await planAttendancePulls(ctx)).toBe(0);
});
