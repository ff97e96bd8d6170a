'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { schoolPath } from '@/components/domain/attendance/addresses';
import { withParams } from '@/components/domain/roster/addresses';
import { defineAction } from '@/lib/server/http/define-action';
import { sealSearch } from '@/lib/server/roster/search-token';

/** A student's name goes to the server in a form; what comes back is the address of its results. */
export const searchStudents = defineAction({
  require: 'tenant',
  permission: 'attendance.view',
  tenant: ({ slug }) => slug,
  input: z.object({
    slug: z.string(),
    schoolId: z.string().min(1).max(255),
    search: z.string().max(1000),
    filters: z.string().max(2000).default(''),
  }),
  run: async ({ ctx, tenant, input }) => {
    const search = input.search.trim();
    const path = `${schoolPath(tenant.slug, input.schoolId)}?${new URLSearchParams(input.filters)}`;
    redirect(withParams(path, { find: search === '' ? null : sealSearch(ctx, tenant.id, search) }));
  },
});
