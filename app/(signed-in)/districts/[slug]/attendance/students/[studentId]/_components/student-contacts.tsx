import { DataTable } from '@/components/data-table/data-table';
import { languageLabelOf } from '@/components/domain/attendance/group-labels';
import { recordPath } from '@/components/domain/roster/addresses';
import { roleLabel } from '@/components/domain/roster/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

export function StudentContacts({ slug, year }: { slug: string; year: StudentYear }) {
  return (
    <Section
      title="Contacts"
      description="Phone and email are shown one person at a time, in the roster."
      flush
    >
      <DataTable
        caption="Contacts"
        rows={year.contacts}
        rowKey={({ contactId }) => contactId}
        rowHref={({ contactId }) => recordPath(slug, 'people', contactId)}
        columns={[
          { id: 'name', header: 'Name', cell: ({ name }) => name },
          { id: 'role', header: 'Role', cell: ({ role }) => roleLabel(role) },
          {
            id: 'language',
            header: 'Language',
            cell: ({ languageCode }) => languageLabelOf(languageCode ?? ''),
          },
          {
            id: 'reach',
            header: 'Email or phone',
            cell: ({ phone, sms, email }) => (phone || sms || email ? 'Yes' : 'No'),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No contact: no one gets messages" />}
        isWide
      />
    </Section>
  );
}
