'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { undoReason } from '@/lib/core/review/undo-reason';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { askForEmptyFile, confirmEmptyFile, endEmptyFile } from '@/lib/server/policy/empty-files';
import { applyNow } from '@/lib/server/sync-runs/commands/apply-now';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { retryRun } from '@/lib/server/sync-runs/commands/retry-run';

const input = z.object({ slug: z.string(), runId: rowId });

export const applyRunNow = defineAction({
  require: 'tenant',
  permission: 'runs.apply',
  tenant: ({ slug }) => slug,
  input,
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await applyNow(ctx, actor, { id: runId, tenantId: tenant.id });
    refresh();
    return result;
  },
});

export const retryFailedRun = defineAction({
  require: 'tenant',
  permission: 'runs.apply',
  tenant: ({ slug }) => slug,
  input,
  run: async ({ ctx, actor, tenant, input: { runId } }) => {
    const result = await retryRun(ctx, actor, { id: runId, tenantId: tenant.id });
    refresh();
    return result;
  },
});

export const undoRun = defineAction({
  require: 'tenant',
  permission: 'runs.undo',
  tenant: ({ slug }) => slug,
  input: input.extend({ undoReason }),
  run: async ({ ctx, actor, tenant, input: { runId, undoReason: reason } }) => {
    const result = await requestUndo(ctx, actor, { id: runId, tenantId: tenant.id }, reason);
    refresh();
    return result;
  },
});

const allowanceId = rowId;

export const allowEmptyFile = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: input.extend({
    fileName: z.string(),
    sha256: z.string(),
    reason: z.string().max(500, 'Use at most 500 characters.').default(''),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...target } }) => {
    const result = await askForEmptyFile(ctx, actor, { ...target, tenantId: tenant.id });
    if (result.ok || result.code === 'ALREADY_ASKED') refresh();
    return result;
  },
});

export const confirmEmptyAllowance = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), allowanceId, sha256: z.string() }),
  run: async ({ ctx, actor, tenant, input: { allowanceId: id, sha256 } }) => {
    const result = await confirmEmptyFile(ctx, actor, { tenantId: tenant.id, id, sha256 });
    if (result.ok || result.code === 'NOT_WAITING') refresh();
    return result;
  },
});

export const endEmptyAllowance = defineAction({
  require: 'tenant',
  permission: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), allowanceId }),
  run: async ({ ctx, actor, tenant, input: { allowanceId: id } }) => {
    const result = await endEmptyFile(ctx, actor, { tenantId: tenant.id, id });
    if (result.ok || result.code === 'ALLOWANCE_OVER') refresh();
    return result;
  },
});
