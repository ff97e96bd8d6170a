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
} from '@/lib/server/invitations/commands/invite';
import {
  changeStaffRole,
  disablePerson,
  enablePerson,
} from '@/lib/server/people/commands/change-person';

const refresh = () => revalidatePath('/people');

export const invite = defineAction({
  require: 'person',
  permission: 'staff.invite',
  input: staffInput,
  run: async ({ ctx, actor, input }) => {
    const result = await inviteStaff(ctx, actor, input);
    refresh();
    return result.ok ? ({ ok: true } as const) : result;
  },
});

const oneInvitation = z.strictObject({ invitationId: rowId });

export const resend = defineAction({
  require: 'person',
  permission: 'staff.invite',
  input: oneInvitation,
  run: async ({ ctx, actor, input }) => {
    const result = await resendInvitation(ctx, actor, null, input.invitationId);
    refresh();
    return result.ok ? ({ ok: true } as const) : result;
  },
});

export const revoke = defineAction({
  require: 'person',
  permission: 'staff.invite',
  input: oneInvitation,
  run: async ({ ctx, actor, input }) => {
    const result = await revokeInvitation(ctx, actor, null, input.invitationId);
    refresh();
    return result;
  },
});

const onePerson = z.strictObject({ userId: rowId });

export const disable = defineAction({
  require: 'person',
  permission: 'staff.change',
  input: onePerson,
  run: async ({ ctx, actor, input }) => {
    const result = await disablePerson(ctx, actor, input.userId);
    refresh();
    return result;
  },
});

export const enable = defineAction({
  require: 'person',
  permission: 'staff.change',
  input: onePerson,
  run: async ({ ctx, actor, input }) => {
    const result = await enablePerson(ctx, actor, input.userId);
    refresh();
    return result;
  },
});

export const changeRole = defineAction({
  require: 'person',
  permission: 'staff.change',
  input: onePerson.extend({ role: z.enum(STAFF_ROLES, 'Choose a role.') }),
  run: async ({ ctx, actor, input }) => {
    const result = await changeStaffRole(ctx, actor, input.userId, input.role);
    refresh();
    return result;
  },
});
