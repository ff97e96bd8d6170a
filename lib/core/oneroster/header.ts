// A header is matched by name and never guessed: capital letters, blanks and order are forgiven and said, a name that
// is merely close is reported and not read.

import { fileIssue, shownValue, type FileIssue, type IssueParams } from '@/lib/core/issues';
import { nearestName } from '@/lib/core/names/nearest';
import { listed } from '@/lib/core/format/numbers';
import type { ColumnSpec, FileSpec } from './files';

export const MAX_COLUMNS = 200;

export interface MetadataColumn {
  /** Without the prefix `metadata.`, spelled as in the file. */
  name: string;
  index: number;
}

export interface ReadHeader {
  /** False: the file cannot be read. */
  ok: boolean;
  width: number;
  /** The names in file order, without blanks and byte order mark. */
  names: readonly string[];
  /** Position of each known column, by its name in the standard. */
  columnIndexes: ReadonlyMap<string, number>;
  metadataColumns: readonly MetadataColumn[];
  issues: FileIssue[];
}

const METADATA_PREFIX = 'metadata.';

/** Names seen in exports that no edit distance would find. */
const VENDOR_NAMES: Readonly<Record<string, string>> = {
  firstname: 'givenName',
  lastname: 'familyName',
  surname: 'familyName',
  emailaddress: 'email',
  mobile: 'sms',
  mobilephone: 'sms',
  cellphone: 'sms',
  phonenumber: 'phone',
  usertype: 'role',
  enabled: 'enabledUser',
  language: 'metadata.language',
  homelanguage: 'metadata.language',
  primarylanguage: 'metadata.language',
  metadatahomelanguage: 'metadata.language',
  metadataprimarylanguage: 'metadata.language',
  ell: 'metadata.ell',
  ellstatus: 'metadata.ell',
  metadataellstatus: 'metadata.ell',
  dob: 'birthDate',
  dateofbirth: 'birthDate',
  gender: 'sex',
  id: 'sourcedId',
  startdate: 'beginDate',
  begindate: 'startDate',
  classid: 'classSourcedId',
  courseid: 'courseSourcedId',
  schoolid: 'schoolSourcedId',
  orgid: 'orgSourcedId',
  userid: 'userSourcedId',
  termid: 'termSourcedIds',
};

const OLD_DEMOGRAPHICS_ID = 'userSourcedId';

export function readHeader(spec: FileSpec, cells: string[]): ReadHeader {
  const issues: FileIssue[] = [];
  const say = (
    code: FileIssue['code'],
    params: IssueParams = {},
    column: string | null = null,
    value: string | null = null,
  ) => {
    issues.push(fileIssue(code, spec.fileName, { line: 1, column, value, params }));
  };
  const names = cells.map(cleanName);
  const header = (
    ok: boolean,
    columnIndexes = new Map<string, number>(),
    metadataColumns: MetadataColumn[] = [],
  ): ReadHeader => ({
    ok,
    width: cells.length,
    names,
    columnIndexes,
    metadataColumns,
    issues,
  });

  if (cells[0] !== undefined && hasByteOrderMark(cells[0])) say('HEADER_BOM');
  if (cells.length > MAX_COLUMNS) {
    say('TOO_MANY_COLUMNS', { count: cells.length, limit: MAX_COLUMNS });
    return header(false);
  }

  const byKey = new Map(spec.columns.map((column) => [nameKey(column.name), column]));
  const separator = otherSeparator(names, byKey);
  if (separator) {
    say('SEPARATOR_OTHER', { separator });
    return header(false);
  }

  const columnIndexes = new Map<string, number>();
  const metadataColumns: MetadataColumn[] = [];
  const seen = new Map<string, { name: string; count: number }>();
  const respelled: string[] = [];
  const unknown: string[] = [];
  let blank = 0;

  const hasOwnId = names.some((name) => nameKey(name) === 'sourcedid');
  names.forEach((name, index) => {
    if (name === '') {
      blank += 1;
      return;
    }
    let key = nameKey(name);
    if (spec.entity === 'demographics' && !hasOwnId && key === nameKey(OLD_DEMOGRAPHICS_ID)) {
      say('COLUMN_OLD_NAME', {}, 'sourcedId', shownValue(name));
      key = 'sourcedid';
    }
    const column = byKey.get(key);
    const before = seen.get(key);
    if (before) {
      before.count += 1;
      return;
    }
    seen.set(key, { name: column?.name ?? name, count: 1 });
    if (column) {
      columnIndexes.set(column.name, index);
      if (
        key === nameKey(name) &&
        cells[index] !== column.name &&
        stripByteOrderMark(cells[index] ?? '') !== column.name
      ) {
        respelled.push(shownValue(cells[index] ?? ''));
      }
    }
    if (key.startsWith(METADATA_PREFIX)) {
      const metadataName = name
        .slice(METADATA_PREFIX.length)
        .replace(/\p{Cc}/gu, '')
        .trim();
      // A column of this name would be lost when the object is built.
      if (metadataName === '' || metadataName === '__proto__') unknown.push(name);
      else metadataColumns.push({ name: metadataName, index });
    } else if (!column) {
      unknown.push(name);
    }
  });

  if (columnIndexes.size === 0) {
    say('HEADER_NOT_FOUND');
    return header(false);
  }

  for (const { name, count } of seen.values()) {
    if (count > 1) say('HEADER_DUPLICATE', { count }, shownValue(name));
  }

  const missing = spec.columns.filter((column) => !columnIndexes.has(column.name));
  const nearOf = nearMatches(unknown, missing);
  for (const column of missing) {
    if (!column.required) continue;
    const near = [...nearOf].find(([, name]) => name === column.name)?.[0];
    say(
      'HEADER_MISSING_REQUIRED',
      near === undefined ? {} : { near: shownValue(near) },
      column.name,
    );
  }

  if (respelled.length > 0) say('HEADER_CASE', { names: listed(respelled) });
  if (!isOrdered(spec, columnIndexes)) say('HEADER_ORDER');
  // What is private and never kept (passwords) is not missed.
  const optional = missing.filter(
    ({ name, required, ...column }) =>
      !required && !name.startsWith(METADATA_PREFIX) && (column.stored || !column.private),
  );
  if (optional.length > 0)
    say('HEADER_MISSING_OPTIONAL', { names: listed(optional.map((column) => column.name)) });
  for (const [name, near] of nearOf) say('COLUMN_NEAR_NAME', { near }, null, shownValue(name));
  const strange = unknown.filter((name) => !nearOf.has(name));
  if (strange.length > 0) say('COLUMN_UNKNOWN', { names: listed(strange.map(shownValue)) });
  if (blank > 0) say('COLUMN_BLANK_NAME', { count: blank });
  if (!isMetadataLast(columnIndexes, metadataColumns)) say('METADATA_NOT_LAST');
  if (missing.some((column) => column.type === 'language')) {
    const near = metadataColumns.find(
      ({ name }) => VENDOR_NAMES[looseKey(METADATA_PREFIX + name)] === 'metadata.language',
    );
    say(
      'LANGUAGE_COLUMN_MISSING',
      near ? { near: shownValue(METADATA_PREFIX + near.name) } : {},
      'metadata.language',
    );
  }

  const ok = !issues.some(
    ({ code }) => code === 'HEADER_DUPLICATE' || code === 'HEADER_MISSING_REQUIRED',
  );
  return header(ok, columnIndexes, metadataColumns);
}

/** What a file that is called .csv really is, said with its article; null when it may well be CSV. */
export function sniffNotCsv(firstBytesText: string): string | null {
  const start = stripByteOrderMark(firstBytesText).trimStart();
  if (start.startsWith('PK\u0003\u0004')) return 'an Excel workbook or a ZIP archive';
  if (start.startsWith('%PDF-')) return 'a PDF document';
  // The old Excel format: D0 CF 11 E0, as Latin-1 and as text with replacement characters.
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0') || start.startsWith('\ufffd\ufffd\u0011\ufffd'))
    return 'an old Excel workbook';
  if (start.startsWith('{\\rtf')) return 'a text document with formatting';
  const lower = start.slice(0, 400).toLowerCase();
  if (/^<(?:!doctype html|html|head|body|table|meta|script)\b/.test(lower))
    return 'a web page (HTML)';
  if (lower.startsWith('<?xml'))
    return /<html|<table/.test(lower) ? 'a web page (HTML)' : 'an XML document';
  if (/^[[{]\s*["{\]}]/.test(lower)) return 'a JSON document';
  return null;
}

function cleanName(cell: string): string {
  return stripByteOrderMark(cell)
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .trim();
}

function hasByteOrderMark(text: string): boolean {
  return text.startsWith('\ufeff') || text.startsWith('\u00ef\u00bb\u00bf');
}

/** Takes off the mark, also when a program has read it as three Latin-1 letters. */
function stripByteOrderMark(text: string): string {
  if (text.startsWith('\ufeff')) return text.slice(1);
  return text.startsWith('\u00ef\u00bb\u00bf') ? text.slice(3) : text;
}

function nameKey(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase();
}

function looseKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function otherSeparator(
  names: readonly string[],
  byKey: ReadonlyMap<string, ColumnSpec>,
): string | null {
  if (names.filter((name) => byKey.has(nameKey(name))).length > 1) return null;
  const line = names.join(',');
  for (const [mark, word] of [
    [';', 'a semicolon'],
    ['\t', 'a tab'],
    ['|', 'a vertical bar'],
  ] as const) {
    const known = line.split(mark).filter((part) => byKey.has(nameKey(part.replaceAll('"', ''))));
    if (known.length > 1) return word;
  }
  return null;
}

/** Unknown name → the missing column it probably means. */
function nearMatches(
  unknown: readonly string[],
  missing: readonly ColumnSpec[],
): Map<string, string> {
  const near = new Map<string, string>();
  const open = missing.map((column) => column.name);
  for (const name of unknown) {
    const key = looseKey(name);
    const vendor = VENDOR_NAMES[key];
    const match =
      open.find((column) => looseKey(column) === key) ??
      (vendor !== undefined && open.includes(vendor) ? vendor : null) ??
      (key.length >= 4 ? nearestName(key, open, key.length >= 8 ? 2 : 1, looseKey) : null);
    if (match !== null) near.set(name, match);
  }
  return near;
}

function isOrdered(spec: FileSpec, indexes: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const column of spec.columns) {
    if (column.name.startsWith(METADATA_PREFIX)) continue;
    const index = indexes.get(column.name);
    if (index === undefined) continue;
    if (index < last) return false;
    last = index;
  }
  return true;
}

function isMetadataLast(
  indexes: ReadonlyMap<string, number>,
  metadata: readonly MetadataColumn[],
): boolean {
  const first = Math.min(...metadata.map(({ index }) => index));
  return [...indexes].every(([name, index]) => name.startsWith(METADATA_PREFIX) || index < first);
}
