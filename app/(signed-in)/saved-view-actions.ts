'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { listNames } from '@/lib/core/lists/lists';
import { longestViewName } from '@/lib/core/lists/view-limits';
import type { AppContext } from '@/lib/server/app-context';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { findTenantFor } from '@/lib/server/auth/tenant-access';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import {
  deleteView,
  renameView,
  saveView,
  setDefaultView,
  updateView,
} from '@/lib/server/saved-views/change-views';

const viewName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the view.')
  .max(longestViewName, `Use at most ${longestViewName} characters.`);
/** Which list is shown, where, and how. */
const shown = {
  list: z.enum(listNames),
  slug: z.string(),
  query: z.string().max(20_000),
};
const isChecked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

export const saveShown = defineAction({
  require: 'person',
  input: z.strictObject({ ...shown, viewName, isDefault: isChecked }),
  run: async ({ ctx, person, input: { slug, viewName: name, ...view } }) => {
    const district = await findDistrict(ctx, person, slug);
    if (!district) return { ok: false, code: 'NOT_FOUND' } as const;
    const result = await saveView(ctx, person.userId, { ...view, ...district, name });
    refresh();
    return result;
  },
});

export const updateToShown = defineAction({
  require: 'person',
  input: z.strictObject({ ...shown, viewId: rowId }),
  run: async ({ ctx, person, input: { slug, viewId, ...view } }) => {
    const district = await findDistrict(ctx, person, slug);
    if (!district) return { ok: false, code: 'NOT_FOUND' } as const;
    const result = await updateView(ctx, person.userId, viewId, { ...view, ...district });
    refresh();
    return result;
  },
});

export const rename = defineAction({
  require: 'person',
  input: z.strictObject({ viewId: rowId, viewName }),
  run: async ({ ctx, person, input: { viewId, viewName: name } }) => {
    const result = await renameView(ctx, person.userId, viewId, name);
    refresh();
    return result;
  },
});

export const setDefault = defineAction({
  require: 'person',
  input: z.strictObject({ viewId: rowId, opens: z.enum(['yes', 'no']) }),
  run: async ({ ctx, person, input: { viewId, opens } }) => {
    const result = await setDefaultView(ctx, person.userId, viewId, opens === 'yes');
    refresh();
    return result;
  },
});

export const remove = defineAction({
  require: 'person',
  input: z.strictObject({ viewId: rowId }),
  run: async ({ ctx, person, input }) => {
    const result = await deleteView(ctx, person.userId, input.viewId);
    refresh();
    return result;
  },
});

/** The open district; an empty slug is a list of none. Null where the person may not know of it. */
async function findDistrict(
  ctx: AppContext,
  person: SessionPerson,
  slug: string,
): Promise<{ tenantId: number | null } | null> {
  if (slug === '') return { tenantId: null };
  const tenant = await findTenantFor(ctx, person, slug);
  return tenant && { tenantId: tenant.id };
}
