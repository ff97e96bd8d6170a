'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import {
  acceptFileName,
  confirmFileName,
  refuseFileName,
} from '@/lib/server/attendance/commands/file-names';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';

const name = z.strictObject({ slug: z.string(), fileNameId: rowId });

export const confirmName = defineAction({
  require: 'tenant',
  permission: 'attendance.answer',
  tenant: ({ slug }) => slug,
  input: name,
  run: async ({ ctx, actor, tenant, input: { fileNameId } }) => {
    const result = await confirmFileName(ctx, actor, { tenantId: tenant.id, fileNameId });
    refresh();
    return result;
  },
});

export const acceptName = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: name,
  run: async ({ ctx, actor, tenant, input: { fileNameId } }) => {
    const result = await acceptFileName(ctx, actor, { tenantId: tenant.id, fileNameId });
    refresh();
    return result;
  },
});

export const refuseName = defineAction({
  require: 'tenant',
  permission: 'attendance.answer',
  tenant: ({ slug }) => slug,
  input: name,
  run: async ({ ctx, actor, tenant, input: { fileNameId } }) => {
    const result = await refuseFileName(ctx, actor, { tenantId: tenant.id, fileNameId });
    refresh();
    return result;
  },
});
