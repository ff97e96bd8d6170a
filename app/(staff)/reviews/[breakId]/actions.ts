'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { gateCriteria } from '@/lib/core/circuit-break/first-roster-gate';
import { formatNumber } from '@/lib/core/format/numbers';
import { isApproveReason, isRejectReason } from '@/lib/core/review/decision-reasons';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId, rowIdOrNone } from '@/lib/server/http/row-id';
import { waiveCriterion } from '@/lib/server/policy/first-sync-gate';
import { preClearFollowUps, undoReview } from '@/lib/server/reviews/after-approval';
import { previewPart } from '@/lib/server/reviews/approval-effect';
import { assignReview, commentOnReview, snoozeReview } from '@/lib/server/reviews/conduct';
import { approve, approveAdditions, approveSlice, reject } from '@/lib/server/reviews/decide';
import { setViewed } from '@/lib/server/reviews/looking';
import { findReview, listReviewSizes } from '@/lib/server/reviews/queries';
import { askDistrict } from '@/lib/server/reviews/questions';
import { decisionRefusalWords } from '@/lib/server/reviews/refusals';
import { retryRun } from '@/lib/server/sync-runs/retry-run';
import { typedNumberFor } from '@/lib/server/reviews/typed-number';
import { typedNumberForPart } from './typed-number-for-part';
import { groupsOfPart, partFields } from './part';
import { undoReason } from '@/lib/core/review/undo-reason';

const review = { slug: z.string(), breakId: rowId };
const target = {
  ...review,
  version: rowId,
  fingerprint: z.string().min(1).max(200),
};
const words = z.string().max(2000, 'Use at most 2,000 characters.').default('');
const approval = {
  ...target,
  reasonCode: z.string().refine(isApproveReason, 'Choose a reason.'),
  comment: words,
  typedNumber: z.string().max(20).default(''),
};

const digits = (text: string): string => text.replace(/\D/g, '');

type ApprovalFailure =
  { code: 'NUMBER_REQUIRED'; asked: number } | { code: keyof typeof decisionRefusalWords };

const explainApproval = (failure: ApprovalFailure) =>
  failure.code === 'NUMBER_REQUIRED'
    ? {
        message: `Type ${formatNumber(failure.asked)}, the number of records that would be removed.`,
        field: 'typedNumber',
      }
    : {
        message: decisionRefusalWords[failure.code],
        field: failure.code === 'REASON_REQUIRED' ? 'comment' : undefined,
      };

export const approveReview = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...approval,
    preClear: z
      .literal('on')
      .optional()
      .transform((value) => value === 'on'),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, typedNumber, ...input } }) => {
    const found = await findReview(ctx, input.breakId);
    if (!found || found.tenantId !== tenant.id) return { ok: false, code: 'NOT_FOUND' } as const;
    const { entities } = await listReviewSizes(ctx, tenant.id, found.runId);
    const asked = typedNumberFor(entities);
    if (found.version === input.version && asked !== null && digits(typedNumber) !== String(asked))
      return { ok: false, code: 'NUMBER_REQUIRED', asked } as const;
    const result = await approve(ctx, actor, { ...input, tenantId: tenant.id });
    if (result.ok) refresh();
    return result;
  },
  explain: (failure) => explainApproval(failure),
});

export const approvePart = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...approval,
    ...partFields,
    applyCount: z.coerce.number().int().positive(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const { breakId, version, fingerprint, comment, reasonCode, applyCount } = input;
    const found = await findReview(ctx, breakId);
    if (!found || found.tenantId !== tenant.id) return { ok: false, code: 'NOT_FOUND' } as const;
    const said = { comment, reasonCode, applyCount };
    const decision = { tenantId: tenant.id, breakId, version, fingerprint, ...said };
    if (input.scope === 'ADDITIONS') {
      const result = await approveAdditions(ctx, actor, decision);
      if (result.ok) refresh();
      return result;
    }
    const groups = groupsOfPart(input);
    const { entities } = await listReviewSizes(ctx, tenant.id, found.runId);
    // Counting a part takes seconds of a large plan: not where even the whole asks for no number.
    if (found.version === version && found.runState === 'HELD' && typedNumberFor(entities)) {
      const run = { id: found.runId, tenantId: tenant.id };
      const preview = await previewPart(ctx, run, { scope: 'SLICE', groups });
      if (!preview.ok) return preview;
      const asked = typedNumberForPart(preview.effect, entities);
      if (asked !== null && digits(input.typedNumber) !== String(asked))
        return { ok: false, code: 'NUMBER_REQUIRED', asked } as const;
    }
    const result = await approveSlice(ctx, actor, { ...decision, groups });
    if (result.ok) refresh();
    return result;
  },
  explain: (failure) => explainApproval(failure),
});

export const rejectReview = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...target,
    // Named apart from the approval's field: both stand on one page.
    rejectCode: z.string().refine(isRejectReason, 'Choose a reason.'),
    reason: words,
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, rejectCode, ...input } }) => {
    const result = await reject(ctx, actor, {
      ...{ ...input, tenantId: tenant.id, reasonCode: rejectCode },
    });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) => ({
    message: decisionRefusalWords[code],
    field: code === 'REASON_REQUIRED' ? 'reason' : undefined,
  }),
});

export const askAboutReview = defineAction({
  require: 'tenant',
  act: 'reviews.ask',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...target, message: words }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await askDistrict(ctx, actor, { ...input, tenantId: tenant.id });
    if (!result.ok) return result;
    refresh();
    // The link is for the district's mail only.
    return { ok: true } as const;
  },
  explain: ({ code }) => ({
    message:
      code === 'NO_CONTACTS'
        ? 'This district has no contact to ask. Invite one first.'
        : code === 'FIRST_ROSTER'
          ? 'A first roster is not asked about: the district sent it for the first time. Decide about it by its checks.'
          : decisionRefusalWords[code],
  }),
});

const openRefusals = {
  NOT_FOUND: 'This review does not exist. Go back to the list of reviews.',
  NOT_OPEN:
    'This review is over: it was decided, newer files took its place, or it expired. The page shows how it stands now.',
  STALE: 'This review changed meanwhile. Load the page again.',
} as const;

export const assignThisReview = defineAction({
  require: 'tenant',
  act: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, assigneeId: rowIdOrNone }),
  run: async ({ ctx, actor, tenant, input: { breakId, assigneeId } }) => {
    const to = assigneeId === 0 ? null : assigneeId;
    const result = await assignReview(ctx, actor, {
      ...{ tenantId: tenant.id, breakId, assigneeId: to },
    });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) =>
    code === 'NOT_STAFF'
      ? { message: 'Choose a person from the list.', field: 'assigneeId' }
      : { message: openRefusals[code] },
});

export const snoozeThisReview = defineAction({
  require: 'tenant',
  act: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, hours: z.coerce.number().int().min(0).max(168) }),
  run: async ({ ctx, actor, tenant, input: { breakId, hours } }) => {
    const until = hours === 0 ? null : new Date(ctx.clock.now().getTime() + hours * 3_600_000);
    const result = await snoozeReview(ctx, actor, { tenantId: tenant.id, breakId, until });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) => ({
    message: code === 'PAST' ? 'Choose a time to come.' : openRefusals[code],
  }),
});

export const commentOnThisReview = defineAction({
  require: 'tenant',
  act: 'reviews.comment',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, text: words }),
  run: async ({ ctx, actor, tenant, input: { breakId, text } }) => {
    const result = await commentOnReview(ctx, actor, { tenantId: tenant.id, breakId, text });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) =>
    code === 'TEXT_REQUIRED'
      ? { message: 'Write something first.', field: 'text' }
      : { message: openRefusals[code] },
});

const undoRefusals = {
  NOT_FOUND: 'This review does not exist. Go back to the list of reviews.',
  NOT_APPLIED: 'Nothing of this review is in force, so there is nothing to undo.',
  NOT_LAST_APPLIED:
    'Only the update whose roster is live can be undone, and this one is not any more. Open the newest applied run to undo that.',
  TOO_OLD:
    'This was applied more than 30 days ago and cannot be undone. Have the district send corrected files instead.',
  BUSY: 'Other files of this district are being checked or applied right now. Try again in a minute.',
  NO_REMOVALS:
    'This update removed nobody, or they were brought back already. There is nothing to do.',
  PLAN_GONE:
    'What this update changed is not known any more, so it cannot be undone. Have the district correct its data or export and send a new set.',
} as const;

export const undoThisReview = defineAction({
  require: 'tenant',
  act: 'runs.undo',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...review, part: z.enum(['WHOLE', 'REMOVALS']), undoReason }),
  run: async ({ ctx, actor, tenant, input: { breakId, part, undoReason: reason } }) => {
    const result = await undoReview(ctx, actor, { tenantId: tenant.id, breakId }, part, reason);
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) => ({ message: undoRefusals[code] }),
});

const retryRefusals = {
  NOT_FAILED: 'It is at work again, or over. The page shows how it stands now.',
  OUTDATED: 'Newer files took the place of these, so there is nothing to try again.',
  PAUSED: 'This district is paused. Try again when the pause is over.',
  BUSY: undoRefusals.BUSY,
} as const;

export const retryThisReview = defineAction({
  require: 'tenant',
  act: 'runs.apply',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), runId: rowId }),
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await retryRun(ctx, actor, { id: runId, tenantId: tenant.id });
    if (!result.ok) return result;
    refresh();
    return { ok: true } as const;
  },
  explain: ({ code }) => ({ message: retryRefusals[code] }),
});

export const preClearThisReview = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject(review),
  run: async ({ ctx, actor, tenant, input: { breakId } }) => {
    const result = await preClearFollowUps(ctx, actor, { tenantId: tenant.id, breakId });
    if (!result.ok) return result;
    refresh();
    return { ok: true } as const;
  },
  explain: ({ code }) => ({ message: undoRefusals[code] }),
});

export const waiveGateCriterion = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    runId: rowId,
    criterion: z.enum(gateCriteria),
    schoolSourcedId: z.string().max(255).default(''),
    comment: words,
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await waiveCriterion(ctx, actor, { ...input, tenantId: tenant.id });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) =>
    code === 'REASON_REQUIRED'
      ? { message: 'Say why this may be waived.', field: 'comment' }
      : { message: 'This check is not failed any more. Load the page again.' },
});

export const setGroupViewed = defineAction({
  require: 'tenant',
  act: 'reviews.list',
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
      ...{ tenantId: tenant.id, breakId, version, entity, action },
      ...{ userId: person.userId, isViewed: isViewed === 'yes' },
    });
    refresh();
    return isKnown ? ({ ok: true } as const) : ({ ok: false, code: 'NO_SUCH_GROUP' } as const);
  },
  explain: () => ({ message: 'This version has no such group any more. Load the page again.' }),
});
