import { DataTable } from '@/components/data-table/data-table';
import { MailStateLabel } from '@/components/domain/mail-state';
import { TimeCell } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { listDistrictLog } from '@/lib/server/audit/list';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { listMailToContacts } from '@/lib/server/mail/outbox';

const LISTED = 30;

/** Which mails the district's people got, and who did what. */
export async function WhatHappened({ tenant, now }: { tenant: TenantRef; now: Date }) {
  const ctx = getAppContext();
  const [mails, log] = await Promise.all([
    listMailToContacts(ctx, tenant.id, LISTED),
    listDistrictLog(ctx, tenant.id, LISTED),
  ]);
  const time = (at: Date) => <TimeCell at={at} timeZone={tenant.timeZone} now={now} />;
  return (
    <>
      <Section title="Email about this district" id="mails" flush>
        <DataTable
          caption="Email about this district"
          rows={mails}
          rowKey={(row) => row.id}
          columns={[
            { id: 'subject', header: 'Subject', isRoomy: true, cell: (row) => row.subject },
            { id: 'to', header: 'To', cell: (row) => row.toAddress },
            { id: 'state', header: 'State', cell: (row) => <MailStateLabel state={row.state} /> },
            { id: 'at', header: 'Created', cell: (row) => time(row.createdAt) },
          ]}
          empty={<EmptyState headingLevel={3} title="No email yet" />}
        />
      </Section>
      <Section title="Who did what" id="log" flush>
        <DataTable
          caption="Who did what"
          rows={log}
          rowKey={(row) => row.id}
          columns={[
            { id: 'what', header: 'What', isRoomy: true, cell: (row) => row.what },
            { id: 'who', header: 'Who', cell: (row) => row.who },
            { id: 'at', header: 'When', cell: (row) => time(row.at) },
          ]}
          empty={<EmptyState headingLevel={3} title="Nothing yet" />}
        />
      </Section>
    </>
  );
}
