// What a district does after people agreed that a file without rows is meant: it sends the same files again, the opposite
// of correcting them. Said alike by the box, the list of districts and the page of the run.
import { formatInstant } from '../calendar/format-instant';
import { fileList } from '../format/file-list';

/** Files without rows of the newest set, for which two of us agreed that it is meant. */
export interface MeantEmpty {
  fileNames: readonly string[];
  /** The first moment at which one of the agreements is over. */
  until: Date;
  /** Nothing else stopped the set. */
  isAll: boolean;
}

/** As it is read beside a run; null where nothing was agreed. */
export interface MeantEmptyRow {
  meantEmptyFiles: readonly string[] | null;
  meantEmptyUntil: Date | null;
  isAllMeantEmpty: boolean | null;
}

export function meantEmptyOf({
  meantEmptyFiles: fileNames,
  meantEmptyUntil: until,
  isAllMeantEmpty,
}: MeantEmptyRow): MeantEmpty | null {
  return fileNames && until ? { fileNames, until, isAll: isAllMeantEmpty ?? false } : null;
}

export const SAME_FILES_AGAIN = 'Send the same files again';

/** Of a check and not of sending: in a pause files wait, and an agreement may be over when they are checked. */
export function meantEmptyText(
  { fileNames, until, isAll }: MeantEmpty,
  { isStaff, timeZone, now }: { isStaff: boolean; timeZone: string; now: Date },
): string {
  const isOne = fileNames.length === 1;
  const [is, same] = isOne
    ? ['is', 'The same file will be accepted if it is']
    : ['are', 'The same files will be accepted if they are'];
  const [who, looks] = isStaff
    ? ['TalkingPoints', 'The update will be held for review']
    : ['We', 'We will review the update'];
  const rest = isAll ? '' : ' Correct the other problems first.';
  return `${who} agreed that ${fileList(fileNames)} ${is} meant to have no rows. ${same} checked by ${formatInstant(until, timeZone, now)}. ${looks} before anything changes.${rest}`;
}
