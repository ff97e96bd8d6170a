import { LineChart, type LineMark } from '@/components/charts/line-chart';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { formatRate, shortDate, weekdayName } from '@/components/domain/attendance/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { DistrictAttendance, TrendDay } from '@/lib/server/attendance/queries/district';

export function DailyAbsence({ district }: { district: DistrictAttendance }) {
  const days = district.trend.filter(({ status }) => status !== 'NO_SCHOOL');
  const { today } = district.attendanceYear;
  // Today is not over.
  const gaps = days.filter(({ date, status }) => status === 'NO_FILE' && date !== today).length;
  const columns: Column<TrendDay>[] = [
    {
      id: 'date',
      header: 'Day',
      cell: ({ date }) => `${weekdayName(date)} ${shortDate(date)}`,
      nowrap: true,
    },
    {
      id: 'rate',
      header: 'Absence',
      align: 'end',
      cell: ({ date, status, absenceRate, implausibleSchools }) =>
        status === 'NO_FILE'
          ? noFile(date, today)
          : `${formatRate(absenceRate)}${implausibleSchools > 0 ? ', looks unusual' : ''}`,
    },
    {
      id: 'schools',
      header: 'Schools that reported',
      align: 'end',
      cell: (day) =>
        `${formatNumber(day.schoolsReceived)} of ${formatNumber(day.schoolsInSession)}`,
    },
    { id: 'excused', header: 'Excused', align: 'end', cell: (day) => counted(day, day.excused) },
    {
      id: 'unexcused',
      header: 'Unexcused',
      align: 'end',
      cell: (day) => counted(day, day.unexcused),
    },
    { id: 'tardy', header: 'Tardy', align: 'end', cell: (day) => counted(day, day.tardy) },
  ];
  return (
    <Section title="Daily absence">
      {days.length === 0 ? (
        <EmptyState headingLevel={3} title="No school days in this period" />
      ) : (
        <LineChart
          label="Daily absence"
          caption={`Share of enrolled students absent on each school day.${gaps > 0 ? ` The line has a gap on ${plural(gaps, 'day')} without a file.` : ''}`}
          unit="percent"
          rowLabel="Day"
          series={['Absence']}
          markNames={{ missing: 'No file received' }}
          points={days.map(({ date, status, absenceRate, implausibleSchools }) => ({
            key: date,
            label: shortDate(date),
            title: `${weekdayName(date)} ${shortDate(date)}`,
            values: [absenceRate === null ? null : absenceRate * 100],
            mark: markOf({ date, status, implausibleSchools }, today),
          }))}
          strip={{
            name: 'Schools that reported',
            parts: days.map(({ schoolsReceived: came, schoolsInSession: all }) => ({
              share: all === 0 ? 0 : Math.min(1, came / all),
              text: `${formatNumber(came)} of ${formatNumber(all)}`,
            })),
          }}
          table={
            <DataTable
              caption="Daily absence"
              columns={columns}
              rows={days.toReversed()}
              rowKey={({ date }) => date}
            />
          }
        />
      )}
    </Section>
  );
}

function counted({ status }: TrendDay, count: number): string {
  return status === 'NO_FILE' ? '—' : formatNumber(count);
}

function noFile(date: PlainDate, today: PlainDate): string {
  return date === today ? 'No file received yet' : 'No file received';
}

function markOf(
  day: Pick<TrendDay, 'date' | 'status' | 'implausibleSchools'>,
  today: PlainDate,
): LineMark | undefined {
  if (day.status === 'NO_FILE') return { kind: 'missing', words: noFile(day.date, today) };
  if (day.implausibleSchools === 0) return undefined;
  return { kind: 'usual', words: `Unusual at ${plural(day.implausibleSchools, 'school')}` };
}
