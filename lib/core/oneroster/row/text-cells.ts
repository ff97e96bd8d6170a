// Cells of free text: codes, titles, names.
import { findGarbling, type GarblingKind } from '@/lib/core/identity/garbled-text';
import { shownValue, valueShape } from '@/lib/core/issues';
import type { ColumnSpec } from '../files';
import { isPlaceholder } from '../placeholder';
import { note, warn, type CellReader, type ColumnContext } from './row-state';

/** Somebody's number elsewhere: `N/A` in its place is no number, and would be shared by all who have none. */
export function codeReader(column: ColumnSpec, context: ColumnContext): CellReader {
  const read = textReader(column, context);
  const placeholders = context.counter('PLACEHOLDER_EMPTY', column.name);
  return (text) => {
    if (!isPlaceholder(text)) return read(text);
    note(placeholders, text);
    return null;
  };
}

export function textReader(column: ColumnSpec, context: ColumnContext): (text: string) => string {
  const controls = context.counter('CONTROL_CHARACTERS', column.name);
  return (text) => {
    if (!CONTROL.test(text)) return text;
    controls.count += 1;
    return text.replace(CONTROLS, ' ').trim();
  };
}

export const NAME_COLUMNS: ReadonlySet<string> = new Set([
  'givenName',
  'middleName',
  'familyName',
  'name',
  'title',
]);

/** All but the ASCII that names are written in: a name of it is read with this one test. */
const DOUBTFUL = /[^ -$'->@-[\]-~]/;

const GARBLED_WORDS: Readonly<Record<GarblingKind, string>> = {
  'double-encoded': 'contains letters that were encoded twice, such as Ã© for é',
  'lost-letters': 'contains the sign for unreadable letters',
  entities: 'contains web page codes for letters, such as &eacute;',
  escaped: 'contains program codes for letters, such as %C3%A9 for é',
  'other-signs': 'contains signs where letters should be',
  'question-mark': 'contains a question mark within a word',
};

/** What people read as a name: where its letters were lost on the way, it is told. */
export function nameReader(column: ColumnSpec, context: ColumnContext): CellReader {
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

export const CONTROL = /\p{Cc}/u;

export const CONTROLS = /\p{Cc}+/gu;
