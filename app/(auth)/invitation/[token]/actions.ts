'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { codeSentence } from '@/components/domain/sign-in/sentences';
import { askForCode } from '@/lib/server/http/sign-in';
import { getAppContext } from '@/lib/server/http/context';
import { defineAction } from '@/lib/server/http/define-action';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { askForNewInvitation, nameOtherContact, otherContactInput } from '@/lib/server/invitations';
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

/** For whoever is not the one to set up the connection: no account, one link, a few times a day. */
export const tellOtherContact = defineAction({
  require: 'anyone',
  input: otherContactInput,
  run: ({ ctx, input, facts }) =>
    nameOtherContact(ctx, { ...input, sourceAddress: facts.sourceAddress }),
  explain: (failure) => {
    switch (failure.code) {
      case 'ADDRESS_INVALID':
        return { field: 'email', message: 'Enter a plain address, such as name@district.org.' };
      case 'SAME_ADDRESS':
        return {
          field: 'email',
          message:
            'The invitation went to this address already. Enter the address of somebody else.',
        };
      case 'NOT_OPEN':
        return {
          message:
            'This invitation was used or withdrawn, so nobody else can be named here. Write to your TalkingPoints contact instead.',
        };
      case 'TOO_MANY':
        return {
          message: `Enough names were sent to us for now. Try again after ${formatInstant(failure.retryAt, failure.timeZone, getAppContext().clock.now())}.`,
        };
    }
  },
});

export const askAgain = defineAction({
  require: 'anyone',
  input,
  run: ({ ctx, input }) => askForNewInvitation(ctx, input.token),
});
