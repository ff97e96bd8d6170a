// Cells whose values are dates, years, or words of a list.
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import {
  readDate,
  type DateForm,
  type DateRefusal,
  type DateRules,
} from '@/lib/core/calendar/read-date';
import { trimBlanks } from '@/lib/core/csv/cells';
import { shownValue, type IssueCode } from '@/lib/core/issues';
import type { ColumnSpec } from '../files';
import { gradeCode } from '../grades';
import { isPlaceholder } from '../placeholder';
import {
  NO_ITEMS,
  note,
  reject,
  warn,
  type CellReader,
  type CellValue,
  type ColumnContext,
  type Counter,
  type RowState,
} from './row-state';
import { CONTROLS } from './text-cells';

export function dateReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export function yearReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export function booleanReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export function enumReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export function wordKey(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

export function gradesReader(column: ColumnSpec, context: ColumnContext): CellReader {
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
export function userIdsReader(context: ColumnContext): CellReader {
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

export function readEll(text: string, row: RowState): CellValue {
  const value = ELL_WORDS.get(text.toLowerCase());
  if (value !== undefined) return value;
  warn(row, 'ELL_UNKNOWN', 'metadata.ell', shownValue(text));
  return null;
}

export function splitList(value: string): string[] {
  if (!value.includes(',')) return [value];
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 0 ? NO_ITEMS : items;
}
