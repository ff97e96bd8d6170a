// What an approval would do, counted before anybody confirms it: once for the same part of the same changes.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { SecondPersonReason } from '@/lib/core/review/second-person';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../../app-context';
import type { ApprovalScope } from '../../db';
import { countRemovals, whySecondPerson, type RemovedCounts } from '../../plan/second-person';
import {
  choosePart,
  countPart,
  isStagingWhole,
  type PartCount,
  type PartOfPlan,
  type SliceGroup,
} from '../../plan/choose-part';
import { RolledBack, transaction } from '../../db/transaction';
import type { RunKey } from '../../db/roster-tables';

export type { PartCount, PartOfPlan, SliceGroup };

type Context = Pick<AppContext, 'db'>;

export interface PartEffect {
  groups: PartCount[];
  /** Changes that would be applied, with those that are needed for them. */
  applyCount: number;
  /** Of them: chosen, and not only needed by others. */
  chosenCount: number;
  removeCount: number;
  leftOutCount: number;
}

export type PreviewRefusal =
  /** A first roster is taken whole or not at all. */
  | 'NOT_SLICEABLE'
  /** None of the changes is in the groups named. */
  | 'NOTHING_CHOSEN'
  /** The rows are not at hand, as after a crash of the database: try the whole, or wait for newer files. */
  | 'NOT_READY';

export type PreviewResult = { ok: true; effect: PartEffect } | Refused<PreviewRefusal>;

/** Counts a part of a plan: its groups, what they pull in, and what is left out. */
export async function previewPart(
  ctx: Context,
  run: RunKey,
  part: PartOfPlan,
): Promise<PreviewResult> {
  const stored = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    select: { planKind: true, stagedCounts: true, fingerprint: true },
  });
  if (stored.planKind !== 'INCREMENTAL') return { ok: false, code: 'NOT_SLICEABLE' };
  const key = { ...run, fingerprint: stored.fingerprint ?? '', part: identityOf(part) };
  const known = await findCounted(ctx, key);
  if (known) return effectOf(known);
  const groups = await transaction<PartCount[] | null>(ctx.db.pool, async (client) => {
    if (!(await isStagingWhole(client, run, stored.stagedCounts))) return null;
    await choosePart(client, run, part);
    // Temporary tables go with it.
    return new RolledBack<PartCount[] | null>(await countPart(client, run, part));
  });
  if (!groups) return { ok: false, code: 'NOT_READY' };
  await keepCounted(ctx.db.pool, key, groups);
  return effectOf(groups);
}

function effectOf(groups: PartCount[]): PreviewResult {
  const effect: PartEffect = {
    groups,
    applyCount: 0,
    chosenCount: 0,
    removeCount: 0,
    leftOutCount: 0,
  };
  for (const { action, asked, applied, total } of groups) {
    effect.applyCount += applied;
    effect.chosenCount += Math.min(asked, applied);
    effect.leftOutCount += total - applied;
    if (action === 'REMOVE') effect.removeCount += applied;
  }
  return effect.applyCount === 0 ? { ok: false, code: 'NOTHING_CHOSEN' } : { ok: true, effect };
}

interface CountedPart extends RunKey {
  fingerprint: string;
  part: string;
}

/** The same for the same groups, in whatever order they were ticked. */
function identityOf(part: PartOfPlan): string {
  const groups =
    part.scope === 'SLICE'
      ? part.groups
          .map(({ entity, action, schoolSourcedId }) =>
            JSON.stringify([entity, action, schoolSourcedId]),
          )
          .sort()
      : [];
  return createHash('sha256')
    .update(JSON.stringify([part.scope, ...groups]))
    .digest('hex');
}

/** A plan that is made again has other changes, and another fingerprint, or the same of both. */
async function findCounted(ctx: Context, counted: CountedPart): Promise<PartCount[] | null> {
  const { rows } = await ctx.db.pool.query<{ groups: PartCount[] }>(
    `SELECT groups FROM part_effect WHERE tenant_id = $1 AND run_id = $2 AND fingerprint = $3 AND part = $4`,
    [counted.tenantId, counted.id, counted.fingerprint, counted.part],
  );
  return rows[0]?.groups ?? null;
}

/** Only while the plan is still the one that was counted. */
async function keepCounted(
  pool: pg.Pool,
  counted: CountedPart,
  groups: readonly PartCount[],
): Promise<void> {
  await pool.query(
    `INSERT INTO part_effect (tenant_id, run_id, fingerprint, part, groups)
     SELECT tenant_id, id, fingerprint, $4, $5::jsonb FROM sync_run
     WHERE tenant_id = $1 AND id = $2 AND fingerprint = $3 AND state = 'HELD' ON CONFLICT DO NOTHING`,
    [counted.tenantId, counted.id, counted.fingerprint, counted.part, JSON.stringify(groups)],
  );
}

/** The same of a part. Its groups do not tell a school from a district org: any org that goes counts. */
export function removalsOfPart({ groups }: PartEffect): RemovedCounts {
  const removed = (entity?: string) =>
    groups
      .filter((group) => group.action === 'REMOVE' && (!entity || group.entity === entity))
      .reduce((sum, group) => sum + group.applied, 0);
  return {
    schools: removed('orgs'),
    students: removed('students'),
    contacts: removed('contacts'),
    staff: removed('staff'),
    all: removed(),
  };
}

/** Why two people have to look at it, outside of a decision: what the dialog says beforehand. Null effect: the whole plan. */
export async function findSecondPersonReasons(
  ctx: Context,
  run: RunKey,
  effect: PartEffect | null,
  said: { saidStop?: boolean } = {},
): Promise<SecondPersonReason[]> {
  const { prisma } = ctx.db;
  const removed = effect ? removalsOfPart(effect) : await countRemovals(prisma, run);
  return whySecondPerson(prisma, run, removed, said);
}

export function partOf(scope: ApprovalScope, groups: readonly SliceGroup[]): PartOfPlan | null {
  if (scope === 'ALL') return null;
  return scope === 'ADDITIONS' ? { scope } : { scope, groups };
}
