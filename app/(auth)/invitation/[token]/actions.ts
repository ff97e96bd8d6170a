'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { askForCode } from '@/lib/server/http/sign-in';
import { defineAction } from '@/lib/server/http/define-action';
import { askForNewInvitation } from '@/lib/server/invitations/commands/open-invitation';
import {
  nameOtherContact,
  otherContactInput,
} from '@/lib/server/invitations/commands/name-other-contact';

const input = z.strictObject({ token: z.string().max(200) });

export const emailInvitedCode = defineAction({
  require: 'anyone',
  input,
  run: async ({ input }) => {
    const result = await askForCode({ invitationToken: input.token });
    if (result.ok) redirect('/sign-in/code');
    return result;
  },
});

/** Somebody who was invited names who sets up the connection instead. Needs no account; limited to a few times a day. */
export const nameContact = defineAction({
  require: 'anyone',
  input: otherContactInput,
  run: ({ ctx, input, facts }) =>
    nameOtherContact(ctx, { ...input, sourceAddress: facts.sourceAddress }),
});

export const askAgain = defineAction({
  require: 'anyone',
  input,
  run: ({ ctx, input }) => askForNewInvitation(ctx, input.token),
});
