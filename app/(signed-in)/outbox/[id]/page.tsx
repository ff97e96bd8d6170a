import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { MailStateLabel } from '@/components/domain/mail-state';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { MailPreview } from '@/components/ui/mail-preview';
import { Section, Stack } from '@/components/ui/section';
import { mailTroubleText } from '@/lib/core/mail/trouble-text';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { readRowId } from '@/lib/server/http/row-id';
import { findOutboxMail } from '@/lib/server/mail/outbox';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import { mailKindLabel } from '../mail-kind-labels';

export const metadata: Metadata = { title: 'One email' };

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const person = await requirePermission('outbox.view', `/outbox/${id}`);
  const ctx = getAppContext();
  const mailId = readRowId(id);
  const mail = mailId === null ? null : await findOutboxMail(ctx, mailId);
  const scope = await tenantScopeOf(ctx, person);
  // Mail that belongs to no district is about staff: only those who see every district may read it.
  if (!mail || (scope && (mail.tenantId === null || !scope.includes(mail.tenantId)))) notFound();
  const now = ctx.clock.now();
  const time = (at: Date | null) => <TimeText at={at} timeZone={STAFF_TIME_ZONE} now={now} />;
  const trouble =
    mail.trouble &&
    mailTroubleText(mail.trouble, {
      timeZone: STAFF_TIME_ZONE,
      now,
      of: mail.tenantId === null ? 'staff' : 'district',
    });
  return (
    <Stack>
      <PageHeader
        title={mail.subject}
        crumbs={[{ href: '/outbox', label: 'Mail' }]}
        status={<MailStateLabel state={mail.state} />}
      />
      {trouble === null ? null : (
        <Callout
          tone={mail.state === 'failed' || mail.state === 'returned' ? 'problem' : 'waiting'}
          title={trouble.title}
        >
          {trouble.said === null ? null : <p>The mail server said: “{trouble.said}”</p>}
          <p>{trouble.next}</p>
        </Callout>
      )}
      <Section title="About this email">
        <Facts
          facts={[
            {
              label: 'To',
              value: mail.toName ? `${mail.toName} <${mail.toAddress}>` : mail.toAddress,
            },
            { label: 'Kind', value: mailKindLabel(mail.kind) },
            { label: 'Created', value: time(mail.createdAt) },
            { label: 'Sent', value: time(mail.sentAt) },
            ...(mail.trouble === null && mail.lastErrorCode === null
              ? []
              : [{ label: 'Tries', value: mail.attempts }]),
            ...(mail.lastErrorCode
              ? [{ label: 'Last error', value: <code>{mail.lastErrorCode}</code> }]
              : []),
          ]}
        />
      </Section>
      {mail.text === null || mail.html === null ? (
        <Callout title="Text not shown">
          <p>
            This email contains a code or link meant only for its recipient. You can see only its
            status here.
          </p>
          {ctx.settings.smtpUrl === null ? (
            <p>
              No mail server is set up on this machine. The code or link is in the window where the
              Connector was started.
            </p>
          ) : null}
        </Callout>
      ) : (
        <MailPreview text={mail.text} html={mail.html} />
      )}
    </Stack>
  );
}
