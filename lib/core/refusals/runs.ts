// Checking, applying, trying again and taking back a set of files.
import { fileList } from '../format/file-list';
import { missing, refused } from './refusal';

interface Files {
  fileNames: readonly string[];
}

const are = ({ fileNames }: Files): string => (fileNames.length === 1 ? 'is' : 'are');

export const runRefusals = {
  RUN_NOT_FOUND: missing('This district has no such run. Check the list of runs again.', {
    see: 'run list',
  }),
  NOTHING_TO_CHECK: missing(
    'There is no roster, attendance or calendar file to check here. Choose a folder with CSV files, or one .zip archive of a roster.',
  ),
  ARCHIVE_OF_OTHER_FILES: refused(
    'This archive has no roster files. Choose one that has, or the files themselves. Attendance files are not read from an archive; send them on their own.',
  ),
  SEVERAL_SETS_CHOSEN: refused(
    'Choose one .zip archive of a roster, or the roster files themselves, but not both. Otherwise it is not clear which of them to check.',
  ),
  SET_TOO_LARGE: refused(
    ({ rowLimit, byteLimit }: { rowLimit: number; byteLimit: number }) =>
      `This set is too large to check here, because all of its rows must fit in memory. The limit is ${rowLimit.toLocaleString('en-US')} rows and ${Math.floor(byteLimit / 1024 ** 2)} MB. Send it to a Connector, which checks sets of any size.`,
  ),
  SET_OF_CHANGES: refused(
    (files: Files) =>
      `The manifest says delta for ${fileList(files.fileNames)}, which means the file lists only changes and can be checked only against a live roster. Export every record (bulk in the manifest) and check that set. Or send this set: it is compared with the live roster, and large changes are held before they are applied.`,
  ),
  /** Also of a file that is empty on purpose: what somebody wants to act on waits for nobody. */
  NOT_WAITING: refused(
    'This is no longer waiting: someone else acted first, or newer files arrived. Nothing was done. Check its current state.',
  ),
  PAUSED: refused(
    'Updates for this district are paused, so nothing was done. Waiting files are saved and checked again when the pause ends.',
  ),
  BUSY: refused(
    'Files from this district are being read, checked or applied right now, or an update is being undone. Nothing was done. Try again in a minute.',
  ),
  NOTHING_WAITING: refused('No set of roster files is waiting to be checked. Send one first.'),
  ALREADY_CHECKING: refused(
    'These files are already being checked. There is nothing to do; check again in a moment.',
  ),
  STILL_ARRIVING: refused(
    (files: Files) =>
      `${fileList(files.fileNames)} ${are(files)} still arriving. Try again when the upload is done.`,
  ),
  FILES_MISSING: refused(
    (files: Files) =>
      `${fileList(files.fileNames)} ${are(files)} not complete yet. Send the rest first: only a complete set is checked, so that no one is removed because a file was missing.`,
  ),
  NOT_FAILED_RUN: refused(
    'Only a failed run can be tried again, and this one is running again or finished. Check its current state.',
    { see: 'run show' },
  ),
  RUN_OUTDATED: refused(
    'Newer files replaced these, or the live roster has changed. There is nothing to try again.',
  ),
  PAUSED_FAILURE: refused(
    'Updates for this district are paused. Try again when the pause is over.',
  ),
  NOT_LAST_APPLIED: refused(
    'Only the update that is live can be undone, and this one is no longer live. Open the newest applied run to undo that one.',
    { see: 'run list' },
  ),
  TOO_OLD: refused(
    'This was applied more than 30 days ago and cannot be undone. Ask the district to send corrected files instead.',
  ),
  NO_REMOVALS: refused(
    'This update removed no one, or they were restored already. There is nothing to do.',
  ),
  PLAN_GONE: refused(
    'The details of this update are no longer stored, so it cannot be undone. Ask the district to correct its data or export and send a new set.',
  ),
} as const;
