import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Stack } from '@/components/ui/section';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { safeReturnTo } from '@/lib/server/auth/return-to';
import { SESSION_IDLE_MS } from '@/lib/server/auth/sign-in-limits';
import { getSessionEnd, getSessionPerson } from '@/lib/server/http/session-person';
import { emailMeACode } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

const endTitles = {
  IDLE: `You were signed out after ${SESSION_IDLE_MS / 60_000} minutes without activity`,
  EXPIRED: 'You were signed out because you had been signed in for a long time',
};

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === 'string' ? returnTo : null);
  if (await getSessionPerson()) redirect(target);
  const end = await getSessionEnd();
  return (
    <Stack>
      <PageHeader
        title="Sign in"
        description="No password: we send a 6-digit code to your work address."
      />
      {end ? (
        <Callout tone="waiting" title={endTitles[end]}>
          <p>
            {target === '/'
              ? 'Sign in to continue.'
              : 'Sign in to return to the page you asked for.'}
          </p>
        </Callout>
      ) : null}
      <ActionForm action={emailMeACode}>
        <FormGrid>
          <input type="hidden" name="returnTo" value={target} />
          <TextField
            name="email"
            label="Email address"
            hint="The address your invitation was sent to."
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
        New here? Use the link in your invitation email. If you have none, ask your TalkingPoints
        contact for an invitation.
      </p>
    </Stack>
  );
}
