import { DataTable, type Column } from '@/components/data-table/data-table';
import { changeSentence } from '@/components/domain/attendance/day-cell';
import {
  isNoData,
  partOfDay,
  shortDate,
  dayStatusLabel,
  weekdayName,
} from '@/components/domain/attendance/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

type Day = StudentYear['days'][number];

export function EventfulDays({ year, timeZone }: { year: StudentYear; timeZone: string }) {
  const rows = year.days.filter(({ cell }) => !isNoData(cell.status) || cell.change).toReversed();
  const columns: Column<Day>[] = [
    {
      id: 'date',
      header: 'Day',
      nowrap: true,
      cell: ({ date }) => (
        <time dateTime={date}>
          {weekdayName(date)} {shortDate(date)}
        </time>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ cell }) => (
        <>
          {cell.status === 'NO_ROW' ? '— ' : ''}
          {dayStatusLabel(cell.status)}
          {cell.change ? <div>{changeSentence(cell.change, timeZone)}</div> : null}
        </>
      ),
    },
    {
      id: 'part',
      header: 'Part of the day',
      cell: ({ cell }) =>
        isNoData(cell.status) ? '' : (partOfDay(cell.percentOfDay) ?? 'Whole day'),
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: ({ cell }) => (isNoData(cell.status) ? '' : (cell.reason ?? 'None given')),
    },
    {
      id: 'description',
      header: 'Internal note',
      cell: ({ cell }) => cell.description ?? '',
    },
  ];
  return (
    <Section
      title="Days with something to say"
      description="Internal notes are for staff and go to no one else."
      flush
    >
      <DataTable
        caption="Days with something to say"
        columns={columns}
        rows={rows}
        rowKey={({ date }) => date}
        empty={
          <EmptyState headingLevel={3} look="done" title="No absence and no tardy was received" />
        }
        isWide
      />
    </Section>
  );
}
