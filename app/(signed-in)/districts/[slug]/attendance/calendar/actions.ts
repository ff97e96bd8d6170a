'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { markCalendarDay } from '@/lib/server/attendance/commands/mark-day';
import { defineAction } from '@/lib/server/http/define-action';

const MARKS = { school: true, 'no-school': false, clear: null } as const;

export const markDay = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    /** '' for every school. */
    schoolId: z.string().max(255),
    date: z.string().refine(isPlainDate, 'Enter a day of the calendar.'),
    mark: z.enum(['school', 'no-school', 'clear'], 'Choose what to say about the day.'),
    note: z.string().max(255),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const note = input.note.trim();
    const result = await markCalendarDay(ctx, actor, {
      tenantId: tenant.id,
      schoolId: input.schoolId === '' ? null : input.schoolId,
      date: input.date,
      isInSession: MARKS[input.mark],
      note: note === '' ? null : note,
    });
    refresh();
    return result;
  },
});
