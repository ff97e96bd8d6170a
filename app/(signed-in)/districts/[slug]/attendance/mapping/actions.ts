'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { ATTENDANCE_CATEGORIES } from '@/lib/core/attendance/categories';
import { mapCategory } from '@/lib/server/attendance/commands/map-category';
import { defineAction } from '@/lib/server/http/define-action';

export const mapWord = defineAction({
  require: 'tenant',
  permission: 'attendance.answer',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    text: z.string().max(255),
    meaning: z.enum([...ATTENDANCE_CATEGORIES, 'NO_EVENT'], 'Choose what the word means.'),
  }),
  run: async ({ ctx, actor, tenant, input: { text, meaning } }) => {
    const result = await mapCategory(ctx, actor, { tenantId: tenant.id, text, meaning });
    refresh();
    return result;
  },
});
