'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import { oneLine } from '@/lib/core/format/one-line';
import { isSisId, sisGuides } from '@/lib/core/set-up/sis-guides';
import { setUpSteps } from '@/lib/core/set-up/steps';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { chooseSis, sayFilesReady, setSchedule } from '@/lib/server/set-up/commands/answers';
import { loadSetUp } from '@/lib/server/set-up/queries/load-set-up';

const asList = (value: unknown) => (value === undefined ? [] : [value].flat());
const emptyAsNull = (value: unknown) => (value === '' ? null : value);

export const answerSis = defineAction({
  require: 'tenant',
  permission: 'setup.answer',
  tenant: (input) => input.slug,
  input: z.strictObject({
    slug: z.string(),
    sis: z.string('Choose your SIS.').refine(isSisId, 'Choose your SIS.'),
    otherName: z.preprocess(emptyAsNull, oneLine('the name of your SIS', 80).nullable()),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const name = sisGuides.find(({ id }) => id === input.sis)?.name ?? '';
    if (input.sis !== 'other' && input.otherName !== null)
      return { ok: false, code: 'TWO_SIS', name } as const;
    await chooseSis(ctx, actor, tenant.id, input.otherName ?? name);
    const connection = await findRosterConnection(ctx, tenant.id);
    const view = connection && (await loadSetUp(ctx, tenant, connection));
    if (!view) redirect(setUpPath(tenant.slug));
    const [, second] = setUpSteps(view.facts);
    redirect(setUpPath(tenant.slug, view.isWayOpen ? 'way' : second?.id));
  },
});

export const answerFilesReady = defineAction({
  require: 'tenant',
  permission: 'setup.answer',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string() }),
  run: async ({ ctx, actor, tenant }) => {
    await sayFilesReady(ctx, actor, tenant.id);
    redirect(setUpPath(tenant.slug, 'upload'));
  },
});

export const answerSchedule = defineAction({
  require: 'tenant',
  permission: 'setup.answer',
  tenant: (input) => input.slug,
  input: z.strictObject({
    slug: z.string(),
    exportAt: z.preprocess(
      emptyAsNull,
      z.string().refine(isTimeOfDay, 'Enter a time such as 1:30 AM, or leave it empty.').nullable(),
    ),
    asked: z.preprocess(asList, z.array(rowId)),
    lateMailTo: z.preprocess(asList, z.array(rowId)),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await setSchedule(ctx, actor, tenant.id, input);
    if (!result.ok) return result;
    redirect(setUpPath(tenant.slug));
  },
});
