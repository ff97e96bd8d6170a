'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { changeNoticeSettings } from '@/lib/server/attendance/commands/notice-settings';
import {
  releaseAllNotices,
  releaseChosenNotices,
  releaseNotices,
} from '@/lib/server/attendance/commands/release-notices';
import { defineAction } from '@/lib/server/http/define-action';

export const releaseList = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    schoolId: z.string().min(1).max(255),
    date: z.string().refine(isPlainDate),
    reason: z.string().max(500),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...list } }) => {
    const result = await releaseNotices(ctx, actor, { tenantId: tenant.id, ...list });
    refresh();
    return result;
  },
});

export const releaseAllLists = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    date: z.string().refine(isPlainDate),
    seen: z.string().regex(/^[0-9a-f]{64}$/),
    reasonForAll: z.string().max(500),
  }),
  run: async ({ ctx, actor, tenant, input: { date, seen, reasonForAll } }) => {
    const result = await releaseAllNotices(ctx, actor, {
      tenantId: tenant.id,
      date,
      seen,
      reason: reasonForAll,
    });
    refresh();
    return result;
  },
});

/** "school digest", as the page wrote it; a school's id may have spaces. */
const chosenList = z
  .string()
  .max(400)
  .regex(/^.+ [0-9a-f]{64}$/s)
  .transform((text) => ({ schoolId: text.slice(0, -65), seen: text.slice(-64) }));

export const releaseChosenLists = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    date: z.string().refine(isPlainDate),
    chosen: z
      .union([z.array(chosenList).max(2000), chosenList.transform((one) => [one])])
      .optional()
      .transform((chosen) => chosen ?? []),
    reasonForChosen: z.string().max(500),
  }),
  run: async ({ ctx, actor, tenant, input: { date, chosen, reasonForChosen } }) => {
    const result = await releaseChosenNotices(ctx, actor, {
      tenantId: tenant.id,
      date,
      chosen,
      reason: reasonForChosen,
    });
    refresh();
    return result;
  },
});

export const saveNoticeSettings = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    noticeCutOff: z.string().max(5),
    noticesForTardies: z.literal('on').optional(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await changeNoticeSettings(ctx, actor, {
      tenantId: tenant.id,
      noticeCutOff: input.noticeCutOff,
      noticesForTardies: input.noticesForTardies === 'on',
    });
    refresh();
    return result;
  },
});
