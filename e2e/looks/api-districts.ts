// Districts whose roster is fetched from an API, in every state that their pages have. Nothing is fetched: rows stand as pulls and
// tests leave them behind.
import { kindSpeaking } from '@/lib/core/connections/kinds';
import { TEST_STEPS, type TestLine, type TestStep } from '@/lib/core/pulls/connection-test';
import type { PullFailureCode } from '@/lib/core/pulls/pull-failures';
import { ONEROSTER_COLLECTIONS } from '@/lib/core/oneroster-json/collections';
import type { AppContext } from '@/lib/server/app-context';
import type { Prisma } from '@/lib/server/db';
import { storeFile } from '@/lib/server/intake/api/pulls/stored-file';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface ApiPlace {
  tenantId: number;
  connectionId: number;
}

export async function connectApi(
  ctx: AppContext,
  tenantId: number,
  userId: number,
): Promise<ApiPlace> {
  const actor = { kind: 'person', userId, sourceAddress: null } as const;
  const created = await createApiConnection(ctx, actor, tenantId, {
    kind: kindSpeaking('oneroster-rest'),
    vendor: 'INFINITE_CAMPUS',
    baseUrl: 'https://sis.example.org/campus/ims/oneroster/v1p1',
    tokenUrl: 'https://sis.example.org/campus/oauth2/token?appName=lakeview',
    authorization: 'OAUTH2',
    clientId: 'a6c1f0de-talkingpoints',
    secret: 'nobody knows it',
  });
  if (!created.ok) throw new Error(created.code);
  return { tenantId, connectionId: created.connectionId };
}

const PASSED: readonly TestLine[] = [
  { step: 'REACHED', outcome: 'PASSED', host: 'sis.example.org', isEncrypted: true },
  { step: 'AUTHORIZED', outcome: 'PASSED' },
  { step: 'VERSION', outcome: 'PASSED', version: 'OneRoster 1.1' },
  { step: 'PERMITTED', outcome: 'NOTED', leftOut: ['demographics'] },
  { step: 'ROWS', outcome: 'PASSED' },
  {
    step: 'COUNTS',
    outcome: 'PASSED',
    totals: [
      { collection: 'orgs', total: 14 },
      { collection: 'users', total: 18_402 },
      { collection: 'enrollments', total: 61_077 },
    ],
  },
  { step: 'CHANGES', outcome: 'PASSED' },
  { step: 'NEXT_YEAR', outcome: 'NOTED' },
];

/** A test that passed, is at its third line, or failed where it is told. */
export async function addTest(
  ctx: AppContext,
  { tenantId, connectionId }: ApiPlace,
  how: 'PASSED' | 'RUNNING' | { step: TestStep; code: PullFailureCode },
): Promise<void> {
  const now = ctx.clock.now();
  const isRunning = how === 'RUNNING';
  await ctx.db.prisma.apiTest.create({
    data: {
      ...{ tenantId, connectionId, lines: linesOf(how), askedAt: now },
      // A worker has it, so that no other takes it up.
      takenAt: new Date(now.getTime() + (isRunning ? DAY_MS : 0)),
      finishedAt: isRunning ? null : now,
      sampleKey: how === 'PASSED' ? await keepSample(ctx, tenantId) : null,
    },
  });
  if (how === 'PASSED')
    await ctx.db.prisma.apiAccount.updateMany({
      where: { tenantId, connectionId },
      data: { testedAt: now, allowsDeltas: true },
    });
}

/** A few people of two schools, as a server sends them. */
async function keepSample(ctx: AppContext, tenantId: number): Promise<string> {
  const schools = ['Cedar Elementary', 'Maple Middle School'].map((name, index) => ({
    ...{ sourcedId: `school-${index}`, status: 'active', name, type: 'school' },
  }));
  const users = ['Avery', 'Blake', 'Casey', 'Devon'].map((givenName, index) => ({
    ...{ sourcedId: `u-${index}`, status: 'active', givenName, familyName: 'Sample' },
    username: index === 2 ? '' : `${givenName.toLowerCase()}${index}`,
    email: `${givenName.toLowerCase()}@students.example.org`,
    identifier: String(40_000 + index),
    role: index === 0 ? 'teacher' : 'student',
    enabledUser: 'true',
    orgs: [{ sourcedId: `school-${index % 2}`, type: 'org' }],
    grades: ['03'],
  }));
  const key = `${tenantId}/${crypto.randomUUID()}`;
  const text = JSON.stringify({ orgs: schools, users });
  await storeFile(ctx.storage, key, 'sample', [Buffer.from(text, 'utf8')]);
  return key;
}

function linesOf(how: Parameters<typeof addTest>[2]): Prisma.InputJsonValue {
  const lines =
    how === 'PASSED' ? PASSED : how === 'RUNNING' ? PASSED.slice(0, 3) : linesUntil(how);
  return JSON.parse(JSON.stringify(lines)) as Prisma.InputJsonValue;
}

function linesUntil({ step, code }: { step: TestStep; code: PullFailureCode }): TestLine[] {
  const at = TEST_STEPS.indexOf(step);
  return [
    ...PASSED.slice(0, at),
    { step, outcome: 'FAILED', code, collection: step === 'PERMITTED' ? 'users' : null },
    ...TEST_STEPS.slice(at + 1).map((left): TestLine => ({ step: left, outcome: 'NOT_TRIED' })),
  ];
}

/** An answer that names somebody, to see that it is masked. */
const ANSWER = {
  status: 502,
  contentType: 'text/html',
  start:
    '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>502</h1><p>Ana Lopez, s-4711</p></body></html>',
};

const HOW = {
  COMPLETE: { state: 'COMPLETE' },
  NO_CHANGES: { state: 'COMPLETE', extent: 'DELTA' },
  PREVIEW: { state: 'COMPLETE', purpose: 'PREVIEW' },
  READING: { state: 'PULLING' },
  WAITING: { state: 'PULLING', troubleCode: 'BUSY', troubleCollection: 'enrollments' },
  FAILED: { state: 'FAILED', troubleCode: 'NOT_JSON', troubleCollection: 'users' },
  CANCELED: { state: 'CANCELED' },
} as const;

/** Pulls, oldest first, one a night until now. */
export async function addPulls(
  ctx: AppContext,
  place: ApiPlace,
  hows: readonly (keyof typeof HOW)[],
): Promise<void> {
  const now = ctx.clock.now().getTime();
  for (const [index, how] of hows.entries()) {
    const startedAt = new Date(now - (hows.length - index) * DAY_MS + DAY_MS - 12 * MINUTE_MS);
    const facts = HOW[how];
    const isOpen = facts.state === 'PULLING';
    const { id } = await ctx.db.prisma.pull.create({
      data: {
        ...place,
        ...facts,
        number: index + 1,
        feed: 'ROSTER',
        scheduledFor: how === 'PREVIEW' ? null : new Date(startedAt.toISOString().slice(0, 10)),
        createdAt: startedAt,
        startedAt,
        finishedAt: isOpen ? null : new Date(startedAt.getTime() + 8 * MINUTE_MS),
        // No worker takes it up.
        nextAttemptAt: new Date(now + (how === 'WAITING' ? 90 * MINUTE_MS : DAY_MS)),
        ...(how === 'FAILED' ? { troubleAnswer: ANSWER } : {}),
        handedOverAt: how === 'COMPLETE' || how === 'NO_CHANGES' ? startedAt : null,
        requests: 31,
        waitedMs: how === 'WAITING' ? 240_000 : 0,
      },
      select: { id: true },
    });
    if (how === 'COMPLETE') await addFile(ctx, place, id);
    await addCollections(ctx, { tenantId: place.tenantId, pullId: id }, how);
  }
}

/** A file that came of it. Taken away again, so that nothing reads it. */
async function addFile(ctx: AppContext, place: ApiPlace, pullId: number): Promise<void> {
  await ctx.db.prisma.delivery.create({
    data: {
      ...{ ...place, pullId, fileName: 'manifest.csv', state: 'REMOVED', sourceAddress: '' },
      storageKey: `looks/${crypto.randomUUID()}`,
    },
  });
}

const ROWS = [14, 9, 412, 1_930, 18_402, 61_077, 12_310];

async function addCollections(
  ctx: AppContext,
  pull: { tenantId: number; pullId: number },
  how: keyof typeof HOW,
): Promise<void> {
  const isOpen = HOW[how].state === 'PULLING';
  const stopsAt =
    isOpen || how === 'FAILED' || how === 'CANCELED' ? 5 : ONEROSTER_COLLECTIONS.length;
  await ctx.db.prisma.pullCollection.createMany({
    data: ONEROSTER_COLLECTIONS.map((name, ordinal) => {
      const all = how === 'NO_CHANGES' ? 0 : (ROWS[ordinal] ?? 0);
      const rowCount = ordinal < stopsAt ? all : ordinal === stopsAt ? Math.floor(all * 0.4) : 0;
      const isLeftOut = name === 'demographics' && ordinal < stopsAt;
      return {
        ...{ ...pull, name, ordinal },
        state: ordinal < stopsAt ? 'READ' : ordinal === stopsAt ? 'READING' : 'WAITING',
        rowCount: isLeftOut ? 0 : rowCount,
        pageCount: Math.ceil(rowCount / 5_000),
        total: ordinal <= stopsAt ? all : null,
        repeated: name === 'users' && ordinal < stopsAt ? 3 : 0,
        restarts: name === 'classes' ? 1 : 0,
        leftOutCode: isLeftOut ? 'NOT_PERMITTED' : null,
      };
    }),
  });
}
