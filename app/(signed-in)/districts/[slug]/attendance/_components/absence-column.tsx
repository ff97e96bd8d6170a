import { ShareBar } from '@/components/charts/share-bar';
import type { Column } from '@/components/data-table/data-table';
import { formatAbsence } from '@/components/domain/attendance/labels';

type Rated = { attendanceRate: number | null };

/** The share that was absent, as a bar beside the highest of the rows. */
export function absenceColumn(rows: readonly Rated[]): Column<Rated> {
  const most = Math.max(0, ...rows.map(({ attendanceRate }) => 1 - (attendanceRate ?? 1)));
  return {
    id: 'absence',
    header: 'Absence',
    cell: ({ attendanceRate: rate }) =>
      rate === null ? '—' : <ShareBar share={1 - rate} of={most} text={formatAbsence(rate)} />,
  };
}
