// A district's limits: what is in force, and its own values for single rules with who set them and why.
import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { applyProfile, relaxesWhatIsNeverRelaxed } from '@/lib/core/circuit-break/profiles';
import { defaultRules, type Effect } from '@/lib/core/circuit-break/rules';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { findDistrict } from './district';
import { loadPolicy } from './load-policy';

export interface LimitRow {
  ruleId: string;
  effect: Effect;
  /** Compared today, with the profile and the district's own values. */
  limitPercent: number | null;
  limitCount: number | null;
  limitCap: number | null;
  defaultPercent: number | null;
  defaultCount: number | null;
  defaultCap: number | null;
  isNeverRelaxed: boolean;
  /** It has no number: it holds where nobody is left. */
  tripsAtZeroLeft: boolean;
  reason: string | null;
  setBy: string | null;
  setAt: Date | null;
}

export interface Limits {
  profile: string;
  transitionEndDate: string | null;
  rows: LimitRow[];
}

export async function listLimits(ctx: AppContext, tenantId: number): Promise<Limits | null> {
  const district = await findDistrict(ctx, tenantId);
  if (!district) return null;
  const today = localDate(ctx.clock.now(), district.timeZone);
  const policy = await loadPolicy(ctx.db.pool, district, today);
  const { rows: own } = await ctx.db.pool.query<{
    ruleId: string;
    reason: string;
    setBy: string | null;
    setAt: Date;
  }>(
    `SELECT o.rule_id AS "ruleId", o.reason, u.name AS "setBy", o.set_at AS "setAt"
     FROM limit_override o LEFT JOIN user_account u ON u.id = o.set_by_id WHERE o.tenant_id = $1`,
    [tenantId],
  );
  const ownOf = new Map(own.map(({ ruleId, ...row }) => [ruleId, row]));
  const defaults = new Map(defaultRules.map((rule) => [rule.id, rule]));
  return {
    profile: policy.profile.id,
    transitionEndDate: policy.transition?.endDate ?? null,
    rows: policy.rules.map((rule) => {
      const { id, effect, limitPercent, limitCount, limitCap } = applyProfile(rule, policy.profile);
      const standard = defaults.get(id);
      return {
        ruleId: id,
        effect,
        limitPercent,
        limitCount,
        limitCap,
        defaultPercent: standard?.limitPercent ?? null,
        defaultCount: standard?.limitCount ?? null,
        defaultCap: standard?.limitCap ?? null,
        isNeverRelaxed: rule.isNeverRelaxed ?? false,
        tripsAtZeroLeft: rule.tripsAtZeroLeft ?? false,
        ...(ownOf.get(id) ?? { reason: null, setBy: null, setAt: null }),
      };
    }),
  };
}

const limitNumbers = {
  limitPercent: z.number().min(0).max(100).nullable().default(null),
  limitCount: z.number().int().min(1).nullable().default(null),
  limitCap: z.number().int().min(1).nullable().default(null),
};

/** A value that is not given keeps the default. */
export const limitInput = z
  .strictObject({ ruleId: z.string(), ...limitNumbers })
  .refine(
    ({ limitPercent, limitCount, limitCap }) => limitPercent ?? limitCount ?? limitCap,
    'Give a percentage, a count or a cap.',
  );

export type LimitInput = z.output<typeof limitInput>;

export type LimitRefusal = 'NO_SUCH_RULE' | 'NEVER_RELAXED' | 'REASON_REQUIRED';

export async function setLimit(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  { ruleId, reason, ...limits }: LimitInput & { reason: string },
): Promise<{ ok: true } | Refused<LimitRefusal>> {
  const refusal = refuseLimit({ ruleId, ...limits });
  if (refusal) return { ok: false, code: refusal };
  if (reason.trim() === '') return { ok: false, code: 'REASON_REQUIRED' };
  const values = {
    ...limits,
    reason: reason.trim(),
    setById: actor.userId,
    setAt: ctx.clock.now(),
  };
  await ctx.db.prisma.$transaction(async (tx) => {
    const key = { tenantId, ruleId };
    const before = await tx.limitOverride.findUnique({ where: { tenantId_ruleId: key } });
    await tx.limitOverride.upsert({
      where: { tenantId_ruleId: key },
      create: { ...key, ...values },
      update: values,
    });
    await recordAudit(tx, actor, {
      action: 'limit.set',
      tenantId,
      objectType: 'limit',
      objectId: ruleId,
      detail: {
        ...limits,
        percentBefore: before?.limitPercent ?? null,
        countBefore: before?.limitCount ?? null,
        capBefore: before?.limitCap ?? null,
      },
    });
  });
  return { ok: true };
}

/** Back to the default. */
export async function resetLimit(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  ruleId: string,
): Promise<{ ok: true } | Refused<'NO_OWN_LIMIT'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.limitOverride.deleteMany({ where: { tenantId, ruleId } });
    if (count === 0) return { ok: false, code: 'NO_OWN_LIMIT' } as const;
    await recordAudit(tx, actor, {
      action: 'limit.reset',
      tenantId,
      objectType: 'limit',
      objectId: ruleId,
    });
    return { ok: true } as const;
  });
}

export function refuseLimit(limit: LimitInput): 'NO_SUCH_RULE' | 'NEVER_RELAXED' | null {
  const rule = defaultRules.find(({ id }) => id === limit.ruleId);
  if (!rule) return 'NO_SUCH_RULE';
  return relaxesWhatIsNeverRelaxed(rule, limit) ? 'NEVER_RELAXED' : null;
}
