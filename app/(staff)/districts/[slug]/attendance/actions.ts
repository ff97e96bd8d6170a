'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { decideAttendanceRun } from '@/lib/server/attendance/commands/decide-run';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';

const runRefusals = {
  RUN_NOT_FOUND: 'This file does not exist. Look at the list of files again.',
  NOT_HELD: 'This file is not waiting any more. The page shows what became of it.',
  REASON_REQUIRED: 'Say why, in a few words.',
  NAME_FIRST: 'This file waits for its name. Decide about the name instead.',
} as const;

export const decideFile = defineAction({
  require: 'tenant',
  act: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    runId: rowId,
    decision: z.enum(['ACCEPT', 'DISCARD']),
    reason: z.string().max(500),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...decision } }) => {
    const result = await decideAttendanceRun(ctx, actor, { tenantId: tenant.id, ...decision });
    refresh();
    return result;
  },
  explain: ({ code }) => ({
    message: runRefusals[code],
    ...(code === 'REASON_REQUIRED' ? { field: 'reason' } : {}),
  }),
});
