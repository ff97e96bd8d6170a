import { DataTable } from '@/components/data-table/data-table';
import { TimeCell } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { listSettingsChanges } from '@/lib/server/connections/queries/settings-history';
import { getAppContext } from '@/lib/server/http/context';

/** Who changed what of the connection; secrets are in no log. */
export async function SettingsHistory({
  tenantId,
  connectionId,
  isStaff,
  timeZone,
  now,
}: {
  tenantId: number;
  connectionId: number;
  isStaff: boolean;
  timeZone: string;
  now: Date;
}) {
  const changes = await listSettingsChanges(
    getAppContext(),
    { tenantId, connectionId },
    { isStaff },
  );
  return (
    <Section title="History of settings" id="history" flush>
      <DataTable
        caption="History of settings"
        rows={changes}
        rowKey={({ id }) => id}
        columns={[
          { id: 'what', header: 'What', cell: ({ what }) => what },
          { id: 'detail', header: 'Set to', cell: ({ detail }) => detail, isRoomy: true },
          { id: 'who', header: 'Who', cell: ({ who }) => who, nowrap: true },
          {
            id: 'when',
            header: 'When',
            cell: ({ at }) => <TimeCell at={at} timeZone={timeZone} now={now} isFocusable />,
          },
        ]}
        empty={<EmptyState headingLevel={3} title="Nothing has been changed yet" />}
      />
    </Section>
  );
}
