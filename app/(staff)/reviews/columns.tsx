import type { Column } from '@/components/data-table/data-table';
import { ChangeSize } from '@/components/domain/change-size';
import { TimeText } from '@/components/domain/time-text';
import { formatRelative } from '@/lib/core/calendar/format-instant';
import type { ReviewRow, ReviewState } from '@/lib/server/reviews/queries';

const stateWords: Record<ReviewState, string> = {
  OPEN: 'Waiting',
  APPROVED: '✓ Approved',
  REJECTED: '⊘ Rejected',
  SUPERSEDED: '↷ Superseded by newer files',
  EXPIRED: '⌛ Expired',
};

export function reviewColumns(now: Date, { isOpen }: { isOpen: boolean }): Column<ReviewRow>[] {
  return [
    { id: 'district', header: 'District', cell: (row) => row.tenantName },
    {
      id: 'reason',
      header: 'Why it was held',
      cell: (row) => (
        <>
          {row.reason}
          {row.otherReasons > 0 ? ` And ${row.otherReasons} more.` : ''}
        </>
      ),
    },
    { id: 'size', header: 'Size', cell: (row) => <ChangeSize size={row} /> },
    isOpen
      ? {
          id: 'waiting',
          header: 'Waiting since',
          cell: (row) => <TimeText at={row.openedAt} timeZone={row.timeZone} now={now} />,
        }
      : {
          id: 'decided',
          header: 'What became of it',
          cell: (row) => (
            <>
              {stateWords[row.state]}
              {row.decidedByName ? ` by ${row.decidedByName}` : ''}
              {row.decidedAt ? `, ${formatRelative(row.decidedAt, now)}` : ''}
            </>
          ),
        },
    { id: 'version', header: 'Version', align: 'end', cell: (row) => row.version },
  ];
}
