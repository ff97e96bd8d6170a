import type { Metadata } from 'next';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Facts } from '@/components/ui/facts';
import { Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { maskEmailAddress } from '@/lib/server/auth/email-address';
import { getAppContext } from '@/lib/server/http/context';
import {
  openInvitation,
  type OpenedInvitation,
} from '@/lib/server/invitations/commands/open-invitation';
import { askAgain, emailInvitedCode, nameContact } from './actions';

export const metadata: Metadata = { title: 'Your invitation' };

type Props = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const ctx = getAppContext();
  const invitation = await openInvitation(ctx, token);
  const { mailReplyTo } = ctx.settings;
  if (!invitation) return <Unknown mailReplyTo={mailReplyTo} />;
  switch (invitation.state) {
    case 'verified':
      return <Verified />;
    case 'revoked':
      return <Revoked invitation={invitation} mailReplyTo={mailReplyTo} />;
    case 'expired':
      return (
        <Stack>
          <Expired token={token} invitation={invitation} now={ctx.clock.now()} />
          <NotYou token={token} isDistrict={invitation.tenant !== null} mailReplyTo={mailReplyTo} />
        </Stack>
      );
    case 'sent':
    case 'opened':
      return (
        <Open
          token={token}
          invitation={invitation}
          now={ctx.clock.now()}
          mailReplyTo={mailReplyTo}
        />
      );
  }
}

function Open({
  token,
  invitation,
  now,
  mailReplyTo,
}: {
  token: string;
  invitation: OpenedInvitation;
  now: Date;
  mailReplyTo: string;
}) {
  const { tenant, inviterName, email, expiresAt, timeZone } = invitation;
  return (
    <Stack>
      <PageHeader
        title={tenant ? `Set up ${tenant.name}` : 'Join the TalkingPoints team'}
        description={
          tenant
            ? 'You are invited to connect your student information system with TalkingPoints.'
            : 'You are invited to TalkingPoints Connector as a member of staff.'
        }
      />
      <Section title="Your invitation">
        <Facts
          facts={[
            ...(tenant ? [{ label: 'District', value: tenant.name }] : []),
            { label: 'Invited address', value: maskEmailAddress(email) },
            { label: 'Invited by', value: inviterName },
            {
              label: 'Works until',
              value: <TimeText at={expiresAt} timeZone={timeZone} now={now} />,
            },
          ]}
        />
        <p>
          To confirm it is you, we will email a 6-digit code to this address. Opening this page has
          not changed anything.
        </p>
        <ActionForm action={emailInvitedCode}>
          <input type="hidden" name="token" value={token} />
          <div>
            <SubmitButton pendingLabel="Sending…">Email me a code</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <NotYou token={token} isDistrict={tenant !== null} mailReplyTo={mailReplyTo} />
    </Stack>
  );
}

/** Forwarding the mail would not help: the code goes to the invited address. */
function NotYou({
  token,
  isDistrict,
  mailReplyTo,
}: {
  token: string;
  isDistrict: boolean;
  mailReplyTo: string;
}) {
  return (
    <Section
      title="Not you?"
      id="not-you"
      description={
        isDistrict
          ? 'The code goes to the invited address, so forwarding the email does not work. Tell us who manages your student information system, and we will invite them.'
          : 'The code goes to the invited address, so forwarding the email does not work. Tell us who should get the invitation.'
      }
    >
      <ActionForm
        action={nameContact}
        label="Tell us who should get it"
        done="Thank you. The TalkingPoints team will check this and invite the right person."
      >
        <input type="hidden" name="token" value={token} />
        <FormGrid>
          <TextField name="name" label="Their name" autoComplete="off" />
          <TextField
            name="email"
            label="Their work email address"
            type="email"
            autoComplete="off"
          />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending…">
              Tell us who should get it
            </SubmitButton>
          </div>
        </FormGrid>
      </ActionForm>
      <p>
        Or write to <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </Section>
  );
}

function Verified() {
  return (
    <EmptyState
      headingLevel={1}
      look="closed"
      title="This invitation was already used"
      action={
        <ButtonLink variant="primary" href="/sign-in">
          Sign in
        </ButtonLink>
      }
    >
      <p>Your email address is verified. Sign in with it; we email a new code each time.</p>
    </EmptyState>
  );
}

function Expired({
  token,
  invitation,
  now,
}: {
  token: string;
  invitation: OpenedInvitation;
  now: Date;
}) {
  return (
    <EmptyState headingLevel={1} look="closed" title="This invitation has expired">
      <p>
        It worked until{' '}
        <TimeText at={invitation.expiresAt} timeZone={invitation.timeZone} now={now} />. You can ask
        for a new one.
      </p>
      <ActionForm
        action={askAgain}
        done="We told the TalkingPoints team. Expect a new email within one business day."
      >
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton pendingLabel="Asking…">Ask for a new invitation</SubmitButton>
        </div>
      </ActionForm>
    </EmptyState>
  );
}

function Revoked({
  invitation,
  mailReplyTo,
}: {
  invitation: OpenedInvitation;
  mailReplyTo: string;
}) {
  return (
    <EmptyState headingLevel={1} look="closed" title="This invitation was revoked">
      <p>
        {invitation.inviterName} or a colleague revoked it or sent it to another address. If you
        expected to set up the connection, write to{' '}
        <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </EmptyState>
  );
}

function Unknown({ mailReplyTo }: { mailReplyTo: string }) {
  return (
    <EmptyState headingLevel={1} look="closed" title="This link does not work">
      <p>
        The link may be cut off, or a newer invitation has replaced it. Open the link in the newest
        email, or copy the whole link. If that does not work, write to{' '}
        <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </EmptyState>
  );
}
