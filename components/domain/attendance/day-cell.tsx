import type { ReactNode } from 'react';
import { CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { NO_DATA_LABELS, type DayStatus } from '@/lib/core/attendance/no-data';
import type { AttendanceCategory } from '@/lib/core/attendance/categories';
import { formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { VisuallyHidden } from '../../ui/visually-hidden';
import classes from './day-cell.module.css';
import { DAY_WORDS, isNoData, partOfDay, dayStatusLabel } from './labels';

export type DayCellFacts = {
  status: DayStatus;
  percentOfDay: number | null;
  reason: string | null;
  description: string | null;
  change: { at: Date; from: AttendanceCategory | null } | null;
};

/** A day of a student: a letter for the eye, words for the ear, and the rest one press away. */
export function DayCell({
  cell,
  timeZone,
  detailId,
}: {
  cell: DayCellFacts;
  timeZone: string;
  /** Makes the cell a button that opens its reason and changes; unique on the page. */
  detailId?: string;
}) {
  const sign = (
    <span className={`${classes.sign} ${classes[cell.status]}`}>
      <span aria-hidden="true" className={classes.glyph}>
        {glyphOf(cell.status)}
        <Part cell={cell} />
        {cell.change ? <span className={classes.changed}>*</span> : null}
      </span>
      <Spoken cell={cell} timeZone={timeZone} />
    </span>
  );
  return (
    <WithDetail cell={cell} timeZone={timeZone} detailId={detailId}>
      {sign}
    </WithDetail>
  );
}

/** The same day where there is room for its words. */
export function DayInWords({
  cell,
  note,
  timeZone,
  detailId,
}: {
  cell: DayCellFacts;
  /** What the calendar calls a day without school. */
  note: string | null;
  timeZone: string;
  detailId?: string;
}) {
  const { word, kind } = DAY_WORDS[cell.status];
  const part = isNoData(cell.status) ? null : partOfDay(cell.percentOfDay);
  const words = (
    <span className={`${classes.words} ${classes[cell.status]}`}>
      <span aria-hidden="true">
        {word === '' ? null : <strong className={classes.word}>{word}</strong>}
        {cell.change ? <span className={classes.changed}>*</span> : null}
        {[cell.status === 'NO_SCHOOL' ? (note ?? kind) : kind, part ? `${part} day` : '']
          .filter(Boolean)
          .map((text) => (
            <span key={text} className={classes.kind}>
              {text}
            </span>
          ))}
      </span>
      <Spoken cell={cell} timeZone={timeZone} />
    </span>
  );
  return (
    <WithDetail cell={cell} timeZone={timeZone} detailId={detailId}>
      {words}
    </WithDetail>
  );
}

function WithDetail({
  cell,
  timeZone,
  detailId,
  children,
}: {
  cell: DayCellFacts;
  timeZone: string;
  detailId?: string;
  children: ReactNode;
}) {
  const hasDetail = cell.reason ?? cell.description ?? cell.change;
  if (detailId === undefined || !hasDetail) return children;
  return (
    <>
      <button type="button" className={classes.opener} popoverTarget={detailId}>
        {children}
      </button>
      <div id={detailId} popover="auto" className={classes.detail}>
        <p className={classes.detailTitle}>
          {dayStatusLabel(cell.status)}
          {partOfDay(cell.percentOfDay) === null
            ? ''
            : `, ${partOfDay(cell.percentOfDay)} of the day`}
        </p>
        {cell.reason ? <p>Reason: {cell.reason}</p> : null}
        {cell.description ? <p>Internal note: {cell.description}</p> : null}
        {cell.change ? <p>{changeSentence(cell.change, timeZone)}</p> : null}
      </div>
    </>
  );
}

function Part({ cell: { status, percentOfDay } }: { cell: DayCellFacts }) {
  const part = isNoData(status) ? null : partOfDay(percentOfDay);
  return part ? <span className={classes.part}>{part}</span> : null;
}

function Spoken({ cell, timeZone }: { cell: DayCellFacts; timeZone: string }) {
  const { status, percentOfDay, change } = cell;
  const part = isNoData(status) ? null : partOfDay(percentOfDay);
  return (
    <VisuallyHidden>
      {dayStatusLabel(status)}
      {part ? `, ${part} of the day` : ''}
      {change ? `, ${changeSentence(change, timeZone)}` : ''}
    </VisuallyHidden>
  );
}

/** The sign alone, for paper. */
export function PrintedSign({ cell }: { cell: DayCellFacts | undefined }) {
  if (!cell) return null;
  if (isNoData(cell.status) && !cell.change) return glyphOf(cell.status);
  const part = isNoData(cell.status) ? null : partOfDay(cell.percentOfDay);
  return (
    <span className={`${classes.sign} ${classes[cell.status]}`}>
      {glyphOf(cell.status)}
      {part}
      {cell.change ? '*' : ''}
    </span>
  );
}

export function glyphOf(status: DayStatus): string {
  return isNoData(status) ? NO_DATA_LABELS[status].glyph : CATEGORY_TRAITS[status].glyph;
}

/** "updated 1:12 PM CST, was U" */
export function changeSentence(
  { at, from }: { at: Date; from: AttendanceCategory | null },
  timeZone: string,
): string {
  const was = from === null ? '—, no row' : CATEGORY_TRAITS[from].label;
  return `updated ${formatTimeOfDay(at, timeZone)}, was ${was}`;
}
