'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import { pullSettingsSchema } from '@/lib/core/pulls/pull-settings';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { changePullRules } from '@/lib/server/connections/commands/change-api-account';
import { previewQuery } from './reading-values';

const asList = (value: unknown) => (value === undefined ? [] : [value].flat());
const { userNameFrom, emailFrom, mergeStaffBy } = pullSettingsSchema.shape;

/** Saves what is read, or shows ten rows with the values of the form, as the button says that was pressed. */
export const saveReading = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    connectionId: rowId,
    then: z.enum(['save', 'preview']),
    isScheduled: z.literal('on').optional(),
    pullAt: z.string().refine(isTimeOfDay, 'Enter a time such as 12:30 AM.'),
    which: z.enum(['all', 'chosen']),
    schools: z.preprocess(asList, z.array(z.string().min(1).max(255)).max(5_000)),
    userNameFrom,
    emailFrom,
    mergeStaffBy,
    nextYear: z.literal('on').optional(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const { connectionId, pullAt } = input;
    const schools = input.which === 'all' ? null : input.schools;
    if (schools?.length === 0) return { ok: false, code: 'NO_SCHOOL_CHOSEN' } as const;
    const values = {
      isScheduled: input.isScheduled === 'on',
      pullAt,
      settings: {
        schools,
        userNameFrom: input.userNameFrom,
        emailFrom: input.emailFrom,
        mergeStaffBy: input.mergeStaffBy,
        nextYear: input.nextYear ?? 'off',
      } as const,
    };
    const back = connectionPath(tenant.slug, { part: 'reading', id: connectionId });
    if (input.then === 'preview') redirect(`${back}&${previewQuery(values)}#rows`);
    const result = await changePullRules(ctx, actor, tenant.id, connectionId, values);
    if (!result.ok) return result;
    redirect(connectionPath(tenant.slug, { id: connectionId }));
  },
});
