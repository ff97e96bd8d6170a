'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { askForCode, readPendingSignIn, signInWithCode } from '@/lib/server/http/sign-in';
import { defineAction } from '@/lib/server/http/define-action';

export const emailMeACode = defineAction({
  require: 'anyone',
  input: z.strictObject({ email: z.string().max(400), returnTo: z.string().optional() }),
  run: async ({ input }) => {
    const result = await askForCode(input);
    if (result.ok) redirect('/sign-in/code');
    return result;
  },
});

export const resendCode = defineAction({
  require: 'anyone',
  input: z.strictObject({}),
  run: async () => {
    const pending = await readPendingSignIn();
    if (!pending) return { ok: false, code: 'CODE_NOT_ASKED_HERE' } as const;
    const { address, returnTo, invitationToken } = pending;
    const result = await askForCode(
      invitationToken ? { invitationToken } : { email: address, returnTo },
    );
    if (result.ok) redirect('/sign-in/code?sent=again');
    return result;
  },
});

export const signIn = defineAction({
  require: 'anyone',
  input: z.strictObject({ code: z.string().max(200) }),
  run: async ({ input }) => {
    const pending = await readPendingSignIn();
    const result = await signInWithCode(input.code);
    if (!result.ok) return result;
    const { tenantSlug } = result.signedIn;
    redirect(tenantSlug ? setUpPath(tenantSlug) : (pending?.returnTo ?? '/'));
  },
});
