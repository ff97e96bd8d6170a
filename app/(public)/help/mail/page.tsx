import type { Metadata } from 'next';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { Facts } from '@/components/ui/facts';
import { Section, Stack } from '@/components/ui/section';
import { DIGEST_SENDER_DOMAIN } from '@/lib/core/mail/talkingpoints';
import { getAppContext } from '@/lib/server/http/context';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { senderAddress, senderDomain } from '@/lib/server/mail/compose';
import { sentWhen } from '@/lib/server/mail/kinds';
import { returnMailbox } from '@/lib/server/mail/return-path';
import type { Settings } from '@/lib/server/settings';

export const metadata: Metadata = { title: 'Email from TalkingPoints Connector' };

/** For everybody, without signing in: for who waits for a code and for who looks after the district's mail filter. */
export default function MailHelpPage() {
  const { settings } = getAppContext();
  const help = helpAddresses();
  const domain = senderDomain(settings);
  const isOtherDomain = !/(^|\.)talkingpts\.org$/i.test(domain);
  return (
    <NarrowShell help={help}>
      <Stack>
        <PageHeader
          title="Email from TalkingPoints Connector"
          description="What to allow in your mail filter, what we send and when, and what to do if nothing arrives."
        />
        <Section title="What to allow in your mail filter">
          <Facts
            facts={[
              {
                label: 'Sender address',
                value: <code>{senderAddress(settings)}</code>,
                hint: 'All email from the Connector comes from this address.',
              },
              {
                label: 'Sender domain',
                value: <code>{domain}</code>,
                hint: 'Allow the domain too, if your filter can.',
              },
              {
                label: 'Return address',
                value: <code>{returnAddressShown(settings)}</code>,
                hint: 'Each email has a return address (envelope sender) of its own. Filters that check the envelope see it.',
              },
              {
                label: 'Digests for your staff',
                value: <code>{DIGEST_SENDER_DOMAIN}</code>,
                hint: 'TalkingPoints, not the Connector, uses it for email to staff members who choose to receive digests.',
              },
            ]}
          />
        </Section>
        <Section title="Is an email really from us?">
          {isOtherDomain ? (
            <p>
              The sender domain, <strong>{domain}</strong>, is not talkingpts.org. That is expected:
              the Connector sends its own email.
            </p>
          ) : null}
          <p>
            To check an email, ask your TalkingPoints contact, or write a new email to{' '}
            <a href={`mailto:${help.connection}`}>{help.connection}</a>. Do not use an address or
            phone number from the email you want to check.
          </p>
          <p>
            Every link in our email starts with <strong>{settings.publicUrl}</strong> or
            https://app.talkingpts.org. Opening a link does not change anything: you always press a
            button on the page first. We never ask for a password or a code by email or phone, and
            our email never contains a password or information about students.
          </p>
        </Section>
        <Section title="What we send, and when">
          <p>Sign-in and credentials. We email you when:</p>
          <Occasions when={sentWhen('access')} />
          <p>Files. We email the district’s tech contacts when:</p>
          <Occasions when={sentWhen('files')} />
          <p>Reviews. We email the district’s tech contacts when:</p>
          <Occasions when={sentWhen('reviews')} />
          {settings.mailQuietHours ? (
            <p>
              Codes, invitations and email about credentials are sent at any hour. Other email waits
              until morning, {formatHour(settings.mailQuietHours.toHour)} in your district’s time
              zone.
            </p>
          ) : null}
          <p>You can answer any of these emails. A person will read it.</p>
        </Section>
        <Section title="If nothing arrives">
          <ol>
            <li>Wait 5 minutes. Some districts hold email longer before they deliver it.</li>
            <li>
              Look in your spam or quarantine folder for email from{' '}
              <strong>{senderAddress(settings)}</strong>.
            </li>
            <li>
              Check the address you entered. For security, the sign-in page looks the same whether
              or not an address can sign in.
            </li>
            <li>Ask for a new code. Only the newest code works in your browser.</li>
            <li>
              Ask whoever runs your district’s email to search for messages from{' '}
              <strong>{domain}</strong> and to allow what is listed above.
            </li>
            <li>
              Write to <a href={`mailto:${help.connection}`}>{help.connection}</a>. We can see what
              your mail server answered when we delivered the email.
            </li>
          </ol>
        </Section>
      </Stack>
    </NarrowShell>
  );
}

function returnAddressShown(settings: Settings): string {
  const mailbox = returnMailbox(settings);
  return mailbox === null ? senderAddress(settings) : mailbox.replace(/@(?=[^@]*$)/, '+…@');
}

/** 6 is "6 AM", 13 is "1 PM". */
function formatHour(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? 'AM' : 'PM'}`;
}

function Occasions({ when }: { when: readonly string[] }) {
  return (
    <ul>
      {when.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
