// The reader of a column, chosen once by its type.
import { trimBlanks } from '@/lib/core/csv/cells';
import { valueShape } from '@/lib/core/issues';
import type { ColumnSpec } from '../files';
import { isNoTitle } from '../placeholder';
import { idListReader, idReader } from './id-cells';
import {
  MAX_FIELD_LENGTH,
  NO_ITEMS,
  PLACEHOLDER_COURSE,
  reject,
  type CellReader,
  type CellValue,
  type ColumnContext,
} from './row-state';
import { codeReader, NAME_COLUMNS, nameReader, textReader } from './text-cells';
import {
  booleanReader,
  dateReader,
  enumReader,
  gradesReader,
  readEll,
  splitList,
  userIdsReader,
  yearReader,
} from './word-cells';

export function cellReader(column: ColumnSpec, context: ColumnContext): CellReader {
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
