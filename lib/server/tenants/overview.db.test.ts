import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../app-context';
import { updateConnection } from '../connections/update-connection';
import {
  listLanguageOverrides,
  removeLanguageOverride,
  saveLanguageOverride,
} from './language-overrides';
import type { ConnectionStatus } from '@/lib/core/sync-run/words';
import { getOverview, overviewOf, type Overview, type OverviewRow } from './overview';

const query = { sort: 'attention', direction: 'asc', page: 1, pageSize: 50 } as const;

let ctx: TestContext;
let actor: Actor;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-21T16:42:00Z' });
  const person = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  actor = { kind: 'person', userId: person.id, sourceAddress: null };
});

afterAll(() => ctx.close());

test('what needs somebody comes first, longest wait before shorter ones', async () => {
  await createTenant(ctx, { name: 'Aspen' });
  const { rows } = await getOverview(ctx, query);
  const [aspen] = rows;
  if (!aspen) throw new Error('no row');
  const row = (name: string, changes: Partial<OverviewRow>): OverviewRow => ({
    ...aspen,
    id: name.length,
    name,
    ...changes,
  });
  const all = [
    row('Up to date', { status: 'UP_TO_DATE', studentCount: 900 }),
    row('Fix', { status: 'NEEDS_YOUR_FIX' }),
    row('Short review', { status: 'UNDER_REVIEW', openBreakAt: new Date('2026-11-21T12:00Z') }),
    row('Long review!', { status: 'UNDER_REVIEW', openBreakAt: new Date('2026-11-19T12:00Z') }),
  ];
  const names = (changes: Partial<Parameters<typeof overviewOf>[1]>) =>
    overviewOf(all, { ...query, ...changes }).rows.map(({ name }) => name);

  expect(names({})).toEqual(['Long review!', 'Short review', 'Fix', 'Up to date']);
  expect(names({ status: 'UNDER_REVIEW', sort: 'name', direction: 'desc' })).toEqual([
    'Short review',
    'Long review!',
  ]);
  expect(names({ search: 'REVIEW', page: 2, pageSize: 1 })).toEqual(['Short review']);
  expect(names({ sort: 'students', direction: 'desc' })[0]).toBe('Up to date');
  expect(overviewOf(all, query)).toMatchObject({
    counts: { UNDER_REVIEW: 2, UP_TO_DATE: 1, LATE: 0 },
    oldestReviewAt: new Date('2026-11-19T12:00Z'),
    tenantCount: 4,
  });
});

test('every district is counted once, and the oldest review is one of those counted', async () => {
  const { rows } = await getOverview(ctx, query);
  const [some] = rows;
  if (!some) throw new Error('no row');
  const row = (status: ConnectionStatus, openBreakAt: Date | null = null): OverviewRow => ({
    ...some,
    status,
    openBreakAt,
  });
  const long = new Date('2026-11-01T12:00Z');
  const short = new Date('2026-11-20T12:00Z');
  const cases: [OverviewRow[], Partial<Overview>][] = [
    [[], { oldestReviewAt: null }],
    [[row('UP_TO_DATE')], { oldestReviewAt: null }],
    // Newer files are arriving: the review waits behind them, under another tile.
    [[row('RECEIVING', long)], { oldestReviewAt: null }],
    [[row('PAUSED', long), row('UNDER_REVIEW', short)], { oldestReviewAt: short }],
    [[row('NEEDS_YOUR_FIX', long), row('CHECKING', long)], { oldestReviewAt: null }],
    [[row('UNDER_REVIEW', short), row('UNDER_REVIEW', long)], { oldestReviewAt: long }],
  ];
  for (const [all, expected] of cases) {
    const overview = overviewOf(all, query);
    expect(overview).toMatchObject(expected);
    const counted = Object.values(overview.counts).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(all.length);
    expect(overview.counts.UNDER_REVIEW > 0).toBe(overview.oldestReviewAt !== null);
    const behind = all.filter(
      ({ status, openBreakAt }) => openBreakAt && status !== 'UNDER_REVIEW',
    );
    for (const { status } of behind) expect(overview.reviewsBehind[status]).toBeGreaterThan(0);
  }
});

test("a district's own words for languages are saved, replaced and removed, in that district alone", async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'pt' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'es' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'N/K', code: '' });
  await removeLanguageOverride(ctx, actor, other.id, 'N/K');
  expect(await listLanguageOverrides(ctx, one.id)).toEqual([
    { text: 'DL-SPAN', code: 'es', languageName: 'Spanish' },
    { text: 'N/K', code: null, languageName: null },
  ]);
  expect(await listLanguageOverrides(ctx, other.id)).toEqual([]);
});

test('the times of a connection change only for its own district', async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  const connection = await createConnection(ctx, one);
  const changes = { applySlot: 'ON_ARRIVAL', applyAt: '03:30', quietMinutes: 15 } as const;
  expect(await updateConnection(ctx, actor, other.id, connection.id, changes)).toEqual({
    ok: false,
    code: 'NO_SUCH_CONNECTION',
  });
  expect(await updateConnection(ctx, actor, one.id, connection.id, changes)).toEqual({ ok: true });
  expect(
    await ctx.db.prisma.connection.findUniqueOrThrow({ where: { id: connection.id } }),
  ).toMatchObject({ applySlot: 'ON_ARRIVAL', applyAt: '03:30', quietSeconds: 900 });
});
