// One value of a JSON record as the text of a cell. Servers send booleans for "true", one string for a list, a bare id for a
// reference, numbers for ids: each is read for what it means. What has no meaning as text (an object, for example) is empty.

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, a number or a boolean; the first of a list. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Array.isArray(value) && value.length > 0 ? textOf(value[0]) : '';
}

/**
 * A whole number that is too large to be exact was rounded when the JSON was read, so that two ids may have become one. It is
 * written as spreadsheets do (1.2E+19), which the reader of ids refuses with a problem of its own.
 */
function numberText(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? value.toExponential().toUpperCase()
    : String(value);
}

/** The id that a reference names: of `{"sourcedId": …}`, or the bare id that some servers send. */
export function refOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.length > 0 ? refOf(value[0]) : '';
  return typeof value === 'object' ? textOf((value as JsonRecord).sourcedId) : textOf(value);
}

/** Stands for a comma within an id of a list, where it would be read as two ids. No id has this character. */
const COMMA_IN_ID = '\ufffd';

/** The ids of a list of references, separated by commas. */
export function refsOf(value: unknown): string {
  if (!Array.isArray(value)) return refOf(value);
  let list = '';
  for (const item of value) list = withItem(list, idInList(refOf(item)));
  return list;
}

export function idInList(id: string): string {
  return id.includes(',') ? id.replaceAll(',', COMMA_IN_ID) : id;
}

/** The items of a list, separated by commas; a string is such a list already. */
export function listOf(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  let list = '';
  for (const item of value) {
    const text = textOf(item);
    list = withItem(list, text.includes(',') ? text.replaceAll(',', ';') : text);
  }
  return list;
}

export function withItem(list: string, item: string): string {
  if (item === '') return list;
  return list === '' ? item : `${list},${item}`;
}
