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
    today: 'Our staff marked this as a day without school.',
    past: 'Our staff marked this as a day without school.',
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
    return [`${plural(count, 'file')} received ${when} ${count === 1 ? one : many}`];
  };
  const reasons = [
    ...(day.noSchool ? [NO_SCHOOL[day.noSchool][day.isToday ? 'today' : 'past']] : []),
    ...filesThat(['QUEUED', 'PROCESSING'], 'has not been read yet.', 'have not been read yet.'),
    ...(day.hasRoster
      ? filesThat(['AWAITING_ROSTER'], 'is waiting its turn.', 'are waiting their turn.')
      : filesThat(
          ['AWAITING_ROSTER'],
          'is waiting for the roster.',
          'are waiting for the roster.',
        )),
    ...filesThat(
      ['HELD'],
      'is waiting for review: see Today’s files.',
      'are waiting for review: see Today’s files.',
    ),
    ...filesThat(
      ['INVALID', 'NOTHING_USED', 'FAILED', 'REJECTED', 'SUPERSEDED'],
      'was not used; its page says why.',
      'were not used; their pages say why.',
    ),
    ...readFiles(day, when),
    ...(day.files.length === 0 ? noFile(day) : []),
  ];
  if (day.isToday && day.isPaused)
    reasons.push(
      'The district is paused. Files that arrive now are saved and read when the pause ends.',
    );
  return reasons.length > 0 ? reasons : [`No file read ${when} has rows about it.`];
}

function readFiles({ files, hasData, isToday }: DayWithoutList, when: string): string[] {
  const read = files.filter(({ state }) => state === 'APPLIED' || state === 'NO_CHANGE');
  const ofOthers = read.filter(({ isAboutDay }) => !isAboutDay).length;
  return [
    ...(ofOthers > 0
      ? [
          `${plural(ofOthers, 'file')} received ${when} ${ofOthers === 1 ? 'has' : 'have'} no rows about this day.`,
        ]
      : []),
    ...(hasData && !isToday
      ? [
          'Files about this day were read only afterward, and notices go out only on the day itself.',
        ]
      : []),
  ];
}

function noFile(day: DayWithoutList): string[] {
  if (!day.isToday && day.hasData) return [];
  if (!day.isToday && day.isPaused)
    return [
      'No file about this day has been read. The district is paused; files are saved until the pause ends.',
    ];
  if (!day.isToday)
    return ['No attendance file arrived that day, and no later file has rows about it.'];
  if (!day.hasRoster)
    return [
      'No attendance file has arrived today, and none is read before the first roster is live.',
    ];
  // A file that comes during a pause is not counted yet, and the pause is said anyway.
  if (day.isPaused) return [];
  const none = 'No attendance file has arrived today.';
  if (day.isAfterCutOff)
    return [
      `${none} It is after ${day.cutOffTime}, so the list from a file that arrives now will be held for review.`,
    ];
  if (day.noSchool) return [`${none} The list from a file about today would be held for review.`];
  return [`${none} A list is created as soon as a file about today is read.`];
}

export interface ListOfNobody {
  schoolId: string;
  state: 'OPEN' | 'HELD' | 'RELEASED';
  waiting: number;
}

/** Of the day or of one school, where no notice of these lists may go out: good news only where lists are there and none is held. */
export function titleForNobody(
  lists: readonly ListOfNobody[],
  schoolId: string | null,
): { title: string; isGood: boolean } {
  const own = ofSchool(lists, schoolId);
  if (own.length === 0) return { title: 'No list', isGood: false };
  return own.some(({ state }) => state === 'HELD')
    ? { title: 'No notice is ready', isGood: false }
    : { title: 'No one to notify', isGood: true };
}

const ofSchool = (lists: readonly ListOfNobody[], schoolId: string | null) =>
  schoolId === null ? lists : lists.filter((list) => list.schoolId === schoolId);

/** Why nobody is to be written to, where nothing of these lists may go out. */
export function reasonsForNobody(
  lists: readonly ListOfNobody[],
  schoolId: string | null,
): string[] {
  const own = ofSchool(lists, schoolId);
  const [only] = own;
  if (!only) return [`There is no list ${schoolId === null ? '' : 'of this school '}for this day.`];
  const held = own.filter(({ state }) => state === 'HELD');
  const waiting = held.reduce((sum, list) => sum + list.waiting, 0);
  const open = own.length - held.length;
  return [
    ...(held.length > 0
      ? [
          `${plural(held.length, 'list is', 'lists are')} held, with ${plural(waiting, 'notice')} not shown here.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${plural(open, 'list is', 'lists are')} empty: no student ${open === 1 ? 'at that school' : 'at these schools'} is marked absent.`,
        ]
      : []),
  ];
}
