'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { sealSearch } from '@/lib/server/roster/search-token';
import { rosterPath, withParams } from '@/components/domain/roster/addresses';

/** A name goes to the server in a form, not in an address: what comes back is the address of its results. */
export const searchPeople = defineAction({
  require: 'tenant',
  permission: 'roster.view',
  tenant: ({ slug }) => slug,
  input: z.object({
    slug: z.string(),
    search: z.string().max(1000),
    filters: z.string().max(2000).default(''),
  }),
  run: async ({ ctx, tenant, input }) => {
    const search = input.search.trim();
    const path = `${rosterPath(tenant.slug, 'people')}?${new URLSearchParams(input.filters)}`;
    redirect(withParams(path, { find: search === '' ? null : sealSearch(ctx, tenant.id, search) }));
  },
});
