'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { defineAction } from '@/lib/server/http/define-action';
import { signInWithLink } from '@/lib/server/http/sign-in';

export const enterByLink = defineAction({
  require: 'anyone',
  input: z.strictObject({ token: z.string().max(100) }),
  run: async ({ input }) => {
    const result = await signInWithLink(input.token);
    if (!result.ok) return result;
    const { tenantSlug } = result.signedIn;
    redirect(tenantSlug ? setUpPath(tenantSlug) : '/');
  },
});
