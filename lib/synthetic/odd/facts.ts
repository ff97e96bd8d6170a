// What the district's SIS knows of a day: one fact is one row, in the files of its grouping from one of them to another.
import type { Grouping } from './roster';

export type Category = 'Unexcused Absence' | 'Excused Absence' | 'Tardy' | 'Excused Present';

/** Two files of each grouping a day, and at the end one with all days so far. */
export const SLOTS = 11;
export const YEAR_TO_DATE = 10;
export const slotOf = (dayIndex: number, isNoon: boolean): number =>
  dayIndex * 2 + (isNoon ? 1 : 0);
export const dayIndexOf = (slot: number): number => Math.min(4, Math.floor(slot / 2));

export interface Fact {
  studentId: string;
  schoolId: string;
  grouping: Grouping;
  date: string;
  /** What the cell says. */
  text: string;
  reason: string;
  /** Share of the day as the cell has it; an absence without one is a whole day. */
  duration: string;
  description: string;
  /** First and last file it is in. */
  from: number;
  until: number;
  /** The event this row stands for; null where another row is the day's status, or nobody can tell whose it is. */
  counts: Category | null;
  /** The event says another school than this one may be named for: both are right. */
  isSchoolOpen: boolean;
  /** Its word was mapped after its day: an event, and no notice. */
  isMappedLater: boolean;
}

export function fact(
  values: Pick<Fact, 'studentId' | 'schoolId' | 'grouping' | 'date' | 'from'> &
    Partial<Fact> & { text: string },
): Fact {
  const category = CATEGORIES.find((each) => each === values.text) ?? null;
  return {
    reason: 'Sick',
    duration: '',
    description: '',
    until: YEAR_TO_DATE,
    isSchoolOpen: false,
    isMappedLater: false,
    counts: category,
    ...values,
  };
}

/** By what they weigh where a day has several. */
export const CATEGORIES: readonly Category[] = [
  'Unexcused Absence',
  'Excused Absence',
  'Tardy',
  'Excused Present',
];

export const isAbsence = (category: Category | null): boolean =>
  category === 'Unexcused Absence' || category === 'Excused Absence';

export const isInFile = (
  { grouping, date, from, until }: Fact,
  file: { grouping: Grouping; slot: number },
  dateOfSlot: (slot: number) => string,
): boolean =>
  grouping === file.grouping &&
  from <= file.slot &&
  file.slot <= until &&
  (file.slot === YEAR_TO_DATE || date === dateOfSlot(file.slot));
