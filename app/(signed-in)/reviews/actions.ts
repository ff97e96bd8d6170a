'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { can } from '@/lib/server/auth/permissions';
import { mayKnowTenant } from '@/lib/server/auth/tenant-access';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId, rowIdOrNone } from '@/lib/server/http/row-id';
import { assignReview } from '@/lib/server/reviews/commands/triage';
import { findReview } from '@/lib/server/reviews/queries/review-detail';
import { askDistrict } from '@/lib/server/reviews/commands/questions';

const MOST = 100;
const id = rowId;

/** Assigns or asks about several reviews; deciding is done one at a time, on its page. */
export const actOnChosen = defineAction({
  require: 'person',
  permission: 'reviews.list',
  input: z.strictObject({
    chosen: z
      .union([z.array(id).max(MOST), id.transform((one) => [one])])
      .optional()
      .transform((chosen) => chosen ?? []),
    operation: z.enum(['assign', 'ask']),
    assigneeId: rowIdOrNone.default(0),
  }),
  run: async ({ ctx, actor, person, input }) => {
    const { chosen, operation, assigneeId } = input;
    if (chosen.length === 0) return { ok: false, code: 'NO_REVIEW_CHOSEN' } as const;
    if (!can(person, operation === 'ask' ? 'reviews.ask' : 'reviews.comment')) {
      return { ok: false, code: 'NOT_ALLOWED' } as const;
    }
    const refused: string[] = [];
    let done = 0;
    for (const breakId of chosen) {
      const review = await findReview(ctx, breakId);
      if (!review || !(await mayKnowTenant(ctx, person, review.tenantId))) continue;
      const { tenantId, version, fingerprint } = review;
      const result =
        operation === 'ask'
          ? await askDistrict(ctx, actor, { tenantId, breakId, version, fingerprint })
          : await assignReview(ctx, actor, { tenantId, breakId, assigneeId: assigneeId || null });
      if (result.ok) done += 1;
      else refused.push(review.tenantName);
    }
    refresh();
    return refused.length === 0
      ? ({ ok: true } as const)
      : ({ ok: false, code: 'SOME_REFUSED', done, refused } as const);
  },
});
