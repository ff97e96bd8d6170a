'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { applyNow } from '@/lib/server/sync-runs/apply-now';
import { requestUndo } from '@/lib/server/sync-runs/request-undo';
import { retryRun } from '@/lib/server/sync-runs/retry-run';

const input = z.object({ slug: z.string(), runId: z.coerce.number().int().positive() });

export const applyRunNow = defineAction({
  require: 'tenant',
  act: 'runs.apply',
  tenant: ({ slug }) => slug,
  input,
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await applyNow(ctx, actor, { id: runId, tenantId: tenant.id });
    refresh();
    return result;
  },
  explain: () => ({
    message: 'This run is not waiting to be applied any more. The page shows how it stands now.',
  }),
});

const retryRefusals = {
  NOT_FAILED: 'This run is at work again, or over. The page shows how it stands now.',
  OUTDATED: 'Newer files took the place of these, so there is nothing to try again.',
  PAUSED: 'This district is paused. Try again when the pause is over.',
  BUSY: 'Other files of this district are being checked or applied right now. Try again in a minute.',
} as const;

export const retryFailedRun = defineAction({
  require: 'tenant',
  act: 'runs.apply',
  tenant: ({ slug }) => slug,
  input,
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await retryRun(ctx, actor, { id: runId, tenantId: tenant.id });
    refresh();
    return result;
  },
  explain: ({ code }) => ({ message: retryRefusals[code] }),
});

const undoRefusals = {
  NOT_LAST_APPLIED:
    'Only the run whose roster is in force can be undone, and this one is not any more.',
  TOO_OLD: 'This run was applied more than 30 days ago and cannot be undone.',
  BUSY: 'Other files of this district are being checked or applied right now. Try again in a minute.',
  NO_REMOVALS: 'This run removed nobody, or they were brought back already.',
} as const;

export const undoRun = defineAction({
  require: 'tenant',
  act: 'runs.undo',
  tenant: ({ slug }) => slug,
  input,
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await requestUndo(ctx, actor, { id: runId, tenantId: tenant.id });
    refresh();
    return result;
  },
  explain: ({ code }) => ({ message: undoRefusals[code] }),
});
