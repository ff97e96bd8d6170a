import { ConnectionStatusLabel, ownerLabels } from '@/components/domain/status-label';
import { TimeCell } from '@/components/domain/time-text';
import type { Column } from '@/components/data-table/data-table';
import { NumberText } from '@/components/ui/number-text';
import { nextStepFor } from '@/components/domain/connection/next-step-text';
import { pausedUntil } from '@/lib/core/sync-run/connection-status';
import type { DistrictRow } from '@/lib/server/overview/queries/list-districts';

/** `withPsm` for a list of several PSMs' districts: in a PSM's own list, every row would show the same name. */
export function districtColumns(
  now: Date,
  { withPsm }: { withPsm: boolean },
): Column<DistrictRow>[] {
  return [
    {
      id: 'name',
      header: 'District',
      isRoomy: true,
      isSortable: true,
      cell: (row) => row.name,
    },
    {
      id: 'attention',
      header: 'Status',
      isSortable: true,
      cell: (row) => <ConnectionStatusLabel status={row.status} pausedUntil={pausedUntil(row)} />,
    },
    {
      id: 'next',
      header: 'Next step',
      isRoomy: true,
      cell: (row) => {
        const step = nextStepFor(row.status, { ...row, isOnboarding: isOnboarding(row) });
        return (
          <>
            {step.title ? (
              <>
                {step.title}
                <br />
              </>
            ) : null}
            <small>{ownerLabels[step.owner]}</small>
          </>
        );
      },
    },
    {
      id: 'received',
      header: 'Last received',
      isSortable: true,
      firstDirection: 'desc',
      cell: (row) => <TimeCell at={row.lastDeliveryAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'applied',
      header: 'Last applied',
      isSortable: true,
      firstDirection: 'desc',
      cell: (row) => <TimeCell at={row.lastAppliedAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'students',
      header: 'Students',
      isSortable: true,
      firstDirection: 'desc',
      align: 'end',
      cell: (row) => <NumberText value={row.studentCount} unknown="no roster yet" />,
    },
    ...(withPsm
      ? [{ id: 'psm', header: 'PSM', cell: (row: DistrictRow) => row.psmName ?? 'Nobody yet' }]
      : []),
  ];
}

function isOnboarding(row: DistrictRow): boolean {
  return row.openBreakKind === 'ONBOARDING';
}
