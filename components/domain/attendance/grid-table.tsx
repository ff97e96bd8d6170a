import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { NoDataKind } from '@/lib/core/attendance/no-data';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber } from '@/lib/core/format/numbers';
import type { ViewRow } from '../../data-table/view-table';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DayCell, PrintedSign, type DayCellFacts } from './day-cell';
import classes from './grid-table.module.css';
import { GridView, type GridColumn, type GridToolbar } from './grid-view';
import { formatRate, monthName, weekdayName } from './labels';

export type GridDay = {
  date: PlainDate;
  isInSession: boolean;
  hasFile: boolean;
  nothing: NoDataKind;
  note: string | null;
};

export type GridRow = {
  studentId: string;
  name: string;
  grade: string | null;
  href: string;
  cells: readonly DayCellFacts[];
  shown: { excused: number; unexcused: number; tardy: number; daysWithData: number };
  year: {
    excused: number;
    unexcused: number;
    countedDays: number;
    rate: number | null;
    isChronic: boolean;
  };
};

const SHOWN_TOTALS: readonly { key: keyof GridRow['shown']; word: string }[] = [
  { key: 'excused', word: 'Excused' },
  { key: 'unexcused', word: 'Unexcused' },
  { key: 'tardy', word: 'Tardy' },
  { key: 'daysWithData', word: 'Days with data' },
];

/** Students down, days across; on a phone a card per student with a strip of days. Cells are written on the server. */
export function GridTable({
  caption,
  days,
  rows,
  printed = { before: [], after: [] },
  timeZone,
  minimumDays,
  order,
  toolbar,
}: {
  caption: string;
  days: readonly GridDay[];
  rows: readonly GridRow[];
  /** Rows of other pages of the table: on paper, where nobody turns to them, they stand around `rows`. */
  printed?: { before: readonly GridRow[]; after: readonly GridRow[] };
  timeZone: string;
  /** Below so many counted days there is no rate. */
  minimumDays: number;
  /** The sort links: by name, or most absences of the year first. */
  order: { current: 'name' | 'absences'; nameHref: string; absencesHref: string };
  toolbar: GridToolbar;
}) {
  return (
    <GridView
      caption={caption}
      toolbar={{
        ...toolbar,
        viewIcon: <IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />,
      }}
      columns={[
        {
          ...plainColumn,
          id: 'student',
          header: 'Student',
          order: order.current === 'name' ? 'ascending' : 'none',
          head: (
            <SortLink
              href={order.nameHref}
              arrow={order.current === 'name' ? '↑' : '↕'}
              spoken="sort by name"
            >
              Student
            </SortLink>
          ),
        },
        ...days.map((day): GridColumn => ({
          ...plainColumn,
          id: day.date,
          header: day.date,
          isFixed: true,
          head: <DayHead day={day} />,
          headClass: dayClass(day),
          cellClass: dayClass(day),
          printedClass: dayLook(day),
          day: stripDay(days, day.date),
          stripColumn: stripColumn(days, day.date),
        })),
        ...SHOWN_TOTALS.map(({ key, word }): GridColumn => ({
          ...plainColumn,
          id: key,
          header: word,
          head: word,
          headClass: classes.total,
          cellClass: `${classes.total} ${classes[key] ?? ''}`.trim(),
          printedClass: classes.total,
          word,
        })),
        {
          ...plainColumn,
          id: 'year',
          header: 'Year so far',
          order: order.current === 'absences' ? 'descending' : 'none',
          head: (
            <SortLink
              href={order.absencesHref}
              arrow={order.current === 'absences' ? '↓' : '↕'}
              spoken="sort most absences first"
            >
              Year so far
            </SortLink>
          ),
          headClass: classes.total,
          cellClass: `${classes.total} ${classes.yearSoFar}`,
          printedClass: classes.total,
          word: 'Year so far',
        },
      ]}
      rows={[
        ...printed.before.map((row) => printedRow(row, days, minimumDays)),
        ...rows.map((row, index) => shownRow(row, index, days, minimumDays, timeZone)),
        ...printed.after.map((row) => printedRow(row, days, minimumDays)),
      ]}
    />
  );
}

const plainColumn = { isSortable: false, firstDirection: 'asc' } as const;

function SortLink({
  href,
  arrow,
  spoken,
  children,
}: {
  href: string;
  arrow: string;
  spoken: string;
  children: string;
}) {
  return (
    <Link href={href} prefetch={false} scroll={false} className={classes.sort}>
      {children}
      <span aria-hidden="true"> {arrow}</span>
      <VisuallyHidden>, {spoken}</VisuallyHidden>
    </Link>
  );
}

function shownRow(
  row: GridRow,
  index: number,
  days: readonly GridDay[],
  minimumDays: number,
  timeZone: string,
): ViewRow {
  const cells = days.map((day, at) => {
    const cell = row.cells[at];
    return [
      day.date,
      cell ? <DayCell cell={cell} timeZone={timeZone} detailId={`cell-${index}-${at}`} /> : null,
    ];
  });
  const name = (
    <Link href={row.href} prefetch={false}>
      {row.name}
    </Link>
  );
  return {
    id: row.studentId,
    cells: { ...totalsOf(row, minimumDays, name), ...Object.fromEntries(cells) },
  };
}

/** As plain as paper: there are many of them, and nothing of them can be pressed or heard. */
function printedRow(row: GridRow, days: readonly GridDay[], minimumDays: number): ViewRow {
  const cells = days.map((day, at) => [day.date, <PrintedSign key={at} cell={row.cells[at]} />]);
  return {
    id: row.studentId,
    className: classes.printed,
    cells: { ...totalsOf(row, minimumDays, row.name), ...Object.fromEntries(cells) },
  };
}

function totalsOf(row: GridRow, minimumDays: number, name: ReactNode): Record<string, ReactNode> {
  return {
    student: (
      <>
        {name}
        {row.grade ? <span className={classes.grade}> grade {row.grade}</span> : null}
      </>
    ),
    ...Object.fromEntries(SHOWN_TOTALS.map(({ key }) => [key, formatNumber(row.shown[key])])),
    year: <YearRate year={row.year} minimumDays={minimumDays} />,
  };
}

function DayHead({ day }: { day: GridDay }) {
  return (
    <>
      <span className={classes.weekday}>{weekdayName(day.date)}</span>{' '}
      <time dateTime={day.date} className={classes.date}>
        <span className={classes.monthName}>{monthName(day.date)} </span>
        {Number(day.date.slice(8))}
      </time>
      {day.nothing === 'NO_ROW' ? null : (
        <span className={classes.flag}>
          {' '}
          {day.nothing === 'NO_FILE' ? 'No file' : (day.note ?? NO_DATA_LABELS.NO_SCHOOL.label)}
          {day.nothing === 'NO_FILE' ? (
            <VisuallyHidden> received from this school</VisuallyHidden>
          ) : null}
        </span>
      )}
    </>
  );
}

function YearRate({ year, minimumDays }: { year: GridRow['year']; minimumDays: number }) {
  if (year.rate === null)
    return (
      <>
        <span aria-hidden="true">—</span>
        <span className={classes.why}>
          {' '}
          {formatNumber(year.countedDays)} of {minimumDays} days
        </span>
      </>
    );
  return (
    <>
      {formatRate(year.rate)}
      {year.isChronic ? <span className={classes.chronic}> chronic</span> : null}
      <span className={classes.why}>
        {' '}
        {formatNumber(year.excused + year.unexcused)} absent of {formatNumber(year.countedDays)}
      </span>
    </>
  );
}

const STRIP = 140;
const weekdayOf = (date: PlainDate): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Where a day stands in a card, Monday first, weekends only where one is shown; as a table cell it has no effect. */
function stripColumn(days: readonly GridDay[], date: PlainDate): string {
  const span = STRIP / (days.some((day) => weekdayOf(day.date) > 4) ? 7 : 5);
  return `${weekdayOf(date) * span + 1} / span ${span}`;
}

/** In a card, a column of days has its weekday above the first. */
function stripDay(days: readonly GridDay[], date: PlainDate): string {
  const first = days.find((day) => weekdayOf(day.date) === weekdayOf(date));
  const number = Number(date.slice(8));
  return first?.date === date ? `${weekdayName(date)} ${number}` : String(number);
}

function dayClass(day: GridDay): string {
  return `${classes.day} ${dayLook(day) ?? ''}`.trim();
}

function dayLook(day: GridDay): string | undefined {
  if (!day.isInSession) return classes.noSchool;
  return day.hasFile ? undefined : classes.noFile;
}
