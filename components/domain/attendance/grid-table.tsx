import Link from 'next/link';
import type { NothingKind } from '@/lib/core/attendance/nothing';
import { NOTHING_WORDS } from '@/lib/core/attendance/nothing';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DayCell, type DayCellFacts } from './day-cell';
import classes from './grid-table.module.css';
import { formatRate, monthWord, weekdayWord } from './words';

export type GridDay = {
  date: PlainDate;
  isInSession: boolean;
  hasFile: boolean;
  nothing: NothingKind;
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

/** Students down, days across. A plain table: its reading order is its meaning. */
export function GridTable({
  caption,
  days,
  rows,
  timeZone,
  minimumDays,
  order,
}: {
  caption: string;
  days: readonly GridDay[];
  rows: readonly GridRow[];
  timeZone: string;
  /** Below so many counted days there is no rate. */
  minimumDays: number;
  /** The sort links: by name, or most absences of the year first. */
  order: { current: 'name' | 'absences'; nameHref: string; absencesHref: string };
}) {
  return (
    <div className={classes.region} role="region" aria-label={`${caption}, table`} tabIndex={0}>
      <table className={classes.grid}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" aria-sort={order.current === 'name' ? 'ascending' : 'none'}>
              <Link href={order.nameHref} prefetch={false} scroll={false} className={classes.sort}>
                Student
                <span aria-hidden="true">{order.current === 'name' ? ' ↑' : ' ↕'}</span>
                <VisuallyHidden>, sort by name</VisuallyHidden>
              </Link>
            </th>
            {days.map((day) => (
              <th key={day.date} scope="col" className={dayClass(day)}>
                <DayHead day={day} />
              </th>
            ))}
            <th scope="col" className={classes.total}>
              Excused
            </th>
            <th scope="col" className={classes.total}>
              Unexcused
            </th>
            <th scope="col" className={classes.total}>
              Tardy
            </th>
            <th scope="col" className={classes.total}>
              Days with data
            </th>
            <th
              scope="col"
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
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.studentId}>
              <th scope="row">
                <Link href={row.href} prefetch={false}>
                  {row.name}
                </Link>
                {row.grade ? <span className={classes.grade}> grade {row.grade}</span> : null}
              </th>
              {days.map((day, at) => {
                const cell = row.cells[at];
                return (
                  <td key={day.date} className={dayClass(day)}>
                    {cell ? (
                      <DayCell cell={cell} timeZone={timeZone} detailId={`cell-${index}-${at}`} />
                    ) : null}
                  </td>
                );
              })}
              <td className={classes.total}>{formatNumber(row.shown.excused)}</td>
              <td className={classes.total}>{formatNumber(row.shown.unexcused)}</td>
              <td className={classes.total}>{formatNumber(row.shown.tardy)}</td>
              <td className={classes.total}>{formatNumber(row.shown.daysWithData)}</td>
              <td className={classes.total}>
                <YearRate year={row.year} minimumDays={minimumDays} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayHead({ day }: { day: GridDay }) {
  return (
    <>
      <span className={classes.weekday}>{weekdayWord(day.date)}</span>{' '}
      <time dateTime={day.date} className={classes.date}>
        <span className={classes.monthWord}>{monthWord(day.date)} </span>
        {Number(day.date.slice(8))}
      </time>
      {day.nothing === 'NO_ROW' ? null : (
        <span className={classes.flag}>
          {' '}
          {day.nothing === 'NO_FILE' ? 'No file' : (day.note ?? NOTHING_WORDS.NO_SCHOOL.label)}
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

function dayClass(day: GridDay): string {
  const look = day.isInSession ? (day.hasFile ? '' : classes.noFile) : classes.noSchool;
  return `${classes.day} ${look}`.trim();
}
