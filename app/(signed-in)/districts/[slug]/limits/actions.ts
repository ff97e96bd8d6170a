'use server';

import { redirect } from 'next/navigation';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { limitInput, resetLimit, setLimit } from '@/lib/server/policy/district-limits';
import { pauseDeliveries, resumeDeliveries } from '@/lib/server/policy/pauses';
import { addWindow, endWindow, windowInput } from '@/lib/server/policy/windows';

const slug = z.string();
/** Empty fields keep the default. */
const optional = z
  .string()
  .trim()
  .transform((text): number | null | undefined =>
    text === '' ? null : Number(text.replaceAll(',', '')),
  );
const freeText = z.string().max(500, 'Use at most 500 characters.').default('');
const { limitPercent, limitCount, limitCap } = limitInput.shape;

const limitFields = z
  .strictObject({
    slug,
    ruleId: z.string(),
    limitPercent: optional.pipe(limitPercent),
    limitCount: optional.pipe(limitCount),
    limitCap: optional.pipe(limitCap),
    reason: freeText,
  })
  .refine((limit) => limit.limitPercent ?? limit.limitCount ?? limit.limitCap, {
    message: 'Fill in at least one of the three numbers.',
    path: ['limitPercent'],
  });

export const changeLimit = defineAction({
  require: 'tenant',
  permission: 'limits.change',
  tenant: (input) => input.slug,
  input: limitFields,
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...limit } }) => {
    const result = await setLimit(ctx, actor, tenant.id, limit);
    if (result.ok) redirect(`/districts/${tenant.slug}/limits#limits`);
    return result;
  },
});

export const backToDefault = defineAction({
  require: 'tenant',
  permission: 'limits.change',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug, ruleId: z.string() }),
  run: async ({ ctx, actor, tenant, input: { ruleId } }) => {
    const result = await resetLimit(ctx, actor, tenant.id, ruleId);
    if (result.ok) redirect(`/districts/${tenant.slug}/limits#limits`);
    return result;
  },
});

const window = windowInput.shape;

const windowFields = z.strictObject({
  slug,
  kind: window.kind,
  startDate: window.startDate,
  endDate: window.endDate,
  expectedStudents: optional.pipe(window.expectedStudents),
  expectedStaff: optional.pipe(window.expectedStaff),
  expectedContacts: optional.pipe(window.expectedContacts),
  expectedClasses: optional.pipe(window.expectedClasses),
  reason: window.reason,
});

export const openWindow = defineAction({
  require: 'tenant',
  permission: 'limits.change',
  tenant: (input) => input.slug,
  input: windowFields,
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...input } }) => {
    const result = await addWindow(ctx, actor, tenant.id, input);
    if (result.ok) refresh();
    return result;
  },
});

export const closeWindow = defineAction({
  require: 'tenant',
  permission: 'limits.change',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug, windowId: rowId }),
  run: async ({ ctx, actor, tenant, input: { windowId } }) => {
    const result = await endWindow(ctx, actor, tenant.id, windowId);
    if (result.ok) refresh();
    return result;
  },
});

export const pauseDistrict = defineAction({
  require: 'tenant',
  permission: 'connection.update',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug, reason: z.string().max(2000).default('') }),
  run: async ({ ctx, actor, tenant, input: { reason } }) => {
    const result = await pauseDeliveries(ctx, actor, tenant.id, reason);
    if (result.ok || result.code === 'ALREADY_PAUSED') refresh();
    return result;
  },
});

export const resumeDistrict = defineAction({
  require: 'tenant',
  permission: 'connection.update',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug }),
  run: async ({ ctx, actor, tenant }) => {
    const result = await resumeDeliveries(ctx, actor, tenant.id);
    if (result.ok || result.code === 'NOT_PAUSED') refresh();
    return result;
  },
});
