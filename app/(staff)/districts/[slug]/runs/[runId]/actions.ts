'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { undoReason } from '@/lib/core/review/undo-reason';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { askForEmptyFile, confirmEmptyFile, endEmptyFile } from '@/lib/server/policy/empty-files';
import { checkNowRefusal } from '@/lib/core/sync-run/check-now-words';
import { applyNow } from '@/lib/server/sync-runs/apply-now';
import { checkNow } from '@/lib/server/sync-runs/check-now';
import { requestUndo } from '@/lib/server/sync-runs/request-undo';
import { retryRun } from '@/lib/server/sync-runs/retry-run';

const input = z.object({ slug: z.string(), runId: rowId });

const applyRefusals = {
  NOT_WAITING: 'This run is not waiting to be applied any more. The page shows how it stands now.',
  PAUSED:
    'Updates of this district are paused. Nothing is applied before the pause ends. Then it is checked again: there is nothing to do.',
} as const;

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
  explain: ({ code }) => ({ message: applyRefusals[code] }),
});

export const startCheck = defineAction({
  require: 'tenant',
  act: 'runs.check',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string() }),
  run: async ({ ctx, actor, tenant }) => {
    const result = await checkNow(ctx, actor, tenant.id);
    refresh();
    return result;
  },
  explain: (failure) => ({ message: checkNowRefusal(failure) }),
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
    'Only the run whose roster is live can be undone, and this one is not any more. Open the newest applied run to undo that.',
  TOO_OLD:
    'This run was applied more than 30 days ago and cannot be undone. Have the district send corrected files instead.',
  BUSY: 'Other files of this district are being checked or applied right now. Try again in a minute.',
  NO_REMOVALS:
    'This run removed nobody, or they were brought back already. There is nothing to do.',
  PLAN_GONE:
    'What this run changed is not known any more, so it cannot be undone. Have the district correct its data or export and send a new set.',
} as const;

export const undoRun = defineAction({
  require: 'tenant',
  act: 'runs.undo',
  tenant: ({ slug }) => slug,
  input: input.extend({ undoReason }),
  run: async ({ ctx, actor, tenant, input: { runId, undoReason: reason } }) => {
    const result = await requestUndo(
      ctx,
      actor,
      { id: runId, tenantId: tenant.id },
      'WHOLE',
      reason,
    );
    refresh();
    return result;
  },
  explain: ({ code }) => ({ message: undoRefusals[code] }),
});

const emptyFileRefusals = {
  RUN_NOT_FOUND: { message: 'There is no such run. Load the page again.' },
  ALLOWANCE_NOT_FOUND: { message: 'It does not exist any more. Load the page again.' },
  REASON_REQUIRED: { message: 'Say why it is meant.', field: 'reason' },
  NOT_EMPTY: {
    message:
      'This run was not refused because this file has no rows. Look at the problems of the run.',
  },
  OTHER_BYTES: {
    message:
      'The file has other bytes than the ones you were shown. Load the page again and look at it.',
  },
  OUTDATED: { message: 'The file came with rows since, so there is nothing to allow.' },
  ALREADY_ASKED: { message: 'Somebody said so already. The page shows how it stands now.' },
  ALLOWANCE_OVER: { message: 'It is over already. The page shows how it stands now.' },
  NOT_WAITING: { message: 'It does not wait any more. The page shows how it stands now.' },
  EXPIRED: {
    message: 'It expired after seven days. If it is still meant, say so again.',
  },
  PERSON_REQUIRED: {
    message: 'Only people who may decide about updates can say this. Ask an administrator.',
  },
  SECOND_PERSON_REQUIRED: { message: 'You said so yourself. Somebody else has to confirm.' },
  LEAD_REQUIRED: { message: 'One of the two has to be a lead.' },
} as const;

const allowanceId = rowId;

export const allowEmptyFile = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
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
  explain: ({ code }) => emptyFileRefusals[code],
});

export const confirmEmptyAllowance = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), allowanceId, sha256: z.string() }),
  run: async ({ ctx, actor, tenant, input: { allowanceId: id, sha256 } }) => {
    const result = await confirmEmptyFile(ctx, actor, { tenantId: tenant.id, id, sha256 });
    if (result.ok || result.code === 'NOT_WAITING') refresh();
    return result;
  },
  explain: ({ code }) => emptyFileRefusals[code],
});

export const endEmptyAllowance = defineAction({
  require: 'tenant',
  act: 'reviews.decide',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), allowanceId }),
  run: async ({ ctx, actor, tenant, input: { allowanceId: id } }) => {
    const result = await endEmptyFile(ctx, actor, { tenantId: tenant.id, id });
    if (result.ok || result.code === 'ALLOWANCE_OVER') refresh();
    return result;
  },
  explain: ({ code }) => emptyFileRefusals[code],
});
