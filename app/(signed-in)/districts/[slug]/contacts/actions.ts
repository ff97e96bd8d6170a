'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isStaff } from '@/lib/server/auth/permissions';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import {
  contactInput,
  inviteColleague,
  inviteContact,
  resendInvitation,
  revokeInvitation,
} from '@/lib/server/invitations/commands/invite';
import { removeContact } from '@/lib/server/people/commands/remove-contact';

export const invite = defineAction({
  require: 'tenant',
  permission: 'contacts.invite',
  tenant: (input) => input.slug,
  input: contactInput.extend({ slug: z.string() }),
  run: async ({ ctx, person, actor, tenant, input: { name, email } }) => {
    const send = isStaff(person) ? inviteContact : inviteColleague;
    const result = await send(ctx, actor, tenant.id, { name, email });
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
  input: z.strictObject({
    slug: z.string(),
    userId: rowId,
    revokesKeys: z.literal('on').optional(),
  }),
  run: async ({ ctx, person, actor, tenant, input: { userId, revokesKeys } }) => {
    const who = { tenantId: tenant.id, userId };
    const result = await removeContact(ctx, actor, who, { revokesKeys: revokesKeys === 'on' });
    if (!result.ok) return result;
    if (person.userId === userId) redirect('/setup');
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return { ok: true } as const;
  },
});
