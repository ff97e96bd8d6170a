'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { revealContact } from '@/lib/server/roster/reveal-contact';

export const showContact = defineAction({
  require: 'tenant',
  permission: 'roster.view',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), sourcedId: z.string().min(1).max(255) }),
  run: ({ ctx, actor, tenant, input }) =>
    revealContact(ctx, actor, { tenantId: tenant.id, sourcedId: input.sourcedId }),
});
