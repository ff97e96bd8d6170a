/**
 * Tests a connection step by step, and writes each line as soon as it is known: people watch. Nothing of it goes into a roster; ten
 * records of each collection are kept, from which settings are previewed.
 */
import { randomUUID } from 'node:crypto';
import {
  hasPassed,
  TEST_STEPS,
  type TestLine,
  type TestStep,
} from '@/lib/core/pulls/connection-test';
import { pullSettings } from '@/lib/core/pulls/pull-settings';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../app-context';
import { isConnectionTrouble } from '../../db/connection-trouble';
import { openApiClient, type ApiClient } from './api-client';
import { ApiFailure } from './http/failures';
import type { ApiHttp } from './http/request';
import { loadAccount, type LoadedAccount } from './load-account';
import { storeFile } from './pulls/stored-file';
import type { PullPlan, Source } from './source';
import { sourceOf } from './sources';

export interface TestKey {
  tenantId: number;
  id: number;
  connectionId: number;
}

const SAMPLED_ROWS = 10;

interface Sampled {
  name: string;
  rows: readonly unknown[];
  total: number | null;
}

export async function testConnection(
  ctx: AppContext,
  http: ApiHttp,
  test: TestKey,
  signal: AbortSignal,
): Promise<void> {
  const account = await loadAccount(ctx, test);
  const { source } = sourceOf(account);
  const sampling = { ...account, pageSize: SAMPLED_ROWS };
  const client = openApiClient(ctx, http, sampling, source.tokenPlace(account), signal);
  const now = ctx.clock.now();
  const plan: PullPlan = {
    feed: 'ROSTER',
    day: null,
    settings: pullSettings(account.settings),
    since: null,
    mark: null,
    today: localDate(now, account.timeZone),
  };
  const lines: TestLine[] = [];
  const sampled: Sampled[] = [];
  let allowsDeltas = false;
  const steps: Record<TestStep, () => Promise<TestLine>> = {
    async REACHED() {
      // Whatever it answers, it answered over a connection that can be trusted; many lead their base address on to a page.
      await http.request({ url: client.baseUrl }, { signal }).catch((error: unknown) => {
        if (!(error instanceof ApiFailure) || error.code !== 'REDIRECTED') throw error;
      });
      const { host, protocol } = client.baseUrl;
      return { step: 'REACHED', outcome: 'PASSED', host, isEncrypted: protocol === 'https:' };
    },
    async AUTHORIZED() {
      await client.signIn();
      // Signed requests have no sign-in of their own.
      if (account.authorization !== 'OAUTH2') await source.findVersion(client);
      return { step: 'AUTHORIZED', outcome: 'PASSED' };
    },
    async VERSION() {
      return { step: 'VERSION', outcome: 'PASSED', version: await source.findVersion(client) };
    },
    async PERMITTED() {
      ({ mark: plan.mark } = await source.begin(client, plan));
      const leftOut = await sampleAll(source, client, plan, sampled);
      return leftOut.length === 0
        ? { step: 'PERMITTED', outcome: 'PASSED' }
        : { step: 'PERMITTED', outcome: 'NOTED', leftOut };
    },
    async ROWS() {
      for (const { name, rows } of sampled)
        if (source.rowsOf(name, rows, plan).ids.some((id) => id === ''))
          throw new CollectionTrouble(name, new ApiFailure('NO_ID_ROWS', 'NEVER'));
      const empty = sampled.filter(({ rows }) => rows.length === 0).map(({ name }) => name);
      return empty.length === 0
        ? { step: 'ROWS', outcome: 'PASSED' }
        : { step: 'ROWS', outcome: 'NOTED', empty };
    },
    async COUNTS() {
      const totals = sampled.flatMap(({ name, total }) =>
        total === null ? [] : [{ collection: name, total }],
      );
      return totals.length === 0
        ? { step: 'COUNTS', outcome: 'NOTED' }
        : { step: 'COUNTS', outcome: 'PASSED', totals };
    },
    async CHANGES() {
      allowsDeltas =
        account.profile.deltas === 'AFTER_TEST' && (await source.canFilterChanges(client));
      return { step: 'CHANGES', outcome: allowsDeltas ? 'PASSED' : 'NOTED' };
    },
    async NEXT_YEAR() {
      const schoolYear = await source.findNextYear(client, plan);
      return schoolYear === null
        ? { step: 'NEXT_YEAR', outcome: 'NOTED' }
        : { step: 'NEXT_YEAR', outcome: 'PASSED', schoolYear };
    },
  };
  for (const step of TEST_STEPS) {
    lines.push(await lineOf(ctx, signal, step, steps[step]));
    if (lines.at(-1)?.outcome === 'FAILED') break;
    await keepLines(ctx, test, lines);
  }
  const notTried = TEST_STEPS.slice(lines.length).map((step): TestLine => ({
    step,
    outcome: 'NOT_TRIED',
  }));
  await finish(ctx, test, account, [...lines, ...notTried], { sampled, allowsDeltas });
}

class CollectionTrouble extends Error {
  constructor(
    readonly collection: string,
    readonly failure: ApiFailure,
  ) {
    super(collection);
  }
}

async function lineOf(
  ctx: AppContext,
  signal: AbortSignal,
  step: TestStep,
  run: () => Promise<TestLine>,
): Promise<TestLine> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CollectionTrouble)
      return { step, outcome: 'FAILED', code: error.failure.code, collection: error.collection };
    if (error instanceof ApiFailure)
      return { step, outcome: 'FAILED', code: error.code, collection: null };
    if (signal.aborted || isConnectionTrouble(error)) throw error;
    // Whoever waits for the test is told; tried again, it would only fail again.
    ctx.log.error({ err: error, step }, 'test of a connection interrupted');
    return { step, outcome: 'FAILED', code: 'OUR_FAULT', collection: null };
  }
}

/** Ten rows of each; answers with those that may be left out and cannot be read. */
async function sampleAll(
  source: Source,
  client: ApiClient,
  plan: PullPlan,
  into: Sampled[],
): Promise<string[]> {
  const leftOut: string[] = [];
  for (const { name, isOptional } of source.collections(plan)) {
    try {
      const wanted = { collection: name, position: null, pageSize: SAMPLED_ROWS, rowsBefore: 0 };
      const { rows, total } = await source.readPage(client, wanted, plan);
      into.push({ name, rows: rows.slice(0, SAMPLED_ROWS), total });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const isMissing = error.code === 'NOT_FOUND' || error.code === 'NOT_PERMITTED';
      if (!isOptional || !isMissing) throw new CollectionTrouble(name, error);
      leftOut.push(name);
    }
  }
  return leftOut;
}

async function keepLines(
  ctx: AppContext,
  { tenantId, id }: TestKey,
  lines: readonly TestLine[],
): Promise<void> {
  await ctx.db.pool.query(
    'UPDATE api_test SET lines = $3, taken_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2 AND finished_at IS NULL',
    [tenantId, id, JSON.stringify(lines)],
  );
}

async function finish(
  ctx: AppContext,
  { tenantId, id, connectionId }: TestKey,
  tested: LoadedAccount,
  lines: readonly TestLine[],
  { sampled, allowsDeltas }: { sampled: readonly Sampled[]; allowsDeltas: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  const sampleKey =
    sampled.length > 0 ? `${tenantId}/${now.toISOString().slice(0, 10)}/${randomUUID()}` : null;
  if (sampleKey !== null) {
    const text = JSON.stringify(Object.fromEntries(sampled.map(({ name, rows }) => [name, rows])));
    await storeFile(ctx.storage, sampleKey, 'sample', [Buffer.from(text, 'utf8')]);
  }
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.apiTest.updateMany({
      where: { tenantId, id, finishedAt: null },
      data: { lines: JSON.parse(JSON.stringify(lines)), finishedAt: now, sampleKey },
    });
    // Of the values that were tested: what was entered meanwhile was not.
    const { baseUrl, tokenUrl, clientId, secretChangedAt, vendor, authorization } = tested;
    await tx.apiAccount.updateMany({
      where: {
        ...{ tenantId, connectionId, baseUrl, tokenUrl, clientId },
        ...{ secretChangedAt, vendor, authorization },
      },
      data: hasPassed(lines) ? { testedAt: now, allowsDeltas } : { testedAt: null },
    });
  });
}
