import Link from 'next/link';
import type { NoDataKind } from '@/lib/core/attendance/no-data';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DayCell, PrintedSign, type DayCellFacts } from './day-cell';
import classes from './grid-table.module.css';
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

/**
 * Students down, days across; on a phone a card per student with a strip of days. A plain table: its reading order
 * is its meaning. The roles are written out because a browser may forget them where CSS makes a card of a row.
 */
export function GridTable({
  caption,
  days,
  rows,
  printed = { before: [], after: [] },
  timeZone,
  minimumDays,
  order,
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
}) {
  return (
    <div className={classes.region} role="region" aria-label={`${caption}, table`} tabIndex={0}>
      <table className={classes.grid} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th
              scope="col"
              role="columnheader"
              aria-sort={order.current === 'name' ? 'ascending' : 'none'}
            >
              <Link href={order.nameHref} prefetch={false} scroll={false} className={classes.sort}>
                Student
                <span aria-hidden="true">{order.current === 'name' ? ' ↑' : ' ↕'}</span>
                <VisuallyHidden>, sort by name</VisuallyHidden>
              </Link>
            </th>
            {days.map((day) => (
              <th key={day.date} scope="col" role="columnheader" className={dayClass(day)}>
                <DayHead day={day} />
              </th>
            ))}
            {SHOWN_TOTALS.map(({ word }) => (
              <th key={word} scope="col" role="columnheader" className={classes.total}>
                {word}
              </th>
            ))}
            <th
              scope="col"
              role="columnheader"
              className={classes.total}
              aria-sort={order.current === 'absences' ? 'descending' : 'none'}
            >
              <Link
                href={order.absencesHref}
                prefetch={false}
                scroll={false}
                className={classes.sort}
              >
                Year so far
                <span aria-hidden="true">{order.current === 'absences' ? ' ↓' : ' ↕'}</span>
                <VisuallyHidden>, sort most absences first</VisuallyHidden>
              </Link>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          <PrintedRows rows={printed.before} days={days} minimumDays={minimumDays} />
          {rows.map((row, index) => (
            <tr key={row.studentId} role="row">
              <th scope="row" role="rowheader">
                <Link href={row.href} prefetch={false}>
                  {row.name}
                </Link>
                {row.grade ? <span className={classes.grade}> grade {row.grade}</span> : null}
              </th>
              {days.map((day, at) => {
                const cell = row.cells[at];
                return (
                  <td
                    key={day.date}
                    role="cell"
                    className={dayClass(day)}
                    data-day={`${weekdayName(day.date)}\n${Number(day.date.slice(8))}`}
                    style={{ gridColumn: stripColumn(day.date) }}
                  >
                    {cell ? (
                      <DayCell cell={cell} timeZone={timeZone} detailId={`cell-${index}-${at}`} />
                    ) : null}
                  </td>
                );
              })}
              {SHOWN_TOTALS.map(({ word, key }) => (
                <td
                  key={key}
                  role="cell"
                  className={`${classes.total} ${classes[key] ?? ''}`.trim()}
                  data-word={word}
                >
                  {formatNumber(row.shown[key])}
                </td>
              ))}
              <td
                role="cell"
                className={`${classes.total} ${classes.yearSoFar}`}
                data-word="Year so far"
              >
                <YearRate year={row.year} minimumDays={minimumDays} />
              </td>
            </tr>
          ))}
          <PrintedRows rows={printed.after} days={days} minimumDays={minimumDays} />
        </tbody>
      </table>
    </div>
  );
}

/** As plain as paper: there are many of them, and nothing of them can be pressed or heard. */
function PrintedRows({
  rows,
  days,
  minimumDays,
}: {
  rows: readonly GridRow[];
  days: readonly GridDay[];
  minimumDays: number;
}) {
  return rows.map((row) => (
    <tr key={row.studentId} className={classes.printed}>
      <th scope="row">
        {row.name}
        {row.grade ? <span className={classes.grade}> grade {row.grade}</span> : null}
      </th>
      {days.map((day, at) => (
        <td key={day.date} className={dayLook(day)}>
          <PrintedSign cell={row.cells[at]} />
        </td>
      ))}
      {SHOWN_TOTALS.map(({ key }) => (
        <td key={key}>{formatNumber(row.shown[key])}</td>
      ))}
      <td>
        <YearRate year={row.year} minimumDays={minimumDays} />
      </td>
    </tr>
  ));
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

/** Where a day stands in a card, Monday first; as a table cell it has no effect. */
function stripColumn(date: PlainDate): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return `${weekday * 4 + 1} / span 4`;
}

function dayClass(day: GridDay): string {
  return `${classes.day} ${dayLook(day) ?? ''}`.trim();
}

function dayLook(day: GridDay): string | undefined {
  if (!day.isInSession) return classes.noSchool;
  return day.hasFile ? undefined : classes.noFile;
}
