'use server';

import { redirect } from 'next/navigation';
import { createConnection } from '@/lib/server/connections/commands/create-connection';
import { defineAction } from '@/lib/server/http/define-action';
import { createTenant } from '@/lib/server/tenants/commands/save-tenant';
import { newTenantInput } from '@/lib/server/tenants/commands/tenant-input';

export const createDistrict = defineAction({
  require: 'person',
  permission: 'tenants.create',
  input: newTenantInput,
  run: async ({ ctx, actor, input }) => {
    const result = await createTenant(ctx, actor, input);
    if (!result.ok) return result;
    // Every district sends its roster by SFTP for now, so its connection is made with it.
    await createConnection(ctx, actor, result.tenant.id);
    redirect(`/districts/${result.tenant.slug}/contacts?made=1`);
  },
});
