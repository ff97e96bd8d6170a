// Checking, applying, trying again and taking back a set of files.
import { fileList } from '../format/file-list';
import { missing, refused } from './refusal';

interface Files {
  fileNames: readonly string[];
}

const are = ({ fileNames }: Files): string => (fileNames.length === 1 ? 'is' : 'are');

export const runRefusals = {
  RUN_NOT_FOUND: missing('This district has no such run. Look at the list of runs again.', {
    see: 'run list',
  }),
  NOTHING_TO_CHECK: missing(
    'There is no roster file to check here. Name a folder with the CSV files of a set, or one .zip archive of them.',
  ),
  SET_TOO_LARGE: refused(
    ({ rowLimit, byteLimit }: { rowLimit: number; byteLimit: number }) =>
      `This set is too large to be checked here: all of its rows would have to be in memory at once, which is meant for up to ${rowLimit.toLocaleString('en-US')} rows and ${Math.floor(byteLimit / 1024 ** 2)} MB. Send it to a Connector, which checks sets of any size.`,
  ),
  SET_OF_CHANGES: refused(
    (files: Files) =>
      `The manifest says delta for ${fileList(files.fileNames)}, and such a file names only what changed, so it can only be checked against a live roster. Let the export write every record (bulk in the manifest) and check that set; or send this one: it is compared with the live roster, and what is too large is held before it is applied.`,
  ),
  /** Also of a file that is empty on purpose: what somebody wants to act on waits for nobody. */
  NOT_WAITING: refused(
    'This is not waiting any more: someone was faster, or newer files came. Nothing was done. Look at how it stands now.',
  ),
  PAUSED: refused(
    'Updates of this district are paused, so nothing was done. What waits is kept, and checked again when the pause ends.',
  ),
  BUSY: refused(
    'Files of this district are being read, checked or applied right now, or an update is being undone. Nothing was done. Try again in a minute.',
  ),
  NOTHING_WAITING: refused('No set of roster files waits to be checked. Send one first.'),
  ALREADY_CHECKING: refused(
    'These files are being checked already. There is nothing to do: look at how it stands in a moment.',
  ),
  STILL_ARRIVING: refused(
    (files: Files) =>
      `${fileList(files.fileNames)} ${are(files)} still arriving. Try again when the upload is done.`,
  ),
  FILES_MISSING: refused(
    (files: Files) =>
      `${fileList(files.fileNames)} ${are(files)} not here as a whole yet. Send the rest first: only a whole set is checked, so that no one is removed because a file was missing.`,
  ),
  NOT_FAILED_RUN: refused(
    'Only a run that failed can be tried again, and this one is at work again, or over. Look at how it stands now.',
    { see: 'run show' },
  ),
  RUN_OUTDATED: refused(
    'Newer files took the place of these, or the live roster is another one by now. There is nothing to try again.',
  ),
  PAUSED_FAILURE: refused('Updates of this district are paused. Try again when the pause is over.'),
  NOT_LAST_APPLIED: refused(
    'Only the update whose roster is live can be undone, and this one is not any more. Open the newest applied run to undo that.',
    { see: 'run list' },
  ),
  TOO_OLD: refused(
    'This was applied more than 30 days ago and cannot be undone. Have the district send corrected files instead.',
  ),
  NO_REMOVALS: refused(
    'This update removed no one, or they were restored already. There is nothing to do.',
  ),
  PLAN_GONE: refused(
    'What this update changed is not known any more, so it cannot be undone. Have the district correct its data or export and send a new set.',
  ),
} as const;
