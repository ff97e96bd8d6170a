'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { codeSentence } from '@/components/domain/sign-in/sentences';
import { getAppContext } from '@/lib/server/http/context';
import { defineAction } from '@/lib/server/http/define-action';
import { signInWithLink } from '@/lib/server/http/sign-in';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';

export const enterByLink = defineAction({
  require: 'anyone',
  input: z.strictObject({ token: z.string().max(100) }),
  run: async ({ input }) => {
    const result = await signInWithLink(input.token);
    if (!result.ok) return result;
    const { tenantSlug } = result.signedIn;
    redirect(tenantSlug ? `/districts/${tenantSlug}/connection` : '/');
  },
  explain: (failure) => ({
    message: codeSentence(failure, getAppContext().clock.now(), STAFF_TIME_ZONE),
  }),
});
