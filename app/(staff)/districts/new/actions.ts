'use server';

import { redirect } from 'next/navigation';
import { createConnection } from '@/lib/server/connections';
import { defineAction } from '@/lib/server/http/define-action';
import { createTenant, newTenantInput } from '@/lib/server/tenants';

const sentences = {
  SLUG_TAKEN: {
    field: 'name',
    message: 'There is already a district of this name. Add its town or state to the name.',
  },
  SLUG_NEEDED: { field: 'name', message: 'Use at least two letters or digits in the name.' },
  PSM_NOT_STAFF: { field: 'psmId', message: 'Choose a PSM from the list.' },
  IMPLEMENTER_NOT_STAFF: {
    field: 'implementerId',
    message: 'Choose an implementer from the list.',
  },
} as const;

export const createDistrict = defineAction({
  require: 'person',
  act: 'tenants.create',
  input: newTenantInput,
  run: async ({ ctx, actor, input }) => {
    const result = await createTenant(ctx, actor, input);
    if (!result.ok) return result;
    // Every district sends its roster by SFTP for now, so its connection is made with it.
    await createConnection(ctx, actor, result.tenant.id);
    redirect(`/districts/${result.tenant.slug}/contacts?made=1`);
  },
  explain: (failure) => sentences[failure.code],
});
