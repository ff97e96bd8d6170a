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
} from '@/lib/server/invitations';
import { removeContact } from '@/lib/server/people';

const refusals: Record<string, string> = {
  ADDRESS_INVALID: 'Enter a plain address, such as name@district.org.',
  ALREADY_MEMBER: 'This person is already a contact of this district. There is nothing to do.',
  ADDRESS_IS_STAFF:
    'This address belongs to a member of TalkingPoints staff. Enter an address of the district.',
  PERSON_DISABLED: 'This person was disabled. An administrator can enable them again.',
  ALREADY_INVITED: 'This address has an open invitation. Send that one again instead.',
  TENANT_NOT_FOUND: 'This district does not exist any more. Go back to the list of districts.',
};

export const invite = defineAction({
  require: 'tenant',
  act: 'contacts.invite',
  tenant: (input) => input.slug,
  input: contactInput.extend({ slug: z.string() }),
  run: async ({ ctx, actor, tenant, input: { name, email } }) => {
    const result = await inviteContact(ctx, actor, tenant.id, { name, email });
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result.ok ? ({ ok: true } as const) : result;
  },
  explain: (failure) => ({ field: 'email', message: refusals[failure.code] ?? failure.code }),
});

const oneInvitation = z.strictObject({ slug: z.string(), invitationId: rowId });

const invitationRefusals: Record<string, string> = {
  INVITATION_NOT_FOUND: 'This invitation does not exist. Load the page again.',
  ALREADY_VERIFIED: 'This person has signed in already, so the invitation is over.',
  REVOKED: 'This invitation was withdrawn. Invite the person again.',
};

export const resend = defineAction({
  require: 'tenant',
  act: 'contacts.invite',
  tenant: (input) => input.slug,
  input: oneInvitation,
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await resendInvitation(ctx, actor, tenant.id, input.invitationId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result.ok ? ({ ok: true } as const) : result;
  },
  explain: (failure) => ({ message: invitationRefusals[failure.code] ?? failure.code }),
});

export const revoke = defineAction({
  require: 'tenant',
  act: 'contacts.invite',
  tenant: (input) => input.slug,
  input: oneInvitation,
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await revokeInvitation(ctx, actor, tenant.id, input.invitationId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result;
  },
  explain: (failure) => ({ message: invitationRefusals[failure.code] ?? failure.code }),
});

export const remove = defineAction({
  require: 'tenant',
  act: 'contacts.invite',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string(), userId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await removeContact(ctx, actor, tenant.id, input.userId);
    revalidatePath(`/districts/${tenant.slug}/contacts`);
    return result;
  },
  explain: () => ({
    message: 'This person is not a contact of this district any more. There is nothing to do.',
  }),
});
