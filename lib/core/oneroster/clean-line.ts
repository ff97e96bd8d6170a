// Which lines of enrollments.csv can be kept as their bytes stand. It is the longest file by far, and most of its
// lines hold nothing but ids, words of a list and dates: reading them costs more than telling that they need no
// reading. Whatever is not sure here is read like any other line.
import type { ColumnSpec, FileSpec } from './files';
import type { ReadHeader } from './header';
import { isDay } from '@/lib/core/calendar/plain-date';
import { ID_CHARACTER, MAX_ID_LENGTH } from './row/id-cells';
import type { RowSettings } from './row/row-state';

export interface CleanLines {
  /**
   * Whether the reader of rows would accept the line without a word, and keep of each stored cell its text or, where
   * it is empty, what its column holds then. `bounds`: pairs of start and end in `bytes` of as many cells as the header has.
   */
  isClean(bytes: Uint8Array, bounds: Int32Array): boolean;
}

type CellCheck = (bytes: Uint8Array, from: number, to: number) => boolean;

const HYPHEN = 45;
const ZERO = 48;

/** Null where no line of the file can be told to be clean. */
export function createCleanLines(
  spec: FileSpec,
  header: ReadHeader,
  settings: Pick<RowSettings, 'mode'>,
): CleanLines | null {
  if (spec.entity !== 'enrollment' || settings.mode !== 'bulk') return null;
  const indexes: number[] = [];
  const checks: CellCheck[] = [];
  const add = (index: number, check: CellCheck): void => {
    indexes.push(index);
    checks.push(check);
  };
  for (const column of spec.columns) {
    const index = header.columnIndexes.get(column.name);
    if (index === undefined) {
      if (column.required) return null;
    } else if (column.stored) add(index, cellCheck(column));
    else add(index, isEmpty);
  }
  for (const { index } of header.metadataColumns) add(index, isEmpty);
  const begin = header.columnIndexes.get('beginDate') ?? -1;
  const end = header.columnIndexes.get('endDate') ?? -1;
  return {
    isClean(bytes, bounds) {
      for (let i = 0; i < checks.length; i += 1) {
        const index = indexes[i] as number;
        const check = checks[i] as CellCheck;
        if (!check(bytes, bounds[2 * index] as number, bounds[2 * index + 1] as number)) {
          return false;
        }
      }
      return begin === -1 || end === -1 || isInOrder(bytes, bounds, begin, end);
    },
  };
}

function cellCheck(column: ColumnSpec): CellCheck {
  const isOptional = !column.required;
  switch (column.type) {
    case 'guid':
      return (bytes, from, to) => (from === to ? isOptional : isId(bytes, from, to));
    case 'date':
      return (bytes, from, to) => (from === to ? isOptional : isDate(bytes, from, to));
    case 'enum': {
      const words = (column.values ?? []).map((word) => encode(word));
      return (bytes, from, to) => (from === to ? isOptional : isOneOf(words, bytes, from, to));
    }
    case 'boolean': {
      const words = [encode('true'), encode('false')];
      return (bytes, from, to) => (from === to ? isOptional : isOneOf(words, bytes, from, to));
    }
    default:
      throw new Error(`enrollments.csv has a column of a type that is always read: ${column.type}`);
  }
}

const encode = (word: string): Uint8Array => new TextEncoder().encode(word);

const isEmpty: CellCheck = (_bytes, from, to) => from === to;

const isId: CellCheck = (bytes, from, to) => {
  if (to - from > MAX_ID_LENGTH) return false;
  for (let at = from; at < to; at += 1) {
    if (ID_CHARACTER[bytes[at] as number] !== 1) return false;
  }
  return true;
};

function isOneOf(
  words: readonly Uint8Array[],
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  for (const word of words) {
    if (word.length !== to - from) continue;
    let same = 0;
    while (same < word.length && word[same] === bytes[from + same]) same += 1;
    if (same === word.length) return true;
  }
  return false;
}

const isDate: CellCheck = (bytes, from, to) => {
  if (to - from !== 10 || bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return false;
  const year = 100 * twoDigits(bytes, from) + twoDigits(bytes, from + 2);
  return isDay(year, twoDigits(bytes, from + 5), twoDigits(bytes, from + 8));
};

/** NaN where one of the two is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : NaN;
}

/** Two dates of the same form; one that is missing is in order. */
function isInOrder(bytes: Uint8Array, bounds: Int32Array, begin: number, end: number): boolean {
  const first = bounds[2 * begin] as number;
  const firstEnd = bounds[2 * begin + 1] as number;
  const second = bounds[2 * end] as number;
  if (first === firstEnd || second === bounds[2 * end + 1]) return true;
  for (let at = 0; first + at < firstEnd; at += 1) {
    const difference = (bytes[second + at] as number) - (bytes[first + at] as number);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
