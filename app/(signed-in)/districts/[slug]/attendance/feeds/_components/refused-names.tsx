import { DataTable } from '@/components/data-table/data-table';
import { TimeCell } from '@/components/domain/time-text';
import { Section } from '@/components/ui/section';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import { AcceptNameForm } from './name-forms';
import type { Rights } from './rights';

export function RefusedNames({
  refused,
  rights,
  timeZone,
  now,
}: {
  refused: readonly Feed[];
  rights: Rights;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section title="Names not in use" flush>
      <DataTable
        caption="Names not in use"
        rows={refused}
        rowKey={({ fileNameId }) => fileNameId}
        columns={[
          { id: 'name', header: 'Name', cell: ({ fileName }) => <code>{fileName}</code> },
          {
            id: 'last',
            header: 'Last received',
            cell: ({ lastReceivedAt }) => (
              <TimeCell at={lastReceivedAt} timeZone={timeZone} now={now} isFocusable />
            ),
          },
          {
            id: 'decide',
            header: 'Decide',
            cell: (feed) =>
              rights.canDecide ? <AcceptNameForm feed={feed} slug={rights.slug} /> : 'Staff decide',
          },
        ]}
      />
    </Section>
  );
}
