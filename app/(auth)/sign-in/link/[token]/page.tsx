import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { maskEmailAddress } from '@/lib/server/auth/email-address';
import { findLinkAddress } from '@/lib/server/auth/verify-link';
import { getAppContext } from '@/lib/server/http/context';
import { enterByLink } from './actions';

export const metadata: Metadata = { title: 'Sign in by link' };

/** To open it changes nothing: programs that look through mail open every link. */
export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const address = await findLinkAddress(getAppContext(), token);
  if (address === null) {
    return (
      <EmptyState
        headingLevel={1}
        look="closed"
        title="This link no longer works"
        action={
          <ButtonLink variant="primary" href="/sign-in">
            Ask for a new email
          </ButtonLink>
        }
      >
        <p>
          A link works once, for 15 minutes. This one was used, has expired or is cut off. Open the
          newest email, or ask for a new one.
        </p>
      </EmptyState>
    );
  }
  return (
    <Stack>
      <PageHeader
        title="Sign in"
        description={
          <>
            You opened the link that was emailed to <strong>{maskEmailAddress(address)}</strong>.
            Press the button to sign in with this browser.
          </>
        }
      />
      <ActionForm action={enterByLink}>
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
        </div>
      </ActionForm>
    </Stack>
  );
}
