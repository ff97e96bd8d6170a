// Limits, windows, pauses, gates, and files that are empty on purpose.
import { missing, outOfDate, refused } from './refusal';

export const policyRefusals = {
  NO_SUCH_RULE: missing('There is no such limit. Check the list of limits again.', {
    see: 'policy show',
  }),
  NO_OWN_LIMIT: missing('This limit already has its default. There is nothing to do.'),
  NEVER_RELAXED: refused('This limit can only be made stricter. Enter a smaller number.'),
  NO_SUCH_WINDOW: missing(
    'This district no longer has an open window of this kind. There is nothing to do.',
    { see: 'policy window list' },
  ),
  DATES_REVERSED: refused('The last day is before the first day. Enter a later last day.', {
    field: 'endDate',
  }),
  TOO_LONG: refused(
    'A transition can last up to 21 days, and windows less than 21 days apart count as one. Enter an earlier last day.',
    { field: 'endDate' },
  ),
  OVERLAPS: refused(
    'Another window of this kind covers some of these days. Choose different days, or end that window first.',
    { field: 'startDate', see: 'policy window list' },
  ),
  CANNOT_PAUSE: refused(
    'This kind of connection cannot be paused. Open a blackout window to hold roster updates back.',
    { see: 'policy window list' },
  ),
  ALREADY_PAUSED: refused('Updates for this district are already paused. There is nothing to do.'),
  NOT_PAUSED: refused('Updates for this district are not paused. There is nothing to do.'),
  NOT_FAILED: refused('This check has not failed, so there is nothing to waive.', {
    see: 'policy gate',
  }),
  NOT_EMPTY: refused('This run was not stopped by a file without rows. Check the run’s problems.', {
    see: 'run files',
  }),
  OTHER_BYTES: outOfDate('The file is not the one you were shown. Check it again.', {
    see: 'run files',
  }),
  OUTDATED: refused('The file has since arrived with rows, so there is nothing to allow.'),
  ALREADY_ASKED: refused(
    'Someone already said this file is empty on purpose. Check its current state.',
    {
      see: 'policy allow-empty list',
    },
  ),
  ALLOWANCE_NOT_FOUND: missing(
    'No one has said that this file is empty on purpose. Check the list again.',
    { see: 'policy allow-empty list' },
  ),
  ALLOWANCE_OVER: refused('It was already used, expired or withdrawn. There is nothing to do.'),
  EXPIRED: refused(
    'It expired after seven days. If the file is still empty on purpose, say so again.',
  ),
} as const;
