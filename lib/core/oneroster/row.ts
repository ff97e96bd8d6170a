// The hot path: five million rows pass here. Everything that depends on the header or the settings is decided once, in
// one small function per column; a clean cell costs a few character comparisons and allocates nothing.

import { isPlainDate } from '@/lib/core/calendar/plain-date';
import {
  readDate,
  readInstant,
  type DateForm,
  type DateRefusal,
  type DateRules,
} from '@/lib/core/calendar/read-date';
import { isBlankRow, trimBlanks } from '@/lib/core/csv/cells';
import { isHeaderAgain, isNobodysLine, rowShape } from '@/lib/core/csv/row-shape';
import { findGarbling, type GarblingKind } from '@/lib/core/identity/garbled-text';
import { shownValue, valueShape, type IssueCode } from '@/lib/core/issues';
import type { LanguageMapper } from '@/lib/core/languages/types';
import {
  CONTACT_ROLES,
  storedColumns,
  type ColumnSpec,
  type FileSpec,
  type RosterEntity,
} from './files';
import { foldName } from './fold-name';
import { gradeCode } from './grades';
import type { ReadHeader } from './header';
import { mailAddress, oddCharacterWithin } from './mail-address';
import { firstSchoolOf, schoolOfList } from './main-school';
import { phoneNumber } from './phone';
import { isNoTitle, isPlaceholder } from './placeholder';

export interface RowSettings {
  mode: 'bulk' | 'delta';
  languages: LanguageMapper;
  /** The district writes 9/5/2024 for the fifth of September. */
  acceptUsDates: boolean;
  /** Staff by words outside the list (principal, counselor) are read as administrator. */
  readOtherRolesAsStaff: boolean;
  /** `aide`, which enrollments do not have, is read as proctor. */
  readAidesAsProctors: boolean;
  /** A class without a course is put under PLACEHOLDER_COURSE. */
  allowMissingCourse: boolean;
  /**
   * A class without a title is shown under that of its course: undefined of a course that is not known, '' where the course
   * has none either. Without this, every class needs its own.
   */
  titleOfCourse?: (id: string) => string | undefined;
  /** Which orgs are schools; without it every org of a person's list is taken for one. */
  isSchool?: (id: string) => boolean;
}

/** The course of classes that name none, where the district may leave it out. */
export const PLACEHOLDER_COURSE = { sourcedId: 'connector.no-course', title: 'No course given' };

export type CellValue = string | number | boolean | null | string[] | Record<string, string>;

export interface RowIssue {
  code: IssueCode;
  column: string | null;
  /** Masked: the text of ids, words and dates, only the shape of anything that names a person. */
  value: string | null;
  params?: Record<string, string | number>;
}

export type RowOutcome =
  /** `values` follow `storedColumns(entity)`. Issues only where a person should look. */
  | { kind: 'accepted'; values: CellValue[]; issues: RowIssue[] | null }
  /** Marked tobedeleted or inactive. */
  | { kind: 'remove'; sourcedId: string; issues: RowIssue[] | null }
  /** Set aside. Without a sourcedId nobody can say whose row it was. */
  | { kind: 'rejected'; sourcedId: string | null; issues: RowIssue[] }
  /** A blank line of commas, or the header again. */
  | { kind: 'ignored' }
  /** A ruler, a total, the footer of a report: the row of nobody. */
  | { kind: 'nobody' };

/** A harmless normalisation, said once per file and column. */
export interface RowNote {
  code: IssueCode;
  column: string | null;
  count: number;
  /** Masked, of the first case. */
  value: string | null;
}

export type RowReaderNotes = readonly RowNote[];

export interface RowReader {
  read(cells: string[]): RowOutcome;
  /** For each stored column the cell whose text it keeps as it stands where nothing is to be mended; -1 for none. */
  readonly cellIndexes: readonly number[];
  /** For each stored column what it holds where its cell is empty. */
  readonly emptyValues: readonly CellValue[];
  /** The sourcedId of a row that could not be split properly; null when it cannot be trusted. */
  sourcedIdOf(cells: string[]): string | null;
  /** The school the row names first; null where its file names none or the cells may have moved. */
  schoolOf(cells: string[]): string | null;
  notes(): RowReaderNotes;
}

export const MAX_ID_LENGTH = 255;
/** Of one value: a list may hold as many of them as its record has room for. */
export const MAX_FIELD_LENGTH = 8192;

/** Shared by all empty lists: never change it. */
const NO_ITEMS: string[] = [];

/** Where a row says which school it belongs to: what `schoolExpression` of the pipeline says of a staged record. */
const SCHOOL_COLUMN: Readonly<Partial<Record<RosterEntity, string>>> = {
  course: 'orgSourcedId',
  class: 'schoolSourcedId',
  user: 'orgSourcedIds',
  enrollment: 'schoolSourcedId',
};

interface RowState {
  issues: RowIssue[] | null;
  rejected: boolean;
}

type CellReader = (text: string, row: RowState) => CellValue;

interface Counter {
  code: IssueCode;
  column: string | null;
  count: number;
  value: string | null;
}

export function createRowReader(
  spec: FileSpec,
  header: ReadHeader,
  settings: RowSettings,
): RowReader {
  if (spec.entity === null)
    throw new Error(`${spec.fileName} is left aside and has no rows to read`);
  const counters: Counter[] = [];
  const counter = (code: IssueCode, column: string | null): Counter => {
    const made = { code, column, count: 0, value: null };
    counters.push(made);
    return made;
  };

  const layout = storedColumns(spec.entity);
  const positionOf = (field: string) => layout.findIndex((stored) => stored.field === field);
  const template: CellValue[] = layout.map((stored) =>
    stored.pgType === 'text[]' ? NO_ITEMS : null,
  );
  if (spec.entity === 'enrollment') template[positionOf('is_primary')] = false;
  if (spec.entity === 'class') template[positionOf('has_course_title')] = false;

  const context: ColumnContext = { spec, settings, counter };
  const cellIndexes: number[] = layout.map(() => -1);
  const readers: CellReader[] = [];
  const indexes: number[] = [];
  const positions: number[] = [];
  const required: boolean[] = [];
  const columns: string[] = [];
  for (const column of spec.columns) {
    const index = header.columnIndexes.get(column.name);
    if (!column.stored || column.type === 'language' || index === undefined) continue;
    readers.push(cellReader(column, context));
    indexes.push(index);
    positions.push(positionOf(column.field));
    cellIndexes[positionOf(column.field)] = index;
    required.push(column.required);
    columns.push(column.name);
  }
  const columnCount = readers.length;
  const lastNeeded = Math.max(...indexes.filter((_, column) => required[column]));

  const idIndex = header.columnIndexes.get('sourcedId') ?? 0;
  const width = header.width;
  const readStatus = statusReader(context, header);
  const readLanguage = languageReader(
    context,
    header,
    positionOf('language_code'),
    positionOf('language_text'),
  );
  const readMetadata = metadataReader(header, positionOf('metadata'));
  const finish = finisher(spec.entity, positionOf, context);
  const passwordIndex = header.columnIndexes.get('password') ?? -1;
  const passwords = counter('PASSWORD_RECEIVED', 'password');
  const extraCells = counter('EXTRA_EMPTY_CELLS', null);
  const blankRows = counter('BLANK_ROWS', null);
  const headers = counter('HEADER_REPEATED', null);

  const row: RowState = { issues: null, rejected: false };

  function sourcedIdOf(cells: string[]): string | null {
    // A comma or quote too many shifts what follows it, so only the first cell is sure of its place.
    if (cells.length !== width && idIndex !== 0) return null;
    return readableId(cells[idIndex] ?? '');
  }

  const schoolIndex = header.columnIndexes.get(SCHOOL_COLUMN[spec.entity] ?? '') ?? -1;
  function schoolOf(cells: string[]): string | null {
    if (schoolIndex === -1 || cells.length > width) return null;
    const id = trimBlanks((cells[schoolIndex] ?? '').split(',')[0] ?? '');
    // It is shown and filtered by as it stands: nothing that could be a person's name or address.
    return id !== '' && isPlainId(id) && !id.includes('@') ? id : null;
  }

  /** Asked only of lines that could not be read as a row. */
  function lineOfNobody(cells: string[]): RowOutcome | null {
    if (isHeaderAgain(cells, header.names)) {
      headers.count += 1;
      return { kind: 'ignored' };
    }
    return isNobodysLine(cells) ? { kind: 'nobody' } : null;
  }

  function read(cells: string[]): RowOutcome {
    row.issues = null;
    row.rejected = false;
    const length = cells.length;

    const id = cells[idIndex];
    // Rows to skip have a blank here, or the nine letters of the name itself.
    if (id === undefined || id === '' || id.length === 9 || id.charCodeAt(0) <= 32) {
      if (isBlankRow(cells)) {
        blankRows.count += 1;
        return { kind: 'ignored' };
      }
      if (isHeaderAgain(cells, header.names)) {
        headers.count += 1;
        return { kind: 'ignored' };
      }
    }

    const shape = length === width ? 'fits' : rowShape(cells, width, lastNeeded);
    if (shape === 'long') {
      return (
        lineOfNobody(cells) ?? {
          kind: 'rejected',
          sourcedId: sourcedIdOf(cells),
          issues: [
            {
              code: 'ROW_TOO_LONG',
              column: null,
              value: null,
              params: { found: length, expected: width },
            },
          ],
        }
      );
    }
    if (shape === 'extra-blank') extraCells.count += 1;

    if (readStatus(cells, row) === 'remove') {
      const sourcedId = readableId(id ?? '');
      if (sourcedId !== null) return { kind: 'remove', sourcedId, issues: null };
    }

    const values = template.slice();
    let isCut = false;
    for (let column = 0; column < columnCount; column += 1) {
      const index = indexes[column] as number;
      const text = cells[index];
      if (text === undefined) {
        // Told once: what follows the first missing value is missing with it.
        if (required[column] === true && !isCut) {
          isCut = true;
          reject(row, 'ROW_TOO_SHORT', columns[column] as string, null, {
            found: length,
            expected: width,
          });
        }
        continue;
      }
      // Nothing there and nothing asked for: the template has it already.
      if (text === '' && required[column] === false) continue;
      const reader = readers[column] as CellReader;
      values[positions[column] as number] = reader(text, row);
    }
    if (shape === 'padded' && !row.rejected) {
      warn(row, 'ROW_PADDED', null, null, { found: length, expected: width });
    }
    if (readLanguage) readLanguage(cells, values, row);
    if (readMetadata) readMetadata(cells, values, row);
    if (passwordIndex !== -1 && filledText(cells[passwordIndex]) !== '') passwords.count += 1;
    if (finish) finish(values, row);

    if (row.rejected) {
      const nobody = lineOfNobody(cells);
      if (nobody) return nobody;
      return { kind: 'rejected', sourcedId: readableId(id ?? ''), issues: issuesOf(row, isCut) };
    }
    return { kind: 'accepted', values, issues: row.issues };
  }

  return {
    read,
    cellIndexes,
    emptyValues: template,
    sourcedIdOf,
    schoolOf,
    notes: () =>
      counters
        .filter(({ count }) => count > 0)
        .map(({ code, column, count, value }) => ({ code, column, count, value })),
  };
}

interface ColumnContext {
  spec: FileSpec;
  settings: RowSettings;
  counter(code: IssueCode, column: string | null): Counter;
}

/** A row that was cut is one problem: its last value may be cut too, and the rest says nothing once the row is whole. */
function issuesOf({ issues }: RowState, isCut: boolean): RowIssue[] {
  if (issues === null) return [];
  return isCut ? issues.filter(({ code }) => code === 'ROW_TOO_SHORT') : issues;
}

function reject(
  row: RowState,
  code: IssueCode,
  column: string,
  value: string | null,
  params?: RowIssue['params'],
): void {
  row.rejected = true;
  warn(row, code, column, value, params);
}

function warn(
  row: RowState,
  code: IssueCode,
  column: string | null,
  value: string | null,
  params?: RowIssue['params'],
): void {
  const issue: RowIssue = params ? { code, column, value, params } : { code, column, value };
  if (row.issues === null) row.issues = [issue];
  else row.issues.push(issue);
}

function note(counter: Counter, text: string): void {
  if (counter.count === 0) counter.value = shownValue(text);
  counter.count += 1;
}

// ---- cells -------------------------------------------------------------------------------------------------------

function cellReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const read = typedReader(column, context);
  const trimmed = context.counter('CELL_TRIMMED', column.name);
  const isList = listTypes.has(column.type);
  const empty: CellValue = isList ? NO_ITEMS : column.field === 'is_primary' ? false : null;
  const placeholders =
    column.name === 'courseSourcedId' && context.settings.allowMissingCourse
      ? context.counter('COURSE_PLACEHOLDER', column.name)
      : null;
  const isRequired = column.required && !mayBeOfCourse(column, context);
  return (text, row) => {
    const clean = trimBlanks(text);
    if (clean.length !== text.length) trimmed.count += 1;
    if (clean.length === 0) {
      if (placeholders) {
        placeholders.count += 1;
        return PLACEHOLDER_COURSE.sourcedId;
      }
      if (isRequired) reject(row, 'VALUE_MISSING', column.name, null);
      return empty;
    }
    if (clean.length > MAX_FIELD_LENGTH) {
      const value = isList ? clean.split(',').find(isTooLong) : clean;
      if (value !== undefined) {
        reject(row, 'FIELD_TOO_LONG', column.name, valueShape(value), { limit: MAX_FIELD_LENGTH });
        return empty;
      }
    }
    return read(clean, row);
  };
}

const isTooLong = (value: string): boolean => value.length > MAX_FIELD_LENGTH;

const listTypes: ReadonlySet<string> = new Set([
  'guidList',
  'stringList',
  'grades',
  'userIds',
  'enumList',
]);

function typedReader(column: ColumnSpec, context: ColumnContext): CellReader {
  switch (column.type) {
    case 'guid':
      return idReader(column, context);
    case 'guidList':
      return idListReader(column, context);
    case 'date':
      return dateReader(column, context);
    case 'year':
      return yearReader(column, context);
    case 'boolean':
      return booleanReader(column, context);
    case 'enum':
      return enumReader(column, context);
    case 'grades':
      return gradesReader(column, context);
    case 'userIds':
      return userIdsReader(context);
    case 'ell':
      return readEll;
    case 'stringList': {
      const read = textReader(column, context);
      return (text) => splitList(read(text));
    }
    default:
      if (column.name === 'identifier') return codeReader(column, context);
      if (mayBeOfCourse(column, context)) return titleReader(column, context);
      return NAME_COLUMNS.has(column.name)
        ? nameReader(column, context)
        : textReader(column, context);
  }
}

function mayBeOfCourse(column: ColumnSpec, { spec, settings }: ColumnContext): boolean {
  return spec.entity === 'class' && column.name === 'title' && settings.titleOfCourse !== undefined;
}

/** Null where the class has no title of its own. */
function titleReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const read = textReader(column, context);
  return (text) => (isNoTitle(text) ? null : read(text));
}

/** Somebody's number elsewhere: `N/A` in its place is no number, and would be shared by all who have none. */
function codeReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const read = textReader(column, context);
  const placeholders = context.counter('PLACEHOLDER_EMPTY', column.name);
  return (text) => {
    if (!isPlaceholder(text)) return read(text);
    note(placeholders, text);
    return null;
  };
}

function textReader(column: ColumnSpec, context: ColumnContext): (text: string) => string {
  const controls = context.counter('CONTROL_CHARACTERS', column.name);
  return (text) => {
    if (!CONTROL.test(text)) return text;
    controls.count += 1;
    return text.replace(CONTROLS, ' ').trim();
  };
}

const NAME_COLUMNS: ReadonlySet<string> = new Set([
  'givenName',
  'middleName',
  'familyName',
  'name',
  'title',
]);

/** All but the ASCII that names are written in: a name of it is read with this one test. */
const DOUBTFUL = /[^ -$'->@-[\]-~]/;

const GARBLED_WORDS: Readonly<Record<GarblingKind, string>> = {
  'double-encoded': 'holds letters that were encoded twice, such as Ã© for é',
  'lost-letters': 'holds the sign for letters that could not be read',
  entities: 'holds letters as a web page writes them, such as &eacute;',
  escaped: 'holds letters as programs write them, such as %C3%A9 for é',
  'other-signs': 'holds signs where letters should be',
  'question-mark': 'holds a question mark within a word',
};

/** What people read as a name: where its letters were lost on the way, it is told. */
function nameReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const read = textReader(column, context);
  return (text, row) => {
    if (!DOUBTFUL.test(text)) return text;
    const garbling = findGarbling(text);
    if (garbling !== null) {
      const code = garbling.kind === 'question-mark' ? 'NAME_QUESTION_MARK' : 'NAME_GARBLED';
      const value = column.private === true ? valueShape(text) : shownValue(text);
      warn(row, code, column.name, value, { seen: GARBLED_WORDS[garbling.kind] });
    }
    return read(text);
  };
}

const CONTROL = /\p{Cc}/u;
const CONTROLS = /\p{Cc}+/gu;

/** 1 for the characters OneRoster allows in an id. */
export const ID_CHARACTER = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_/@') {
  ID_CHARACTER[character.charCodeAt(0)] = 1;
}

function isPlainId(text: string): boolean {
  const length = text.length;
  if (length > MAX_ID_LENGTH) return false;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127 || ID_CHARACTER[code] !== 1) return false;
  }
  return true;
}

/** A spreadsheet turns long numbers into 9.10000012E+11, and different ids into the same one. */
const ROUNDED_ID = /^\d(?:[.,]\d+)?E\+\d+$/i;

type IdProblem = 'ID_NOT_READABLE' | 'ID_TOO_LONG' | 'ID_ROUNDED';

function idProblem(text: string): IdProblem | null {
  if (text.length > MAX_ID_LENGTH) return 'ID_TOO_LONG';
  if (ROUNDED_ID.test(text)) return 'ID_ROUNDED';
  return text.includes(',') || CONTROL.test(text) ? 'ID_NOT_READABLE' : null;
}

function readableId(text: string): string | null {
  const clean = trimBlanks(text);
  if (clean === '') return null;
  return isPlainId(clean) || idProblem(clean) === null ? clean : null;
}

const shownId = (text: string, problem: IdProblem): string =>
  problem === 'ID_TOO_LONG' ? valueShape(text) : shownValue(text);

function idIssue(row: RowState, column: ColumnSpec, text: string, problem: IdProblem): void {
  const value = shownId(text, problem);
  if (!column.required) warn(row, 'ID_CLEARED', column.name, value);
  else if (problem === 'ID_TOO_LONG') {
    reject(row, problem, column.name, value, { length: text.length, limit: MAX_ID_LENGTH });
  } else reject(row, problem, column.name, value);
}

function idReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const unusual = context.counter('ID_UNUSUAL_CHARACTERS', column.name);
  return (text, row) => {
    if (isPlainId(text)) return text;
    const problem = idProblem(text);
    if (problem === null) {
      note(unusual, text);
      return text;
    }
    idIssue(row, column, text, problem);
    return null;
  };
}

function idListReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const unusual = context.counter('ID_UNUSUAL_CHARACTERS', column.name);
  return (text, row) => {
    if (isPlainId(text)) return [text];
    const kept: string[] = [];
    const unreadable: [string, IdProblem][] = [];
    for (const part of text.split(',')) {
      const id = trimBlanks(part);
      if (id === '' || kept.includes(id)) continue;
      if (!isPlainId(id)) {
        const problem = idProblem(id);
        if (problem !== null) {
          unreadable.push([id, problem]);
          continue;
        }
        note(unusual, id);
      }
      kept.push(id);
    }
    // What can be read of a list is worth more than what cannot: nobody is lost for one of two schools.
    for (const [id, problem] of unreadable) {
      if (kept.length > 0) warn(row, 'ID_LEFT_OUT', column.name, shownId(id, problem));
      else idIssue(row, column, id, problem);
    }
    if (kept.length === 0 && column.required && !row.rejected)
      reject(row, 'VALUE_MISSING', column.name, null);
    return kept.length === 0 ? NO_ITEMS : kept;
  };
}

function dateReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const forms: Readonly<Record<DateForm, Counter>> = {
    'with-time': context.counter('DATE_WITH_TIME', column.name),
    'month-first': context.counter('DATE_US_FORM', column.name),
    'no-marks': context.counter('DATE_NO_MARKS', column.name),
    'year-first': context.counter('DATE_OTHER_MARKS', column.name),
    'month-name': context.counter('DATE_MONTH_NAME', column.name),
  };
  // A date of two digits for the year may be of either century where people are born.
  const rules: DateRules = {
    acceptsUsDates: context.settings.acceptUsDates,
    acceptsAnyTime: true,
    acceptsShortYears: false,
  };
  return (text, row) => {
    if (isPlainDate(text)) return text;
    const read = readDate(text, rules);
    if (read.ok) {
      if (read.form !== null) note(forms[read.form], text);
      return read.date;
    }
    reject(row, DATE_CODES[read.because], column.name, shownValue(text));
    return null;
  };
}

const DATE_CODES = {
  unreadable: 'DATE_UNREADABLE',
  impossible: 'DATE_IMPOSSIBLE',
  'us-form': 'DATE_SLASHES',
  time: 'DATE_UNREADABLE',
  'short-year': 'DATE_SHORT_YEAR',
} as const satisfies Record<DateRefusal, IssueCode>;

function yearReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const range = context.counter('SCHOOL_YEAR_RANGE', column.name);
  return (text, row) => {
    if (/^(?:19|20|21)\d{2}$/.test(text)) return Number(text);
    const years = /^((?:19|20|21)\d{2})\s*[-/–]\s*(\d{4}|\d{2})$/.exec(text);
    const first = Number(years?.[1]);
    const written = years?.[2] ?? '';
    const second =
      written.length === 2 ? Math.floor(first / 100) * 100 + Number(written) : Number(written);
    const last = second < first && written.length === 2 ? second + 100 : second;
    if (years && last === first + 1) {
      note(range, text);
      return last;
    }
    reject(row, 'YEAR_UNREADABLE', column.name, shownValue(text));
    return null;
  };
}

const BOOLEAN_SPELLINGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['t', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['no', false],
  ['n', false],
  ['0', false],
]);

function booleanReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const spelling = context.counter('BOOLEAN_SPELLING', column.name);
  return (text, row) => {
    if (text === 'true') return true;
    if (text === 'false') return false;
    const value = BOOLEAN_SPELLINGS.get(text.toLowerCase());
    if (value !== undefined) {
      note(spelling, text);
      return value;
    }
    if (column.required) reject(row, 'BOOLEAN_UNKNOWN', column.name, shownValue(text));
    else warn(row, 'BOOLEAN_CLEARED', column.name, shownValue(text));
    return column.field === 'is_primary' ? false : null;
  };
}

function enumReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const values = column.values ?? [];
  const exact = new Set(values);
  const folded = new Map(values.map((value) => [wordKey(value), value]));
  const cased = context.counter('ENUM_CASE', column.name);
  const isRole = column.name === 'role';
  const { readOtherRolesAsStaff, readAidesAsProctors } = context.settings;
  const otherStaff = isRole && context.spec.entity === 'user' && readOtherRolesAsStaff;
  const aides = isRole && context.spec.entity === 'enrollment' && readAidesAsProctors;
  const proctors = context.counter('AIDE_READ_AS_PROCTOR', column.name);
  const isSex = column.name === 'sex';
  const sessionWords = context.spec.entity === 'academicSession' && column.name === 'type';
  const sessions = context.counter('SESSION_WORD', column.name);
  const allowed = values.join(', ');
  return (text, row) => {
    if (exact.has(text)) return text;
    const key = wordKey(text);
    const value = folded.get(key) ?? (isSex ? SEX_LETTERS[key] : undefined);
    if (value !== undefined) {
      note(cased, text);
      return value;
    }
    if (sessionWords && SESSION_WORDS.has(key)) {
      note(sessions, text);
      return 'term';
    }
    if (aides && key === 'aide') {
      note(proctors, text);
      return 'proctor';
    }
    if (otherStaff && !NO_STAFF_WORD.test(key)) {
      warn(row, 'ROLE_READ_AS_STAFF', column.name, shownValue(text));
      return 'administrator';
    }
    const code = isRole ? 'ROLE_UNKNOWN' : column.required ? 'ENUM_UNKNOWN' : 'ENUM_CLEARED';
    if (column.required) reject(row, code, column.name, shownValue(text), { allowed });
    else warn(row, code, column.name, shownValue(text), { allowed });
    return null;
  };
}

/** Families and students by other names: read as staff they would see what is not theirs. */
const NO_STAFF_WORD =
  /parent|guardian|mother|father|family|contact|relative|sibling|brother|sister|aunt|uncle|caregiver|caretaker|student|pupil|learner|child|alum/;

const SEX_LETTERS: Readonly<Record<string, string>> = { m: 'male', f: 'female' };
const SESSION_WORDS: ReadonlySet<string> = new Set(['quarter', 'trimester']);

function wordKey(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

function gradesReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const spelling = context.counter('GRADE_SPELLING', column.name);
  const placeholders = context.counter('PLACEHOLDER_EMPTY', column.name);
  const readOne = (text: string, row: RowState): string | null => {
    const code = gradeCode(text);
    if (code === text) return text;
    if (code === null) {
      if (isPlaceholder(text)) {
        note(placeholders, text);
        return null;
      }
      warn(row, 'GRADE_UNKNOWN', column.name, shownValue(text));
      return text.replace(CONTROLS, ' ');
    }
    note(spelling, text);
    return code;
  };
  return (text, row) => {
    if (!text.includes(',')) {
      const grade = readOne(text, row);
      return grade === null ? NO_ITEMS : [grade];
    }
    const grades: string[] = [];
    for (const part of text.split(',')) {
      const clean = trimBlanks(part);
      if (clean === '') continue;
      const grade = readOne(clean, row);
      if (grade !== null && !grades.includes(grade)) grades.push(grade);
    }
    return grades.length === 0 ? NO_ITEMS : grades;
  };
}

/** `{LDAP:12},{Fed:a:b}` becomes `LDAP:12`, `Fed:a:b`; a bare number gets the type `unknown`. */
function userIdsReader(context: ColumnContext): CellReader {
  const loose = context.counter('USER_ID_FORM', 'userIds');
  return (text) => {
    const clean = text.replace(CONTROLS, ' ').trim();
    const braced = clean.startsWith('{') && clean.endsWith('}');
    if (!braced) loose.count += 1;
    const parts = braced ? clean.slice(1, -1).split(/\}\s*,\s*\{/) : clean.split(',');
    const ids: string[] = [];
    for (const part of parts) {
      const colon = part.indexOf(':');
      const type = colon === -1 ? '' : part.slice(0, colon).trim();
      const id = part.slice(colon + 1).trim();
      if (id !== '') ids.push(`${type === '' ? 'unknown' : type}:${id}`);
    }
    return ids.length === 0 ? NO_ITEMS : ids;
  };
}

/** Besides true and false, the words of state systems: EL and LEP are learners, EO, IFEP and RFEP are not. */
const ELL_WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...BOOLEAN_SPELLINGS,
  ['el', true],
  ['ell', true],
  ['lep', true],
  ['esl', true],
  ['english learner', true],
  ['english language learner', true],
  ['eo', false],
  ['ifep', false],
  ['rfep', false],
  ['fep', false],
  ['non-ell', false],
  ['not ell', false],
  ['english only', false],
  ['tbd', null],
  ['unknown', null],
  ['n/a', null],
  ['na', null],
]);

function readEll(text: string, row: RowState): CellValue {
  const value = ELL_WORDS.get(text.toLowerCase());
  if (value !== undefined) return value;
  warn(row, 'ELL_UNKNOWN', 'metadata.ell', shownValue(text));
  return null;
}

function splitList(value: string): string[] {
  if (!value.includes(',')) return [value];
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 0 ? NO_ITEMS : items;
}

// ---- whole rows --------------------------------------------------------------------------------------------------

type StatusReader = (cells: string[], row: RowState) => 'keep' | 'remove';

function statusReader(context: ColumnContext, header: ReadHeader): StatusReader {
  const statusIndex = header.columnIndexes.get('status') ?? -1;
  const dateIndex = header.columnIndexes.get('dateLastModified') ?? -1;
  const filled = context.counter('STATUS_IN_BULK', 'status');
  const missing = context.counter('STATUS_MISSING_IN_DELTA', 'status');
  const inactive = context.counter('STATUS_INACTIVE', 'status');
  const cased = context.counter('ENUM_CASE', 'status');
  const form = context.counter('TIMESTAMP_FORM', 'dateLastModified');
  const unreadable = context.counter('TIMESTAMP_UNREADABLE', 'dateLastModified');
  const { acceptUsDates } = context.settings;
  const isDelta = context.settings.mode === 'delta';
  const isInstant = (text: string): boolean =>
    readInstant(text, { acceptsUsDates: acceptUsDates }) !== null;
  return (cells, row) => {
    const status = filledText(cells[statusIndex]);
    const date = filledText(cells[dateIndex]);
    const isWellFormed = date !== '' && TIMESTAMP.test(date) && isPlainDate(date.slice(0, 10));
    if (isDelta) {
      if (status === '') missing.count += 1;
    } else if (status !== '' || date !== '') filled.count += 1;
    if (date !== '' && !isWellFormed && !isInstant(date)) note(unreadable, date);
    else if (isDelta && !isWellFormed) note(form, date);
    if (status === '' || status === 'active') return 'keep';
    if (status === 'tobedeleted') return 'remove';
    const folded = wordKey(status);
    if (folded === '') return 'keep';
    if (folded === 'inactive') {
      inactive.count += 1;
      return 'remove';
    }
    if (folded === 'active' || folded === 'tobedeleted') {
      note(cased, status);
      return folded === 'active' ? 'keep' : 'remove';
    }
    reject(row, 'STATUS_UNKNOWN', 'status', shownValue(status));
    return 'keep';
  };
}

/** Nothing where nothing but blanks stands, such as the zero byte that some exports write for an empty value. */
function filledText(text: string | undefined): string {
  return text === undefined || text === '' || trimBlanks(text) === '' ? '' : text;
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

function languageReader(
  context: ColumnContext,
  header: ReadHeader,
  codePosition: number,
  textPosition: number,
): ((cells: string[], values: CellValue[], row: RowState) => void) | null {
  const index = header.columnIndexes.get('metadata.language');
  if (index === undefined || codePosition === -1) return null;
  const { languages } = context.settings;
  return (cells, values, row) => {
    const raw = cells[index];
    if (raw === undefined || raw === '') return;
    const text = CONTROL.test(raw) ? raw.replace(CONTROLS, ' ').trim() : raw.trim();
    if (text === '') return;
    const match = languages.map(text);
    values[codePosition] = match.code;
    values[textPosition] = text;
    if (match.warning === null) return;
    const params: Record<string, string> = { read: match.code ?? 'the default language' };
    if (match.variant !== null) params.variant = match.variant;
    warn(row, match.warning, 'metadata.language', shownValue(text), params);
  };
}

function metadataReader(
  header: ReadHeader,
  position: number,
): ((cells: string[], values: CellValue[], row: RowState) => void) | null {
  const columns = header.metadataColumns;
  if (columns.length === 0) return null;
  return (cells, values, row) => {
    let metadata: Record<string, string> | null = null;
    for (const { name, index } of columns) {
      const raw = cells[index];
      if (raw === undefined || raw === '') continue;
      const text = CONTROL.test(raw) ? raw.replace(CONTROLS, ' ').trim() : raw.trim();
      if (text === '') continue;
      if (text.length > MAX_FIELD_LENGTH) {
        reject(row, 'FIELD_TOO_LONG', `metadata.${name}`, valueShape(text), {
          limit: MAX_FIELD_LENGTH,
        });
        continue;
      }
      metadata ??= {};
      metadata[name] = text;
    }
    values[position] = metadata;
  };
}

type Finisher = (values: CellValue[], row: RowState) => void;

/** What needs several cells of the row at once. */
function finisher(
  entity: RosterEntity,
  positionOf: (field: string) => number,
  context: ColumnContext,
): Finisher | null {
  switch (entity) {
    case 'org':
      return selfParent(positionOf);
    case 'academicSession':
      return sessionFinisher(positionOf);
    case 'class':
      return context.settings.titleOfCourse
        ? classFinisher(positionOf, context, context.settings.titleOfCourse)
        : null;
    case 'enrollment':
      return enrollmentFinisher(positionOf);
    case 'user':
      return userFinisher(positionOf, context);
    default:
      return null;
  }
}

function selfParent(positionOf: (field: string) => number): Finisher {
  const id = positionOf('sourced_id');
  const parent = positionOf('parent_sourced_id');
  return (values, row) => {
    const parentId = values[parent];
    if (typeof parentId !== 'string' || parentId !== values[id]) return;
    warn(row, 'SELF_PARENT', 'parentSourcedId', shownValue(parentId));
    values[parent] = null;
  };
}

function sessionFinisher(positionOf: (field: string) => number): Finisher {
  const clearSelfParent = selfParent(positionOf);
  const startPosition = positionOf('start_date');
  const endPosition = positionOf('end_date');
  return (values, row) => {
    clearSelfParent(values, row);
    const start = values[startPosition];
    const end = values[endPosition];
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      reject(row, 'DATES_REVERSED', 'endDate', end, { start, end });
    }
  };
}

function classFinisher(
  positionOf: (field: string) => number,
  context: ColumnContext,
  titleOfCourse: (id: string) => string | undefined,
): Finisher {
  const title = positionOf('title');
  const hasCourseTitle = positionOf('has_course_title');
  const course = positionOf('course_sourced_id');
  const shown = context.counter('COURSE_TITLE_SHOWN', 'title');
  return (values, row) => {
    if (values[title] !== null || row.rejected) return;
    const id = values[course];
    if (typeof id !== 'string') return;
    const found = id === PLACEHOLDER_COURSE.sourcedId ? '' : titleOfCourse(id);
    if (found !== undefined && isNoTitle(found)) {
      reject(row, 'TITLE_NOWHERE', 'title', null);
      return;
    }
    if (found !== undefined) shown.count += 1;
    // A course that is not known is told once all references are looked up.
    values[title] = found ?? '';
    values[hasCourseTitle] = true;
  };
}

function enrollmentFinisher(positionOf: (field: string) => number): Finisher {
  const beginPosition = positionOf('begin_date');
  const endPosition = positionOf('end_date');
  return (values, row) => {
    const start = values[beginPosition];
    const end = values[endPosition];
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      warn(row, 'ENROLLMENT_DATES_REVERSED', 'endDate', end, { start, end });
    }
  };
}

function userFinisher(positionOf: (field: string) => number, context: ColumnContext): Finisher {
  const orgs = positionOf('org_sourced_ids');
  const given = positionOf('given_name');
  const family = positionOf('family_name');
  const email = positionOf('email');
  const role = positionOf('role');
  const school = positionOf('school_sourced_id');
  const schoolOf = schoolFinder(context.settings);
  const nameKey = positionOf('name_key');
  const givenKey = positionOf('given_key');
  const emailKey = positionOf('email_key');
  const unusableMails = context.counter('MAIL_NOT_READABLE', 'email');
  /** One of each character: what is removed has to be found first. */
  const odd = new Map<string, Counter>();
  const oddIn = (character: string): Counter => {
    const counter = odd.get(character) ?? context.counter('MAIL_CHARACTER', 'email');
    odd.set(character, counter);
    counter.value = character;
    return counter;
  };
  const readSms = phoneFinisher('sms', positionOf, context);
  const readPhone = phoneFinisher('phone', positionOf, context);
  return (values) => {
    const orgIds = values[orgs];
    const givenName = values[given];
    const familyName = values[family];
    const address = values[email];
    values[school] = Array.isArray(orgIds) ? schoolOf(orgIds, values[role] ?? null) : null;
    if (typeof givenName === 'string' && typeof familyName === 'string') {
      const givenFolded = foldName(givenName);
      values[givenKey] = givenFolded;
      values[nameKey] = `${foldName(familyName)} ${givenFolded}`;
    }
    if (typeof address === 'string') {
      const key = mailAddress(address);
      values[emailKey] = key;
      if (key === null) {
        const character = oddCharacterWithin(address);
        if (character === null) unusableMails.count += 1;
        else oddIn(character).count += 1;
      }
    }
    readSms(values);
    readPhone(values);
  };
}

/**
 * The main school as far as the row says it. Null of a student or of staff: what they are enrolled in decides, once that
 * was read. Nothing of the kind says it of a family contact.
 */
const CONTACTS: ReadonlySet<CellValue> = new Set(CONTACT_ROLES);

function schoolFinder({
  isSchool = () => true,
}: RowSettings): (orgIds: readonly string[], role: CellValue) => string | null {
  return (orgIds, role) =>
    schoolOfList(orgIds, isSchool) ?? (CONTACTS.has(role) ? firstSchoolOf(orgIds, isSchool) : null);
}

/** Beside the text as it was sent, the number it stands for. */
function phoneFinisher(
  field: 'sms' | 'phone',
  positionOf: (field: string) => number,
  { counter }: ColumnContext,
): (values: CellValue[]) => void {
  const from = positionOf(field);
  const to = positionOf(`${field}_e164`);
  const unreadable = counter('PHONE_NOT_READABLE', field);
  return (values) => {
    const text = values[from];
    if (typeof text !== 'string') return;
    const number = phoneNumber(text);
    values[to] = number;
    if (number === null) unreadable.count += 1;
  };
}
