import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { safeReturnTo } from '@/lib/server/auth/return-to';
import { getSessionPerson } from '@/lib/server/auth/session-person';
import { emailMeACode } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === 'string' ? returnTo : null);
  if (await getSessionPerson()) redirect(target);
  return (
    <Stack>
      <PageHeader
        title="Sign in"
        description="No password: we send a code of 6 numbers to your work address."
      />
      <ActionForm action={emailMeACode}>
        <FormGrid>
          <input type="hidden" name="returnTo" value={target} />
          <TextField
            name="email"
            label="Email address"
            hint="The address TalkingPoints knows you by."
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
          />
          <div>
            <SubmitButton pendingLabel="Sending…">Email me a code</SubmitButton>
          </div>
        </FormGrid>
      </ActionForm>
      <p>
        New here? Use the link in your invitation mail. If you have none, ask your TalkingPoints
        contact for an invitation.
      </p>
    </Stack>
  );
}
