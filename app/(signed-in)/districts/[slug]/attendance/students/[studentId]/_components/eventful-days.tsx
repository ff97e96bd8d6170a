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
    <Section title="Days with events" description="Internal notes are visible to staff only." flush>
      <DataTable
        caption="Days with events"
        columns={columns}
        rows={rows}
        rowKey={({ date }) => date}
        empty={<EmptyState headingLevel={3} look="done" title="No absences or tardies received" />}
        isWide
      />
    </Section>
  );
}
