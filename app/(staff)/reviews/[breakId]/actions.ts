'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { formatNumber } from '@/lib/core/format/numbers';
import { defineAction } from '@/lib/server/http/define-action';
import { approve, reject } from '@/lib/server/reviews/decide';
import { findReview, listReviewSizes } from '@/lib/server/reviews/queries';
import { decisionRefusalWords } from '@/lib/server/reviews/refusals';
import { typedNumberFor } from '@/lib/server/reviews/typed-number';

const target = {
  slug: z.string(),
  breakId: z.coerce.number().int().positive(),
  version: z.coerce.number().int().positive(),
  fingerprint: z.string().min(1).max(200),
};
const words = z.string().max(2000, 'Use at most 2,000 characters.').default('');

export const approveReview = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ ...target, comment: words, typedNumber: z.string().max(20).default('') }),
  run: async ({ ctx, actor, tenant, input }) => {
    const { breakId, version, fingerprint, comment, typedNumber } = input;
    const review = await findReview(ctx, breakId);
    if (!review || review.tenantId !== tenant.id) return { ok: false, code: 'NOT_FOUND' } as const;
    const { entities } = await listReviewSizes(ctx, tenant.id, review.runId);
    const asked = typedNumberFor(entities);
    if (
      review.version === version &&
      asked !== null &&
      typedNumber.replace(/\D/g, '') !== String(asked)
    ) {
      return { ok: false, code: 'NUMBER_REQUIRED', asked } as const;
    }
    const result = await approve(ctx, actor, {
      tenantId: tenant.id,
      breakId,
      version,
      fingerprint,
      comment,
    });
    if (result.ok) refresh();
    return result;
  },
  explain: (failure) =>
    failure.code === 'NUMBER_REQUIRED'
      ? {
          message: `Type ${formatNumber(failure.asked)}, the number of records that would be removed.`,
          field: 'typedNumber',
        }
      : {
          message: decisionRefusalWords[failure.code],
          field: failure.code === 'REASON_REQUIRED' ? 'comment' : undefined,
        },
});

export const rejectReview = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ ...target, reason: words }),
  run: async ({ ctx, actor, tenant, input }) => {
    const { breakId, version, fingerprint, reason } = input;
    const result = await reject(ctx, actor, {
      tenantId: tenant.id,
      breakId,
      version,
      fingerprint,
      reason,
    });
    if (result.ok) refresh();
    return result;
  },
  explain: ({ code }) => ({
    message: decisionRefusalWords[code],
    field: code === 'REASON_REQUIRED' ? 'reason' : undefined,
  }),
});
