import { isArchiveName } from '@/lib/core/names/archive-name';
import { nearestName } from '@/lib/core/names/nearest';
import { mayBeTable } from '@/lib/core/names/table-name';
import { FILE_SPECS } from './files';

/** Files that only OneRoster 1.2 has. */
export const ONEROSTER_1_2_FILE_NAMES: ReadonlySet<string> = new Set([
  'roles.csv',
  'userProfiles.csv',
  'userResources.csv',
  'scoreScales.csv',
  'lineItemScoreScales.csv',
  'resultScoreScales.csv',
  'lineItemLearningObjectiveIds.csv',
  'resultLearningObjectiveIds.csv',
]);

export interface FileNameMatch {
  /** `in-folder` and `temporary` win over the spelling of the name they carry. */
  kind: 'exact' | 'wrong-case' | 'in-folder' | 'near' | 'temporary' | 'zip' | 'unknown';
  /** The name of the standard it is or is close to. */
  fileName: string | null;
}

const FILE_NAMES = FILE_SPECS.map((spec) => spec.fileName);
const TEMPORARY_ENDING =
  /\.(?:part|filepart|tmp|temp|partial|crdownload|uploading|inprogress|gatmp|swp)$|~$/i;
const TEMPORARY_START = /^(?:\.|~\$?|#|(?:tmp|temp|partial|uploading)[-_. ])/i;
/** `attendance_tmp.csv`, `attendance.part.csv`: the mark stands before the ending. */
const TEMPORARY_STEM =
  /(?:[-_. ](?:tmp|temp|partial|uploading|filepart|in[-_]?progress)|\.part)(?=\.(?:csv|zip)$)/i;
/** `users.csv-7fK2xQ9a`, `export.zip.1`: something follows a name that was whole already. */
const EXTENDED = /(\.(?:csv|zip|txt|xlsx|xls(?!x)))(?!\.(?:csv|zip)$)(.+)$/i;
/** What may follow as an ending of its own: other formats, and files beside the one they tell of. */
const OWN_ENDINGS =
  /^(?:\.(?:csv|txt|xlsx?|zip|gz|7z|pgp|gpg|bak|old|md5|sha\d*|sig|asc|done|ok|ready|ctl|trg|trigger|log))+$/i;

function isTemporary(last: string): boolean {
  if (TEMPORARY_ENDING.test(last) || TEMPORARY_START.test(last) || TEMPORARY_STEM.test(last))
    return true;
  const rest = EXTENDED.exec(last)?.[2];
  return rest !== undefined && !OWN_ENDINGS.test(rest);
}

/** What a name of a delivered file means. Only `exact` names are read; the others are kept and told to the sender. */
export function nearestFileName(name: string): FileNameMatch {
  if (FILE_NAMES.includes(name)) return { kind: 'exact', fileName: name };
  const parts = name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? '';

  if (isTemporary(last)) {
    return { kind: 'temporary', fileName: spelled(withoutTemporaryMark(last)).fileName };
  }
  const match = spelled(last);
  if (name.includes('/') || name.includes('\\'))
    return { kind: 'in-folder', fileName: match.fileName };
  return match;
}

/** The name that such a file gets in the end, as far as it can be seen. */
export function withoutTemporaryMark(name: string): string {
  const plain = name
    .replace(TEMPORARY_ENDING, '')
    .replace(TEMPORARY_START, '')
    .replace(TEMPORARY_STEM, '');
  const rest = EXTENDED.exec(plain)?.[2];
  return rest === undefined || OWN_ENDINGS.test(rest) ? plain : plain.replace(EXTENDED, '$1');
}

function spelled(name: string): FileNameMatch {
  if (FILE_NAMES.includes(name)) return { kind: 'exact', fileName: name };
  const lower = name.toLowerCase();
  const cased = FILE_NAMES.find((fileName) => fileName.toLowerCase() === lower.trim());
  if (cased !== undefined) return { kind: 'wrong-case', fileName: cased };
  if (isArchiveName(name)) return { kind: 'zip', fileName: null };
  if (!mayBeTable(lower)) return { kind: 'unknown', fileName: null };
  const key = nameKey(lower);
  const plurals = [key, `${key}s`, `${key}es`];
  const near = FILE_NAMES.find((fileName) => plurals.includes(nameKey(fileName))) ?? nearest(key);
  return near === null ? { kind: 'unknown', fileName: null } : { kind: 'near', fileName: near };
}

function nearest(key: string): string | null {
  const limit = key.length >= 8 ? 2 : 1;
  return key.length < 4 ? null : nearestName(key, FILE_NAMES, limit, nameKey);
}

/** Without ending, copy marks, dates and separators: `Academic_Sessions (1).txt`, `users_2026-11-21.csv.csv`. */
function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:\.(?:csv|txt|xlsx?))+$/, '')
    .replace(/\(\d+\)|\d{6,}|\d{4}-\d{2}-\d{2}/g, '')
    .replace(/[^a-z]/g, '');
}
