// Cells with a sourcedId, or a list of them.
import { trimBlanks } from '@/lib/core/csv/cells';
import { shownValue, valueShape } from '@/lib/core/issues';
import type { ColumnSpec } from '../files';
import {
  NO_ITEMS,
  note,
  reject,
  warn,
  type CellReader,
  type ColumnContext,
  type RowState,
} from './row-state';
import { CONTROL } from './text-cells';

export const MAX_ID_LENGTH = 255;

/** 1 for the characters OneRoster allows in an id. */
export const ID_CHARACTER = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_/@') {
  ID_CHARACTER[character.charCodeAt(0)] = 1;
}

export function isPlainId(text: string): boolean {
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

export function readableId(text: string): string | null {
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

export function idReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export function idListReader(column: ColumnSpec, context: ColumnContext): CellReader {
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
