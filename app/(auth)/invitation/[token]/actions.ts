'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { codeSentence } from '@/components/domain/sign-in/sentences';
import { askForCode } from '@/lib/server/http/sign-in';
import { getAppContext } from '@/lib/server/http/context';
import { defineAction } from '@/lib/server/http/define-action';
import { askForNewInvitation } from '@/lib/server/invitations';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';

const input = z.strictObject({ token: z.string().max(200) });

export const emailInvitedCode = defineAction({
  require: 'anyone',
  input,
  run: async ({ input }) => {
    const result = await askForCode({ invitationToken: input.token });
    if (result.ok) redirect('/sign-in/code');
    return result;
  },
  explain: (failure) => ({
    message: codeSentence(failure, getAppContext().clock.now(), STAFF_TIME_ZONE),
  }),
});

export const askAgain = defineAction({
  require: 'anyone',
  input,
  run: ({ ctx, input }) => askForNewInvitation(ctx, input.token),
});
