import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { TimeOfDayText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { CodeField } from '@/components/ui/code-field';
import { FormGrid } from '@/components/ui/form';
import { Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { WaitUntil } from '@/components/ui/wait-until';
import { mailHelpPath } from '@/lib/core/mail/public-page';
import { readPendingSignIn } from '@/lib/server/http/sign-in';
import { getAppContext } from '@/lib/server/http/context';
import { senderAddress } from '@/lib/server/mail/compose';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import { resendCode, signIn } from '../actions';

export const metadata: Metadata = { title: 'Enter your code' };

export default async function CodePage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string | string[] }>;
}) {
  const pending = await readPendingSignIn();
  if (!pending) redirect('/sign-in');
  const { settings, clock } = getAppContext();
  const now = clock.now();
  const sentAgain = (await searchParams).sent === 'again';
  const secondsLeft = (pending.resendAt.getTime() - now.getTime()) / 1000;
  return (
    <Stack>
      <div>
        <PageHeader
          title={pending.isLinkOnly ? 'Open the link in your email' : 'Enter your code'}
          description={
            pending.isLinkOnly ? (
              <>
                Too many wrong codes were entered for this address, so codes do not work for it
                today. If <strong>{pending.maskedAddress}</strong> may sign in, an email with a link
                is on its way. The link works once, in any browser, until{' '}
                <TimeOfDayText at={pending.expiresAt} timeZone={STAFF_TIME_ZONE} />.
              </>
            ) : (
              <>
                If <strong>{pending.maskedAddress}</strong> may sign in, a 6-digit code is on its
                way. The code works once, until{' '}
                <TimeOfDayText at={pending.expiresAt} timeZone={STAFF_TIME_ZONE} />. The email also
                has a link that works in any browser.
              </>
            )
          }
        />
        {/* Stays in the page so that a screen reader hears the change, not the first view. */}
        <p role="status">
          {sentAgain && pending.isLinkOnly ? 'A new link was sent.' : null}
          {sentAgain && !pending.isLinkOnly
            ? 'If this address can sign in, a new code is on its way. Check the address above.'
            : null}
        </p>
      </div>
      {pending.isLinkOnly ? null : (
        <ActionForm action={signIn}>
          <FormGrid>
            <CodeField
              name="code"
              label="Code"
              hint="You can paste it. Spaces and hyphens do not matter."
            />
            <div>
              <SubmitButton pendingLabel="Checking…">Sign in</SubmitButton>
            </div>
          </FormGrid>
        </ActionForm>
      )}
      <section aria-labelledby="no-mail">
        <Stack>
          <h2 id="no-mail">No email?</h2>
          <p>
            Email can take 5 minutes; some districts hold it longer. Check your spam folder for an
            email from <strong>{senderAddress(settings)}</strong>, which is not a talkingpts.org
            address. More on{' '}
            <Link href={mailHelpPath}>what to allow and what to do if no email arrives</Link>.
          </p>
          {settings.smtpUrl === null ? (
            <p>
              No mail server is set up on this machine. The code and the link are in the window
              where the Connector was started.
            </p>
          ) : null}
          <ActionForm action={resendCode} label="New code">
            <div>
              <WaitUntil key={pending.resendAt.getTime()} secondsLeft={secondsLeft}>
                <SubmitButton variant="secondary" pendingLabel="Sending…">
                  {pending.isLinkOnly ? 'Send a new link' : 'Send a new code'}
                </SubmitButton>
              </WaitUntil>
            </div>
          </ActionForm>
          <p>
            Wrong address? <Link href="/sign-in">Enter another one</Link>. If yours has changed, ask
            us to update it: <a href={`mailto:${settings.mailReplyTo}`}>{settings.mailReplyTo}</a>.
          </p>
        </Stack>
      </section>
    </Stack>
  );
}
