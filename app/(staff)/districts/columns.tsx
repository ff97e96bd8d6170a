import { ConnectionStatusWord, ownerWords } from '@/components/domain/status-word';
import { TimeText } from '@/components/domain/time-text';
import type { Column } from '@/components/data-table/data-table';
import { NumberText } from '@/components/ui/number-text';
import { nextStepFor } from '@/components/domain/connection/next-step-words';
import type { OverviewRow } from '@/lib/server/tenants/overview';

export function districtColumns(now: Date): Column<OverviewRow>[] {
  return [
    {
      id: 'name',
      header: 'District',
      isSortable: true,
      cell: (row) => row.name,
    },
    {
      id: 'attention',
      header: 'Status',
      isSortable: true,
      cell: (row) => <ConnectionStatusWord status={row.status} />,
    },
    {
      id: 'next',
      header: 'Next step',
      cell: (row) => {
        const step = nextStepFor(row.status, { ...row, isOnboarding: isOnboarding(row) });
        return (
          <>
            {step.title}
            <br />
            <small>{ownerWords[step.owner]}</small>
          </>
        );
      },
    },
    {
      id: 'received',
      header: 'Last received',
      isSortable: true,
      firstDirection: 'desc',
      nowrap: true,
      cell: (row) => <TwoLineTime at={row.lastDeliveryAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'applied',
      header: 'Last applied',
      isSortable: true,
      firstDirection: 'desc',
      nowrap: true,
      cell: (row) => <TwoLineTime at={row.lastAppliedAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'students',
      header: 'Students',
      isSortable: true,
      firstDirection: 'desc',
      align: 'end',
      cell: (row) => <NumberText value={row.studentCount} unknown="no roster yet" />,
    },
    { id: 'psm', header: 'PSM', cell: (row) => row.psmName ?? 'Nobody yet' },
  ];
}

function isOnboarding(row: OverviewRow): boolean {
  return row.openBreakKind === 'ONBOARDING';
}

function TwoLineTime(props: { at: Date | null; timeZone: string; now: Date }) {
  return <TimeText {...props} />;
}
