'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { gateCriteria } from '@/lib/core/circuit-break/first-roster-gate';
import { isApproveReason, isRejectReason } from '@/lib/core/review/decision-reasons';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId, rowIdOrNone } from '@/lib/server/http/row-id';
import { waiveCriterion } from '@/lib/server/policy/first-sync-gate';
import { preClearFollowUps, undoReview } from '@/lib/server/reviews/commands/after-approval';
import { assignReview, commentOnReview, snoozeReview } from '@/lib/server/reviews/commands/triage';
import { approve, approveAdditions, approveSlice } from '@/lib/server/reviews/commands/approve';
import { reject } from '@/lib/server/reviews/commands/reject';
import { setViewed } from '@/lib/server/reviews/presence';
import { askDistrict } from '@/lib/server/reviews/commands/questions';
import { retryRun } from '@/lib/server/sync-runs/commands/retry-run';
import { groupsOfPart, partFields } from './part';
import { undoReason } from '@/lib/core/review/undo-reason';

const review = { slug: z.string(), breakId: rowId };
const target = {
  ...review,
  version: rowId,
  fingerprint: z.string().min(1).max(200),
};
const freeText = z.string().max(2000, 'Use at most 2,000 characters.').default('');
const approval = {
  ...target,
  reasonCode: z.string().refine(isApproveReason, 'Choose a reason.'),
  comment: freeText,
  typedNumber: z.string().max(20).default(''),
};

export const approveReview = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...approval,
    preClear: z
      .literal('on')
      .optional()
      .transform((value) => value === 'on'),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await approve(ctx, actor, { ...input, tenantId: tenant.id });
    if (result.ok) refresh();
    return result;
  },
});

export const approvePart = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...approval,
    ...partFields,
    applyCount: z.coerce.number().int().positive(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const { breakId, version, fingerprint, comment, reasonCode, typedNumber, applyCount } = input;
    const target = { tenantId: tenant.id, breakId, version, fingerprint };
    const decision = { ...target, comment, reasonCode, typedNumber, applyCount };
    const result =
      input.scope === 'ADDITIONS'
        ? await approveAdditions(ctx, actor, decision)
        : await approveSlice(ctx, actor, { ...decision, groups: groupsOfPart(input) });
    if (result.ok) refresh();
    return result;
  },
});

export const rejectReview = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...target,
    // Named apart from the approval's field: both stand on one page.
    rejectCode: z.string().refine(isRejectReason, 'Choose a reason.'),
    reason: freeText,
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, rejectCode, ...input } }) => {
    const result = await reject(ctx, actor, {
      ...input,
      tenantId: tenant.id,
      reasonCode: rejectCode,
    });
    if (result.ok) refresh();
    return result;
  },
});

export const askAboutReview = defineAction({
  require: 'tenant',
  permission: 'reviews.ask',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...target, message: freeText }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await askDistrict(ctx, actor, { ...input, tenantId: tenant.id });
    if (!result.ok) return result;
    refresh();
    // The link is for the district's mail only.
    return { ok: true } as const;
  },
});

export const assignThisReview = defineAction({
  require: 'tenant',
  permission: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, assigneeId: rowIdOrNone }),
  run: async ({ ctx, actor, tenant, input: { breakId, assigneeId } }) => {
    const to = assigneeId === 0 ? null : assigneeId;
    const result = await assignReview(ctx, actor, {
      tenantId: tenant.id,
      breakId,
      assigneeId: to,
    });
    if (result.ok) refresh();
    return result;
  },
});

export const snoozeThisReview = defineAction({
  require: 'tenant',
  permission: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, hours: z.coerce.number().int().min(0).max(168) }),
  run: async ({ ctx, actor, tenant, input: { breakId, hours } }) => {
    const until = hours === 0 ? null : new Date(ctx.clock.now().getTime() + hours * 3_600_000);
    const result = await snoozeReview(ctx, actor, { tenantId: tenant.id, breakId, until });
    if (result.ok) refresh();
    return result;
  },
});

export const commentOnThisReview = defineAction({
  require: 'tenant',
  permission: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, text: freeText }),
  run: async ({ ctx, actor, tenant, input: { breakId, text } }) => {
    const result = await commentOnReview(ctx, actor, { tenantId: tenant.id, breakId, text });
    if (result.ok) refresh();
    return result;
  },
});

export const undoThisReview = defineAction({
  require: 'tenant',
  permission: 'runs.undo',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, part: z.enum(['WHOLE', 'REMOVALS']), undoReason }),
  run: async ({ ctx, actor, tenant, input: { breakId, part, undoReason: reason } }) => {
    const result = await undoReview(ctx, actor, { tenantId: tenant.id, breakId }, reason, part);
    if (result.ok) refresh();
    return result;
  },
});

export const retryThisReview = defineAction({
  require: 'tenant',
  permission: 'runs.apply',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), runId: rowId }),
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await retryRun(ctx, actor, { id: runId, tenantId: tenant.id });
    if (!result.ok) return result;
    refresh();
    return { ok: true } as const;
  },
});

export const preClearThisReview = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject(review),
  run: async ({ ctx, actor, tenant, input: { breakId } }) => {
    const result = await preClearFollowUps(ctx, actor, { tenantId: tenant.id, breakId });
    if (!result.ok) return result;
    refresh();
    return { ok: true } as const;
  },
});

export const waiveGateCriterion = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    runId: rowId,
    criterion: z.enum(gateCriteria),
    schoolSourcedId: z.string().max(255).default(''),
    comment: freeText,
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await waiveCriterion(ctx, actor, { ...input, tenantId: tenant.id });
    if (result.ok) refresh();
    return result;
  },
});

export const setGroupViewed = defineAction({
  require: 'tenant',
  permission: 'reviews.list',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...review,
    version: rowId,
    entity: z.enum(countedEntities),
    action: z.enum(changeActions),
    isViewed: z.enum(['yes', 'no']),
  }),
  run: async ({ ctx, person, tenant, input }) => {
    const { breakId, version, entity, action, isViewed } = input;
    const isKnown = await setViewed(ctx, {
      tenantId: tenant.id,
      breakId,
      version,
      entity,
      action,
      userId: person.userId,
      isViewed: isViewed === 'yes',
    });
    refresh();
    return isKnown ? ({ ok: true } as const) : ({ ok: false, code: 'NO_SUCH_GROUP' } as const);
  },
});
