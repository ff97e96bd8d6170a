'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { changeNoticeSettings } from '@/lib/server/attendance/commands/notice-settings';
import {
  releaseAllNotices,
  releaseNotices,
} from '@/lib/server/attendance/commands/release-notices';
import { defineAction } from '@/lib/server/http/define-action';

const refusals = {
  LIST_NOT_FOUND: 'This school has no list for this day. Load the page again.',
  NOT_HELD: 'This list is not held any more. The page shows how it stands.',
  REASON_REQUIRED: 'Say why, in a few words.',
  DAY_OVER:
    'The day is over. Notices go out on the day itself or not at all. There is nothing to do.',
} as const;

export const releaseList = defineAction({
  require: 'tenant',
  act: 'attendance.decide',
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
  explain: ({ code }) => ({
    message: refusals[code],
    ...(code === 'REASON_REQUIRED' ? { field: 'reason' } : {}),
  }),
});

const refusalsOfAll = {
  NOT_HELD: 'No list of this day is held any more. The page shows how they stand.',
  LISTS_CHANGED:
    'What is held has changed since this page was opened, and nothing was released. Look at the lists as they stand now, and release them then.',
  REASON_REQUIRED: refusals.REASON_REQUIRED,
  DAY_OVER: refusals.DAY_OVER,
} as const;

export const releaseAllLists = defineAction({
  require: 'tenant',
  act: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    date: z.string().refine(isPlainDate),
    seen: z.string().regex(/^[0-9a-f]{64}$/),
    reasonForAll: z.string().max(500),
  }),
  run: async ({ ctx, actor, tenant, input: { date, seen, reasonForAll } }) => {
    const result = await releaseAllNotices(ctx, actor, {
      ...{ tenantId: tenant.id, date, seen, reason: reasonForAll },
    });
    refresh();
    return result;
  },
  explain: ({ code }) => ({
    message: refusalsOfAll[code],
    ...(code === 'REASON_REQUIRED' ? { field: 'reasonForAll' } : {}),
  }),
});

const settingRefusals = {
  NO_ATTENDANCE:
    'No attendance file has come yet. Set this once the first one is here: look at Today’s files.',
  CUT_OFF_INVALID: 'Enter a time such as 16:00.',
} as const;

export const saveNoticeSettings = defineAction({
  require: 'tenant',
  act: 'attendance.decide',
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
  explain: ({ code }) => ({
    message: settingRefusals[code],
    ...(code === 'CUT_OFF_INVALID' ? { field: 'noticeCutOff' } : {}),
  }),
});
