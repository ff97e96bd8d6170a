'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import {
  contactInput,
  inviteContact,
  resendInvitation,
  revokeInvitation,
} from '@/lib/server/invitations/commands/invite';
import { removeContact } from '@/lib/server/people/commands/change-person';

export const invite = defineAction({
  require: 'tenant',
  permission: 'contacts.invite',
  tenant: (input) => input.slug,
  input: contactInput.extend({ slug: z.string() }),
  run: async ({ ctx, actor, tenant, input: { name, email } }) => {
    const result = await inviteContact(ctx, actor, tenant.id, { name, email });
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result.ok ? ({ ok: true } as const) : result;
  },
});

const oneInvitation = z.strictObject({ slug: z.string(), invitationId: rowId });

export const resend = defineAction({
  require: 'tenant',
  permission: 'contacts.invite',
  tenant: (input) => input.slug,
  input: oneInvitation,
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await resendInvitation(ctx, actor, tenant.id, input.invitationId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result.ok ? ({ ok: true } as const) : result;
  },
});

export const revoke = defineAction({
  require: 'tenant',
  permission: 'contacts.invite',
  tenant: (input) => input.slug,
  input: oneInvitation,
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await revokeInvitation(ctx, actor, tenant.id, input.invitationId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result;
  },
});

export const remove = defineAction({
  require: 'tenant',
  permission: 'contacts.invite',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string(), userId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await removeContact(ctx, actor, tenant.id, input.userId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result;
  },
});
