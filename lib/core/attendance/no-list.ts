/**
 * Why a day has no notice list. A list is made by the first file that is read on the day itself and speaks of it, so
 * there is always a reason; each sentence is said only where it holds.
 */
import { plural } from '../format/numbers';
import type { AttendanceRunState } from './run-states';

export interface FileOfDay {
  state: AttendanceRunState;
  /** It has rows about this day, or speaks for its schools without any. */
  isAboutDay: boolean;
}

/** Where no school is in session: who says so. */
const NO_SCHOOL = {
  staff: {
    today: 'Our staff marked it as a day without school.',
    past: 'Our staff marked it as a day without school.',
  },
  calendar: {
    today: 'calendar.csv says that there is no school.',
    past: 'calendar.csv says that there was no school.',
  },
  weekend: { today: 'It is a weekend.', past: 'It was a weekend.' },
  terms: {
    today: 'It is outside the terms of the roster.',
    past: 'It was outside the terms of the roster.',
  },
  several: {
    today: 'No school is in session.',
    past: 'No school was in session.',
  },
};

export interface DayWithoutList {
  isToday: boolean;
  /** A connection that is paused hands no file to attendance. */
  isPaused: boolean;
  hasRoster: boolean;
  /** Null where some school is in session. */
  noSchool: keyof typeof NO_SCHOOL | null;
  /** The attendance files that came on the day, by the district's clock. */
  files: readonly FileOfDay[];
  /** Some file, whenever it came, was read and spoke of the day. */
  hasData: boolean;
  isAfterCutOff: boolean;
  /** "4:00 PM" */
  cutOffTime: string;
}

/** In reading order; at least one. */
export function reasonsForNoList(day: DayWithoutList): string[] {
  const when = day.isToday ? 'today' : 'that day';
  const filesThat = (
    states: readonly AttendanceRunState[],
    one: string,
    many: string,
  ): string[] => {
    const count = day.files.filter((file) => states.includes(file.state)).length;
    if (count === 0) return [];
    return [`${plural(count, 'file')} that came ${when} ${count === 1 ? one : many}`];
  };
  const reasons = [
    ...(day.noSchool ? [NO_SCHOOL[day.noSchool][day.isToday ? 'today' : 'past']] : []),
    ...filesThat(['QUEUED', 'PROCESSING'], 'is still to be read.', 'are still to be read.'),
    ...(day.hasRoster
      ? filesThat(['AWAITING_ROSTER'], 'waits for its turn.', 'wait for their turn.')
      : filesThat(['AWAITING_ROSTER'], 'waits for the roster.', 'wait for the roster.')),
    ...filesThat(
      ['HELD'],
      'waits for a person: see Today’s files.',
      'wait for a person: see Today’s files.',
    ),
    ...filesThat(
      ['INVALID', 'NOTHING_USED', 'FAILED', 'REJECTED', 'SUPERSEDED'],
      'was not used: its page says why.',
      'were not used: their pages say why.',
    ),
    ...readFiles(day, when),
    ...(day.files.length === 0 ? noFile(day) : []),
  ];
  if (day.isToday && day.isPaused)
    reasons.push(
      'The district is paused: files that come now are kept, and read when the pause ends.',
    );
  return reasons.length > 0 ? reasons : [`No file that was read ${when} speaks of it.`];
}

function readFiles({ files, hasData, isToday }: DayWithoutList, when: string): string[] {
  const read = files.filter(({ state }) => state === 'APPLIED' || state === 'NO_CHANGE');
  const ofOthers = read.filter(({ isAboutDay }) => !isAboutDay).length;
  return [
    ...(ofOthers > 0
      ? [
          `${plural(ofOthers, 'file')} that came ${when} ${ofOthers === 1 ? 'says' : 'say'} nothing about this day.`,
        ]
      : []),
    ...(hasData && !isToday
      ? ['Files about this day were read only after it, and notices go out on the day itself.']
      : []),
  ];
}

function noFile(day: DayWithoutList): string[] {
  if (!day.isToday && day.hasData) return [];
  if (!day.isToday && day.isPaused)
    return [
      'No file about this day has been read. The district is paused: files that come are kept until the pause ends.',
    ];
  if (!day.isToday) return ['No attendance file came that day, and none since speaks of it.'];
  if (!day.hasRoster)
    return ['No attendance file has come today, and none is read before the first roster is live.'];
  // A file that comes during a pause is not counted yet, and the pause is said anyway.
  if (day.isPaused) return [];
  const none = 'No attendance file has come today.';
  if (day.isAfterCutOff)
    return [
      `${none} It is after ${day.cutOffTime}: the list of one that comes now waits for a person.`,
    ];
  if (day.noSchool) return [`${none} The list of one about today would wait for a person.`];
  return [`${none} A list is made as soon as one about today is read.`];
}

export interface ListOfNobody {
  schoolId: string;
  state: 'OPEN' | 'HELD' | 'RELEASED';
  waiting: number;
}

/** Why nobody is to be written to, where nothing of these lists may go out. */
export function reasonsForNobody(
  lists: readonly ListOfNobody[],
  schoolId: string | null,
): string[] {
  const own = schoolId === null ? lists : lists.filter((list) => list.schoolId === schoolId);
  const [only] = own;
  if (!only) return [`There is no list ${schoolId === null ? '' : 'of this school '}for this day.`];
  const held = own.filter(({ state }) => state === 'HELD');
  const waiting = held.reduce((sum, list) => sum + list.waiting, 0);
  const open = own.length - held.length;
  return [
    ...(held.length > 0
      ? [
          `${plural(held.length, 'list is', 'lists are')} held, with ${plural(waiting, 'notice')}: nothing of ${held.length === 1 ? 'it' : 'them'} is shown here.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${plural(open, 'list is', 'lists are')} empty: no student ${open === 1 ? 'of that school' : 'of these schools'} is marked absent.`,
        ]
      : []),
  ];
}
