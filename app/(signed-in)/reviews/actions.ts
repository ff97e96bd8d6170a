'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { can } from '@/lib/server/auth/permissions';
import { mayKnowTenant } from '@/lib/server/auth/tenant-access';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId, rowIdOrNone } from '@/lib/server/http/row-id';
import { actOnReviews } from '@/lib/server/reviews/commands/act-on-chosen';

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
    const result = await actOnReviews(
      ctx,
      actor,
      chosen,
      operation === 'ask' ? { kind: 'ask' } : { kind: 'assign', assigneeId: assigneeId || null },
      (tenantId) => mayKnowTenant(ctx, person, tenantId),
    );
    refresh();
    return result;
  },
});
