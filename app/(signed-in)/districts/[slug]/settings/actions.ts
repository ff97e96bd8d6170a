'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import {
  connectionChanges,
  updateConnection,
} from '@/lib/server/connections/commands/update-connection';
import { defineAction } from '@/lib/server/http/define-action';
import { tenantChanges } from '@/lib/server/tenants/commands/tenant-input';
import { updateTenant } from '@/lib/server/tenants/commands/save-tenant';
import {
  languageOverrideInput,
  removeLanguageOverride,
  saveLanguageOverride,
} from '@/lib/server/tenants/commands/language-overrides';

const slugField = { slug: z.string() };
const checkbox = z.literal('on').optional();

export const saveDistrict = defineAction({
  require: 'tenant',
  permission: 'tenants.update',
  tenant: (input) => input.slug,
  input: tenantChanges.extend(slugField),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...changes } }) => {
    const result = await updateTenant(ctx, actor, tenant.id, changes);
    revalidatePath(`/districts/${tenant.slug}`, 'layout');
    return result;
  },
});

export const saveConnection = defineAction({
  require: 'tenant',
  permission: 'connection.update',
  tenant: (input) => input.slug,
  input: connectionChanges.extend(slugField),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...changes } }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    const result = await updateConnection(ctx, actor, tenant.id, connection.id, changes);
    revalidatePath(`/districts/${tenant.slug}`, 'layout');
    return result;
  },
});

export const saveReading = defineAction({
  require: 'tenant',
  permission: 'tenants.update',
  tenant: (input) => input.slug,
  input: z.strictObject({
    ...slugField,
    languageCodeSet: tenantChanges.shape.languageCodeSet,
    acceptsUsDates: checkbox,
    readsOtherRolesAsStaff: checkbox,
    readsAidesAsProctors: checkbox,
    allowsMissingCourse: checkbox,
    showsCourseTitles: checkbox,
  }),
  run: ({ ctx, actor, tenant, input }) =>
    updateTenant(ctx, actor, tenant.id, {
      languageCodeSet: input.languageCodeSet,
      acceptsUsDates: input.acceptsUsDates === 'on',
      readsOtherRolesAsStaff: input.readsOtherRolesAsStaff === 'on',
      readsAidesAsProctors: input.readsAidesAsProctors === 'on',
      allowsMissingCourse: input.allowsMissingCourse === 'on',
      showsCourseTitles: input.showsCourseTitles === 'on',
    }),
});

export const saveOverride = defineAction({
  require: 'tenant',
  permission: 'tenants.update',
  tenant: (input) => input.slug,
  input: languageOverrideInput.extend(slugField),
  run: async ({ ctx, actor, tenant, input: { text, code } }) => {
    const result = await saveLanguageOverride(ctx, actor, tenant.id, { text, code });
    revalidatePath(`/districts/${tenant.slug}/settings`);
    return result;
  },
});

export const removeOverride = defineAction({
  require: 'tenant',
  permission: 'tenants.update',
  tenant: (input) => input.slug,
  input: z.strictObject({ ...slugField, text: z.string() }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await removeLanguageOverride(ctx, actor, tenant.id, input.text);
    revalidatePath(`/districts/${tenant.slug}/settings`);
    return result;
  },
});
