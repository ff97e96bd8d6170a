'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { signOut } from '@/lib/server/http/sign-in';
import { defineAction } from '@/lib/server/http/define-action';

export const endSession = defineAction({
  require: 'anyone',
  input: z.strictObject({}),
  run: async () => {
    await signOut();
    redirect('/sign-in');
  },
});
