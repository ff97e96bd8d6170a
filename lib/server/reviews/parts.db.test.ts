import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangeAction } from '@/lib/core/change/change';
import { closeLeftOut, closeSlice, type PlannedChange } from '@/lib/core/review/slice-rules';
import { referencesFrom, ROSTER_ENTITIES } from '@/lib/core/oneroster';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { choosePart, type PartOfPlan } from '../plan/choose-part';
import { liveTable, stagingTable } from '../db/roster-tables';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { previewPart } from './queries/approval-effect';
import { findReview } from './queries/review-detail';
import { approveAdditions, approveSlice } from './commands/approve';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function heldPromotion(seed: string, students = 120) {
  const district = await createLiveDistrict(ctx, { seed, students });
  const day = nextDay(district.day, 'promotion');
  const runId = await district.receiveDay(day);
  expect(await district.stateOf(runId)).toBe('HELD');
  return { district, day, runId, run: { id: runId, tenantId: district.tenantId } };
}

/** The whole live roster, without what we note about lines and runs. */
async function rosterOf({ tenantId }: { tenantId: number }): Promise<string[]> {
  const records: string[] = [];
  for (const entity of [...ROSTER_ENTITIES, 'link'] as const) {
    const { rows } = await ctx.db.pool.query<{ record: string }>(
      `SELECT '${entity} ' || (to_jsonb(l) - ARRAY['line_hash', 'line_number', 'run_id', 'removed_at'])::text AS record
       FROM ${liveTable(entity)} l WHERE tenant_id = $1 AND removed_at IS NULL`,
      [tenantId],
    );
    records.push(...rows.map(({ record }) => record));
  }
  return records.sort();
}

interface StoredChange {
  seq: number;
  entity: PlannedChange['entity'];
  action: ChangeAction;
  sourcedId: string;
  changedFields: string[];
  live: Record<string, unknown> | null;
  staged: Record<string, unknown> | null;
}

/** The plan as lib/core sees it. */
async function planOf(run: { id: number; tenantId: number }) {
  const changes = new Map<number, PlannedChange>();
  for (const entity of [...ROSTER_ENTITIES, 'link'] as const) {
    const rowOf = (table: string) =>
      entity === 'link'
        ? 'NULL::jsonb'
        : `(SELECT to_jsonb(r) FROM ${table} r WHERE r.sourced_id = c.sourced_id${table.startsWith('roster') ? ' AND r.tenant_id = $1' : ''} LIMIT 1)`;
    const { rows } = await ctx.db.pool.query<StoredChange>(
      `SELECT c.seq, c.entity, c.action, c.sourced_id AS "sourcedId", c.changed_fields AS "changedFields",
         ${rowOf(liveTable(entity))} AS live, ${rowOf(stagingTable(run, entity))} AS staged
       FROM change c WHERE c.tenant_id = $1 AND c.run_id = $2 AND c.entity = '${entity}'`,
      [run.tenantId, run.id],
    );
    const fields = entity === 'link' ? [] : referencesFrom(entity).map(({ field }) => field);
    const ids = (row: Record<string, unknown> | null) =>
      Object.fromEntries(
        fields.map((field) => [field, [row?.[field] ?? []].flat().map((id) => String(id))]),
      );
    for (const { seq, live, staged, ...change } of rows) {
      changes.set(seq, { ...change, live: ids(live), staged: ids(staged) });
    }
  }
  return changes;
}

async function chosenInSql(run: { id: number; tenantId: number }, part: PartOfPlan) {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await choosePart(client, run, part);
    const { rows } = await client.query<{ seq: number }>(
      part.scope === 'SLICE'
        ? 'SELECT seq FROM part_found'
        : 'SELECT seq FROM change c WHERE run_id = $1 AND NOT EXISTS (SELECT 1 FROM part_found f WHERE f.seq = c.seq)',
      part.scope === 'SLICE' ? [] : [run.id],
    );
    return rows.map(({ seq }) => seq).sort((a, b) => a - b);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

test('SQL and core choose the same changes, whatever is asked for', async () => {
  const { run } = await heldPromotion('closure', 40);
  const plan = await planOf(run);
  const { rows: groups } = await ctx.db.pool.query<{
    entity: string;
    countedAs: string;
    action: ChangeAction;
    school: string;
  }>(
    `SELECT DISTINCT entity, counted_as AS "countedAs", action, school_sourced_id AS school FROM change WHERE run_id = $1`,
    [run.id],
  );
  const seqs = (found: ReadonlySet<PlannedChange>) =>
    [...plan].filter(([, change]) => found.has(change)).map(([seq]) => seq);
  const { rows: places } = await ctx.db.pool.query<{ seq: number; at: string }>(
    `SELECT seq, counted_as || ' ' || action || ' ' || school_sourced_id AS at FROM change WHERE run_id = $1`,
    [run.id],
  );
  for (const { countedAs, action, school } of groups) {
    const at = `${countedAs} ${action} ${school}`;
    const start = new Set(
      places
        .flatMap((place) => (place.at === at ? [plan.get(place.seq)] : []))
        .filter((each) => each !== undefined),
    );
    const group = { entity: countedAs as never, action, schoolSourcedId: school };
    const expected = seqs(closeSlice([...plan.values()], start));
    expect(await chosenInSql(run, { scope: 'SLICE', groups: [group] }), at).toEqual(
      expected.sort((a, b) => a - b),
    );
  }
  const removals = new Set([...plan.values()].filter(({ action }) => action === 'REMOVE'));
  const left = closeLeftOut([...plan.values()], removals);
  const rest = new Set([...plan.values()].filter((change) => !left.has(change)));
  expect(await chosenInSql(run, { scope: 'ADDITIONS' })).toEqual(seqs(rest).sort((a, b) => a - b));
  expect(removals.size).toBeGreaterThan(0);
  expect(rest.size).toBeGreaterThan(0);
});

test('a part is counted once for the same changes, in whatever order its groups are named', async () => {
  const { run } = await heldPromotion('counted-once', 40);
  const groups = [
    { entity: 'students', action: 'REMOVE', schoolSourcedId: null },
    { entity: 'classes', action: 'ADD', schoolSourcedId: null },
  ] as const;
  const first = await previewPart(ctx, run, { scope: 'SLICE', groups });
  if (!first.ok) throw new Error(first.code);
  // With the rows gone nothing could be counted again.
  await ctx.db.pool.query(`DROP TABLE ${stagingTable(run, 'user')} CASCADE`);
  const turned = { scope: 'SLICE', groups: [...groups].reverse() } as const;
  expect(await previewPart(ctx, run, turned)).toEqual(first);
  const other = { scope: 'SLICE', groups: groups.slice(1) } as const;
  expect(await previewPart(ctx, run, other)).toEqual({ ok: false, code: 'NOT_READY' });
  // Other changes are counted by themselves.
  await ctx.db.prisma.syncRun.update({ where: { id: run.id }, data: { fingerprint: 'another' } });
  expect(await previewPart(ctx, run, turned)).toEqual({ ok: false, code: 'NOT_READY' });
});

test('a school and the whole district named together count nothing twice', async () => {
  const { run } = await heldPromotion('overlapping', 40);
  const whole = { entity: 'students', action: 'REMOVE', schoolSourcedId: null } as const;
  const { rows } = await ctx.db.pool.query<{ school: string }>(
    `SELECT school_sourced_id AS school FROM change_count WHERE run_id = $1 AND entity = 'students' AND action = 'REMOVE'`,
    [run.id],
  );
  const school = { ...whole, schoolSourcedId: rows[0]?.school ?? '' };
  const alone = await previewPart(ctx, run, { scope: 'SLICE', groups: [whole] });
  const both = await previewPart(ctx, run, { scope: 'SLICE', groups: [school, whole, school] });
  expect(both).toEqual(alone);
});

test('additions go in, removals stay out, and come again with the same files until they are decided', async () => {
  const { district, day, run } = await heldPromotion('additions');
  const target = await targetOf(ctx, run.id);
  const preview = await previewPart(ctx, run, { scope: 'ADDITIONS' });
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount, leftOutCount } = preview.effect;
  expect(
    await approveAdditions(ctx, district.actor, { ...target, comment, applyCount: applyCount + 1 }),
  ).toEqual({ ok: false, code: 'EFFECT_CHANGED' });
  const before = await rosterOf(district);
  expect(await approveAdditions(ctx, district.actor, { ...target, comment, applyCount })).toEqual({
    ok: true,
    runId: run.id,
    outcome: 'DECIDED',
  });
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const { rows: gone } = await ctx.db.pool.query<{ removed: number }>(
    'SELECT count(*) AS removed FROM roster_user WHERE tenant_id = $1 AND removed_at IS NOT NULL',
    [district.tenantId],
  );
  expect(gone[0]?.removed).toBe(0);
  await expectWhole(district);
  expect(await rosterOf(district)).not.toEqual(before);

  // The very same files: the rest is planned again, whole, and held whatever its size.
  const again = await district.receiveDay(day);
  expect(await district.stateOf(again)).toBe('HELD');
  const { rows: counts } = await ctx.db.pool.query<{ total: number }>(
    'SELECT sum(count)::int AS total FROM change_count WHERE run_id = $1',
    [again],
  );
  expect(counts[0]?.total).toBe(leftOutCount);
  const next = await targetOf(ctx, again);
  expect(
    await ctx.db.prisma.circuitBreak.findUniqueOrThrow({ where: { id: next.breakId } }),
  ).toMatchObject({ continuesId: target.breakId });

  // Undoing a part takes back what was applied, and nothing else.
  expect(await requestUndo(ctx, district.actor, run, 'Not meant.')).toEqual({ ok: true });
  await workOnRuns(ctx);
  expect(await rosterOf(district)).toEqual(before);
});

test('two slices one after the other come to what the whole would have', async () => {
  const whole = await heldPromotion('slices');
  const { district, day, run } = whole;
  const target = await targetOf(ctx, run.id);
  const groups = [
    { entity: 'students', action: 'REMOVE', schoolSourcedId: null },
    { entity: 'students', action: 'ADD', schoolSourcedId: null },
  ] as const;
  const preview = await previewPart(ctx, run, { scope: 'SLICE', groups });
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount, groups: counted } = preview.effect;
  const removed = counted.find(
    ({ entity, action }) => entity === 'studentEnrollments' && action === 'REMOVE',
  );
  expect(removed?.asked).toBe(0);
  expect(removed?.applied).toBeGreaterThan(0);
  const { chosenCount, removeCount, leftOutCount } = preview.effect;
  const sum = (of: (group: (typeof counted)[number]) => number) =>
    counted.reduce((total, group) => total + of(group), 0);
  expect(chosenCount).toBe(sum(({ asked }) => asked));
  expect(chosenCount).toBeLessThan(applyCount);
  expect(removeCount).toBe(sum(({ action, applied }) => (action === 'REMOVE' ? applied : 0)));
  expect(applyCount + leftOutCount).toBe(sum(({ total }) => total));
  const sliced = await approveSlice(ctx, district.actor, {
    ...target,
    comment,
    groups,
    applyCount,
  });
  expect(sliced).toMatchObject({ ok: true, outcome: 'DECIDED' });
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const { rows: applied } = await ctx.db.pool.query<{ n: number }>(
    'SELECT count(*) AS n FROM change WHERE run_id = $1 AND NOT is_held_back',
    [run.id],
  );
  expect(applied[0]?.n).toBe(applyCount);
  // How many an undo of the removals would bring back.
  const review = await findReview(ctx, target.breakId, target.version);
  expect(review && review.removed - (review.heldBackRemovals ?? 0)).toBe(removeCount);
  await expectWhole(district);

  const second = await district.receiveDay(day);
  expect(await district.stateOf(second)).toBe('HELD');
  await applyAll(district, second);

  const other = await heldPromotion('slices');
  await applyAll(other.district, other.run.id);
  const plain = (records: string[], { tenantId }: LiveDistrict) =>
    records.map((record) => record.replace(`"tenant_id": ${tenantId}`, ''));
  expect(plain(await rosterOf(district), district)).toEqual(
    plain(await rosterOf(other.district), other.district),
  );
  // And the same files say nothing any more.
  expect(await district.stateOf(await district.receiveDay(day))).toBe('NO_CHANGE');
});

async function applyAll(district: LiveDistrict, runId: number): Promise<void> {
  const { approve } = await import('./commands/approve');
  const result = await approve(ctx, district.actor, { ...(await targetOf(ctx, runId)), comment });
  expect(result).toMatchObject({ ok: true, outcome: 'DECIDED' });
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('APPLIED');
}

/** Nothing in force names something that is not. */
async function expectWhole({ tenantId }: LiveDistrict): Promise<void> {
  for (const entity of ROSTER_ENTITIES) {
    for (const { field, many, target } of referencesFrom(entity)) {
      if (field === 'agent_sourced_ids') continue;
      const { rows } = await ctx.db.pool.query(
        `SELECT l.sourced_id FROM ${liveTable(entity)} l
         CROSS JOIN LATERAL ${many ? `unnest(l.${field})` : `(SELECT l.${field})`} AS named(id)
         WHERE l.tenant_id = $1 AND l.removed_at IS NULL AND named.id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM ${liveTable(target)} t WHERE t.tenant_id = $1 AND t.sourced_id = named.id AND t.removed_at IS NULL)`,
        [tenantId],
      );
      expect(rows, `${entity}.${field}`).toEqual([]);
    }
  }
  // Links are what people in force say of each other, no more and no less: the next day looks only at who changes.
  const { rows: wrong } = await ctx.db.pool.query(
    `WITH person AS (SELECT * FROM roster_user WHERE tenant_id = $1 AND removed_at IS NULL),
       said AS (SELECT DISTINCT CASE WHEN p.role = 'student' THEN p.sourced_id ELSE a.sourced_id END AS student,
           CASE WHEN p.role = 'student' THEN a.sourced_id ELSE p.sourced_id END AS contact
         FROM person p CROSS JOIN LATERAL unnest(p.agent_sourced_ids) AS named(id) JOIN person a ON a.sourced_id = named.id
         WHERE (p.role = 'student') <> (a.role = 'student') AND (p.role = 'student' OR p.role IN ('guardian', 'parent', 'relative'))
           AND (a.role = 'student' OR a.role IN ('guardian', 'parent', 'relative'))),
       kept AS (SELECT student_sourced_id AS student, contact_sourced_id AS contact FROM roster_link WHERE tenant_id = $1 AND removed_at IS NULL)
     (TABLE said EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE said)`,
    [tenantId],
  );
  expect(wrong).toEqual([]);
}

test('a first roster has no parts, and a part of nothing is refused', async () => {
  const { run } = await heldPromotion('refused');
  const groups = [{ entity: 'orgs', action: 'REMOVE', schoolSourcedId: 'nowhere' }] as const;
  expect(await previewPart(ctx, run, { scope: 'SLICE', groups })).toEqual({
    ok: false,
    code: 'NOTHING_CHOSEN',
  });
  const first = await ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId: run.tenantId, planKind: 'INITIAL' },
  });
  expect(await previewPart(ctx, first, { scope: 'ADDITIONS' })).toEqual({
    ok: false,
    code: 'NOT_SLICEABLE',
  });
  // Unlogged tables are empty after a crash of the database.
  await ctx.db.pool.query(`TRUNCATE ${stagingTable(run, 'user')}`);
  expect(await previewPart(ctx, run, { scope: 'ADDITIONS' })).toEqual({
    ok: false,
    code: 'NOT_READY',
  });
});

test('removals alone are undone: who was removed is back, additions stay, the next files are held', async () => {
  const { district, day, run } = await heldPromotion('undo-removals');
  await applyAll(district, run.id);
  ctx.clock.advance(60_000);
  expect(await district.stateOf(await district.receiveDay(day))).toBe('NO_CHANGE');
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT sourced_id AS id FROM change WHERE run_id = $1 AND entity = 'user' AND action = 'REMOVE'`,
    [run.id],
  );
  const added = await ctx.db.prisma.change.count({
    where: { runId: run.id, entity: 'user', action: 'ADD' },
  });
  const active = () =>
    ctx.db.prisma.rosterUser.count({ where: { tenantId: district.tenantId, removedAt: null } });
  const before = await active();
  expect(await requestUndo(ctx, district.actor, run, 'Not meant.', 'REMOVALS')).toEqual({
    ok: true,
  });
  await workOnRuns(ctx);
  expect(await active()).toBe(before + rows.length);
  expect(added).toBeGreaterThan(0);
  await expectWhole(district);
  expect(await requestUndo(ctx, district.actor, run, 'Not meant.', 'REMOVALS')).toEqual({
    ok: false,
    code: 'NO_REMOVALS',
  });
  const next = await district.receiveDay(day);
  expect(await district.stateOf(next)).toBe('HELD');
  expect(
    await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId: next } }),
  ).toMatchObject({ tags: ['after-undo'] });
  const removals = await ctx.db.prisma.change.count({
    where: { runId: next, entity: 'user', action: 'REMOVE' },
  });
  expect(removals).toBe(rows.length);
});
