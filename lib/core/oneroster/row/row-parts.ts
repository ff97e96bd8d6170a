// What is read of a row beside its columns one by one: its status, its language, and the columns of a district's own.
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { readInstant } from '@/lib/core/calendar/read-date';
import { trimBlanks } from '@/lib/core/csv/cells';
import { shownValue, valueShape } from '@/lib/core/issues';
import type { ReadHeader } from '../header';
import {
  MAX_FIELD_LENGTH,
  note,
  reject,
  warn,
  type CellValue,
  type ColumnContext,
  type RowState,
} from './row-state';
import { CONTROL, CONTROLS } from './text-cells';
import { wordKey } from './word-cells';

type StatusReader = (cells: string[], row: RowState) => 'keep' | 'remove';

export function statusReader(context: ColumnContext, header: ReadHeader): StatusReader {
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
export function filledText(text: string | undefined): string {
  return text === undefined || text === '' || trimBlanks(text) === '' ? '' : text;
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

export function languageReader(
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

export function metadataReader(
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
