// Attendance files, their names and words, the calendar, and the day's notices.
import { listed } from '../format/numbers';
import { missing, outOfDate, refused } from './refusal';

const SCHOOLS_NAMED = 12;

export const attendanceRefusals = {
  FILE_NOT_FOUND: missing('This district has no such attendance file. Check the list again.', {
    see: 'attendance runs',
  }),
  NOT_HELD: refused(
    'Nothing is held here anymore, so there is nothing to decide. Check the current state.',
  ),
  NAME_FIRST: refused(
    'This file is waiting for a decision about its name. Decide on the name instead; its files are then read.',
    { see: 'attendance files' },
  ),
  NAME_NOT_FOUND: missing('There is no such file name. Check the list again.', {
    see: 'attendance files',
  }),
  NAME_STATE: refused(
    'Someone has already decided on this file name, so this is not possible. Check its current state.',
    { see: 'attendance files' },
  ),
  SCHOOL_NOT_FOUND: missing(
    'The roster of this district has no such school. Look for it in the roster.',
    { see: 'roster export' },
  ),
  CATEGORY_EMPTY: refused('Choose a word with letters or digits.'),
  LIST_NOT_FOUND: missing('This school has no list for this day. Check the lists again.', {
    see: 'attendance notices',
  }),
  LISTS_NEEDED: refused('Name one school, or all schools with the code at the end of the list.', {
    see: 'attendance notices',
    option: '--school, or --all with --seen',
  }),
  LISTS_CHANGED: outOfDate(
    'The held lists have changed since you opened this page, so nothing was released. Check the current lists, then release them.',
    { see: 'attendance notices' },
  ),
  NO_LIST_CHOSEN: refused('Choose a school first: select it in the list.'),
  CHOSEN_LISTS_CHANGED: outOfDate(
    ({ schools }: { schools: readonly string[] }) =>
      `What is held at ${listed(schools, SCHOOLS_NAMED)} has changed since you opened this page, so nothing was released. Check the current lists, then choose again.`,
    { see: 'attendance notices' },
  ),
  DAY_OVER: refused(
    'The day is over. Notices go out only on the day itself. There is nothing to do.',
  ),
  DAY_BEING_READ: refused(
    'Today’s attendance is being read again from the SIS, so that no family is told of an absence that was taken back. Try again in a minute. After ten minutes, notices go out without it.',
  ),
  NO_ATTENDANCE: refused(
    'No attendance file has arrived from this district yet. Try again when one has.',
  ),
  CUT_OFF_INVALID: refused('Enter a time such as 16:00.', { field: 'noticeCutOff' }),
} as const;
