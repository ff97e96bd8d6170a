// Limits, windows, pauses, gates, and files that are empty on purpose.
import { missing, outOfDate, refused } from './refusal';

export const policyRefusals = {
  NO_SUCH_RULE: missing('There is no such limit. Look at the list of limits again.', {
    see: 'policy show',
  }),
  NO_OWN_LIMIT: missing('This limit has its default already. There is nothing to do.'),
  NEVER_RELAXED: refused('This limit may be made stricter, never looser. Enter a smaller number.'),
  NO_SUCH_WINDOW: missing(
    'This district has no open window of this kind any more. There is nothing to do.',
    { see: 'policy window list' },
  ),
  DATES_REVERSED: refused('The last day is before the first one. Enter a later last day.', {
    field: 'endDate',
  }),
  TOO_LONG: refused(
    'A transition lasts at most 21 days; windows less than 21 days apart count together. Enter an earlier last day.',
    { field: 'endDate' },
  ),
  OVERLAPS: refused(
    'Another window of this kind covers some of these days. Choose other days, or end that one first.',
    { field: 'startDate', see: 'policy window list' },
  ),
  CANNOT_PAUSE: refused(
    'This kind of connection cannot be paused. Open a blackout window to hold roster updates back.',
    { see: 'policy window list' },
  ),
  ALREADY_PAUSED: refused('Updates of this district are paused already. There is nothing to do.'),
  NOT_PAUSED: refused('Updates of this district are not paused. There is nothing to do.'),
  NOT_FAILED: refused('This check has not failed, so there is nothing to waive.', {
    see: 'policy gate',
  }),
  NOT_EMPTY: refused(
    'This run was not refused because this file has no rows. Look at the problems of the run.',
    { see: 'run files' },
  ),
  OTHER_BYTES: outOfDate(
    'The file has other bytes than the ones you were shown. Look at it again.',
    { see: 'run files' },
  ),
  OUTDATED: refused('The file came with rows since, so there is nothing to allow.'),
  ALREADY_ASKED: refused('Someone said so of this file already. Look at how it stands now.', {
    see: 'policy allow-empty list',
  }),
  ALLOWANCE_NOT_FOUND: missing(
    'No one has said of this file that it is empty on purpose. Look at the list again.',
    { see: 'policy allow-empty list' },
  ),
  ALLOWANCE_OVER: refused('It was used, expired or withdrawn already. There is nothing to do.'),
  EXPIRED: refused('It expired after seven days. If it is still meant, say so again.'),
} as const;
