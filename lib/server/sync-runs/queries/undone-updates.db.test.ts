import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { findRosterConnection } from '../../connections/queries/list-connections';
import { loadBanner } from '../../tenants/queries/load-banner';
import { getTenantBySlug } from '../../tenants/queries/list-tenants';
import { tenantStatus } from '../../tenants/queries/tenant-status';
import { findUndo } from './undone-updates';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-21T23:05:00Z' });
});
afterAll(() => ctx.close());

type Given = [
  state: 'APPLIED' | 'NO_CHANGE' | 'INVALID' | 'SUPERSEDED',
  undo?: 'undone' | 'removals undone',
  /** Checked after the undo. */
  isAfter?: 'later',
];

const undoneAt = new Date('2026-11-21T22:45:00Z');
const before = new Date('2026-11-21T20:00:00Z');
const after = new Date('2026-11-21T23:00:00Z');

/** Runs in order, which of them made the live roster, and what list, bar and box then say. */
const cases: [name: string, runs: Given[], live: number | null, ConnectionStatus, RegExp][] = [
  ['the newest', [['APPLIED'], ['APPLIED', 'undone']], 0, 'UNDONE', /The last update was applied/],
  [
    'the one before files that changed nothing',
    [['APPLIED'], ['APPLIED', 'undone'], ['NO_CHANGE']],
    0,
    'UNDONE',
    /^An update was applied and then undone on Nov 21, 2:45 PM PST\. The live roster is the one from run/,
  ],
  [
    'the first, after which files changed nothing',
    [['APPLIED', 'undone'], ['NO_CHANGE']],
    null,
    'UNDONE',
    /It was the first update\. No roster is live now/,
  ],
  [
    'only the removals, before files that changed nothing',
    [['APPLIED', 'removals undone'], ['NO_CHANGE']],
    0,
    'REMOVALS_UNDONE',
    /An update was applied, and its removals were undone/,
  ],
  [
    'two in a row',
    [['APPLIED'], ['APPLIED', 'undone'], ['APPLIED', 'undone']],
    0,
    'UNDONE',
    /^The last 2 updates were undone, .*The live roster is the one from run/,
  ],
  [
    'all of them',
    [['APPLIED', 'undone'], ['APPLIED', 'undone'], ['NO_CHANGE']],
    null,
    'UNDONE',
    /^All updates were undone, .*No roster is live now/,
  ],
  [
    'one, whose files were superseded since',
    [['APPLIED'], ['APPLIED', 'undone'], ['NO_CHANGE'], ['SUPERSEDED']],
    0,
    'UNDONE',
    /was applied and then undone/,
  ],
  [
    'one, and the files after it say what is live',
    [['APPLIED'], ['APPLIED', 'undone'], ['NO_CHANGE', undefined, 'later']],
    0,
    'UP_TO_DATE',
    /match the live roster\. An earlier update was undone/,
  ],
  [
    'one, and files of no use after it',
    [['APPLIED'], ['APPLIED', 'undone'], ['INVALID', undefined, 'later']],
    0,
    'NEEDS_YOUR_FIX',
    /problems/,
  ],
];

test.each(cases)(
  'an undo is one question for plan, list and box: %s',
  async (_name, runs, live, status, said) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const { tenantId, id: connectionId } = connection;
    const ids: number[] = [];
    for (const [state, undo, isAfter] of runs) {
      const finishedAt = isAfter ? after : before;
      const run = await ctx.db.prisma.syncRun.create({
        data: {
          tenantId,
          connectionId,
          state,
          createdAt: before,
          lastArrivalAt: before,
          finishedAt,
          ...(state === 'APPLIED' ? { appliedAt: before } : {}),
          undoneAt: undo === 'undone' ? undoneAt : null,
          removalsUndoneAt: undo === 'removals undone' ? undoneAt : null,
        },
      });
      ids.push(run.id);
    }
    const baselineRunId = live === null ? null : (ids[live] ?? null);
    await ctx.db.prisma.connection.update({ where: { id: connectionId }, data: { baselineRunId } });
    expect(await findUndo(ctx, { tenantId, connectionId, baselineRunId })).toMatchObject({
      at: undoneAt,
    });
    const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
    const row = { ...(await getTenantBySlug(ctx, slug)), hasCredentials: true };
    expect(tenantStatus(row)).toBe(status);
    const found = await findRosterConnection(ctx, tenantId);
    if (!found) throw new Error('no connection');
    const { words } = await loadBanner(ctx, row, found, { isStaff: false });
    expect(words.sentences.join(' ')).toMatch(said);
  },
);

test('an update that was applied after the undo has ended it', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { tenantId, id: connectionId } = connection;
  const run = { tenantId, connectionId, createdAt: before, lastArrivalAt: before };
  await ctx.db.prisma.syncRun.create({ data: { ...run, state: 'APPLIED', undoneAt } });
  const { id } = await ctx.db.prisma.syncRun.create({ data: { ...run, state: 'APPLIED' } });
  expect(await findUndo(ctx, { tenantId, connectionId, baselineRunId: id })).toBeNull();
});
