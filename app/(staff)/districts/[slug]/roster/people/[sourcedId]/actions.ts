'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { revealContact } from '@/lib/server/roster/reveal-contact';

export const showContact = defineAction({
  require: 'tenant',
  act: 'roster.view',
  tenant: ({ slug }) => slug,
  input: z.object({ slug: z.string(), sourcedId: z.string().min(1).max(255) }),
  run: async ({ ctx, actor, tenant, input }) => {
    const found = await revealContact(ctx, actor, {
      tenantId: tenant.id,
      sourcedId: input.sourcedId,
    });
    return found.ok ? { ok: true as const, value: found.details } : found;
  },
  explain: () => ({ message: 'This person is not in the roster any more.' }),
});
