'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { STAFF_ROLES } from '@/lib/server/auth/permissions';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import {
  inviteStaff,
  resendInvitation,
  revokeInvitation,
  staffInput,
} from '@/lib/server/invitations';
import { changeStaffRole, disablePerson, enablePerson } from '@/lib/server/people';

const refresh = () => revalidatePath('/people');

const inviteRefusals: Record<string, string> = {
  ADDRESS_INVALID: 'Enter a plain address, such as name@talkingpts.org.',
  ALREADY_MEMBER: 'This person is already a member of staff. There is nothing to do.',
  ADDRESS_IS_CONTACT:
    'This address belongs to a district contact. Enter an address of TalkingPoints.',
  PERSON_DISABLED: 'This person was disabled. Enable them instead.',
  ALREADY_INVITED: 'This address has an open invitation. Send that one again instead.',
};

export const invite = defineAction({
  require: 'person',
  act: 'staff.invite',
  input: staffInput,
  run: async ({ ctx, actor, input }) => {
    const result = await inviteStaff(ctx, actor, input);
    refresh();
    return result.ok ? ({ ok: true } as const) : result;
  },
  explain: (failure) => ({ field: 'email', message: inviteRefusals[failure.code] ?? failure.code }),
});

const oneInvitation = z.strictObject({ invitationId: rowId });

const invitationRefusals: Record<string, string> = {
  INVITATION_NOT_FOUND: 'This invitation does not exist. Load the page again.',
  ALREADY_VERIFIED: 'This person has signed in already, so the invitation is over.',
  REVOKED: 'This invitation was withdrawn. Invite the person again.',
};

export const resend = defineAction({
  require: 'person',
  act: 'staff.invite',
  input: oneInvitation,
  run: async ({ ctx, actor, input }) => {
    const result = await resendInvitation(ctx, actor, null, input.invitationId);
    refresh();
    return result.ok ? ({ ok: true } as const) : result;
  },
  explain: (failure) => ({ message: invitationRefusals[failure.code] ?? failure.code }),
});

export const revoke = defineAction({
  require: 'person',
  act: 'staff.invite',
  input: oneInvitation,
  run: async ({ ctx, actor, input }) => {
    const result = await revokeInvitation(ctx, actor, null, input.invitationId);
    refresh();
    return result;
  },
  explain: (failure) => ({ message: invitationRefusals[failure.code] ?? failure.code }),
});

const personRefusals = {
  PERSON_NOT_FOUND: 'This person does not exist. Load the page again.',
  OWN_ACCOUNT: 'You cannot change your own account. Ask another administrator.',
  LAST_ADMIN: 'This is the last administrator. Make somebody else one first.',
} as const;

const onePerson = z.strictObject({ userId: rowId });

export const disable = defineAction({
  require: 'person',
  act: 'staff.change',
  input: onePerson,
  run: async ({ ctx, actor, input }) => {
    const result = await disablePerson(ctx, actor, input.userId);
    refresh();
    return result;
  },
  explain: (failure) => ({ message: personRefusals[failure.code] }),
});

export const enable = defineAction({
  require: 'person',
  act: 'staff.change',
  input: onePerson,
  run: async ({ ctx, actor, input }) => {
    const result = await enablePerson(ctx, actor, input.userId);
    refresh();
    return result;
  },
  explain: (failure) => ({ message: personRefusals[failure.code] }),
});

export const changeRole = defineAction({
  require: 'person',
  act: 'staff.change',
  input: onePerson.extend({ role: z.enum(STAFF_ROLES, 'Choose a role.') }),
  run: async ({ ctx, actor, input }) => {
    const result = await changeStaffRole(ctx, actor, input.userId, input.role);
    refresh();
    return result;
  },
  explain: (failure) => ({ message: personRefusals[failure.code] }),
});
