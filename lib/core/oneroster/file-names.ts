import { nearestName } from '@/lib/core/issues';
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
const TEMPORARY_ENDING = /\.(?:part|filepart|tmp|temp|partial|crdownload|uploading|swp)$|~$/i;
const TEMPORARY_START = /^(?:\.|~\$?)/;

/** What a name of a delivered file means. Only `exact` names are read; the others are kept and told to the sender. */
export function nearestFileName(name: string): FileNameMatch {
  if (FILE_NAMES.includes(name)) return { kind: 'exact', fileName: name };
  const parts = name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? '';

  if (TEMPORARY_ENDING.test(last) || TEMPORARY_START.test(last)) {
    return { kind: 'temporary', fileName: spelled(withoutTemporaryMark(last)).fileName };
  }
  const match = spelled(last);
  if (name.includes('/') || name.includes('\\'))
    return { kind: 'in-folder', fileName: match.fileName };
  return match;
}

function withoutTemporaryMark(name: string): string {
  const plain = name.replace(TEMPORARY_ENDING, '').replace(TEMPORARY_START, '');
  // rsync and others: .users.csv.Xa81Bc
  return /\.csv\.[^.]+$/i.test(plain) ? plain.replace(/\.[^.]+$/, '') : plain;
}

function spelled(name: string): FileNameMatch {
  if (FILE_NAMES.includes(name)) return { kind: 'exact', fileName: name };
  const lower = name.toLowerCase();
  const cased = FILE_NAMES.find((fileName) => fileName.toLowerCase() === lower.trim());
  if (cased !== undefined) return { kind: 'wrong-case', fileName: cased };
  if (lower.endsWith('.zip')) return { kind: 'zip', fileName: null };
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
