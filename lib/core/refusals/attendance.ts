// Attendance files, their names and words, the calendar, and the day's notices.
import { listed } from '../format/numbers';
import { missing, outOfDate, refused } from './refusal';

const SCHOOLS_NAMED = 12;

export const attendanceRefusals = {
  FILE_NOT_FOUND: missing('This district has no such attendance file. Look at the list again.', {
    see: 'attendance runs',
  }),
  NOT_HELD: refused(
    'Nothing is held here any more, so there is nothing to decide. Look at how it stands now.',
  ),
  NAME_FIRST: refused(
    'This file waits for its name. Decide about the name instead: its files are read with it.',
    { see: 'attendance files' },
  ),
  NAME_NOT_FOUND: missing('There is no such file name. Look at the list again.', {
    see: 'attendance files',
  }),
  NAME_STATE: refused(
    'As this file name stands now, this cannot be said of it: someone decided about it already. Look at how it stands.',
    { see: 'attendance files' },
  ),
  SCHOOL_NOT_FOUND: missing(
    'The roster of this district has no such school. Look for it in the roster.',
    { see: 'roster export' },
  ),
  CATEGORY_EMPTY: refused('Choose a word that has letters or digits.'),
  LIST_NOT_FOUND: missing('This school has no list for this day. Look at the lists again.', {
    see: 'attendance notices',
  }),
  LISTS_NEEDED: refused(
    'Name one school, or all of them with the code that their list ends with.',
    { see: 'attendance notices', option: '--school, or --all with --seen' },
  ),
  LISTS_CHANGED: outOfDate(
    'What is held has changed since you looked, and nothing was released. Look at the lists as they stand now, and release them then.',
    { see: 'attendance notices' },
  ),
  NO_LIST_CHOSEN: refused('Choose a school first: tick it in the list.'),
  CHOSEN_LISTS_CHANGED: outOfDate(
    ({ schools }: { schools: readonly string[] }) =>
      `What is held at ${listed(schools, SCHOOLS_NAMED)} has changed since you looked, and nothing was released. Look at the lists as they stand now, and choose again.`,
    { see: 'attendance notices' },
  ),
  DAY_OVER: refused(
    'The day is over. Notices go out on the day itself or not at all. There is nothing to do.',
  ),
  NO_ATTENDANCE: refused(
    'No attendance file of this district has come yet. Try again when one has.',
  ),
  CUT_OFF_INVALID: refused('Enter a time such as 16:00.', { field: 'noticeCutOff' }),
} as const;
