'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { decideAttendanceRun } from '@/lib/server/attendance/commands/decide-run';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';

export const decideFile = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
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
});
