/** What a request asks for beside its path: page, order, filter, fields (OneRoster 1.1, section 3.4). */
import type { JsonRecord } from './roster';

export interface Query {
  readonly limit: number;
  readonly offset: number;
  readonly sort: string | null;
  readonly isDescending: boolean;
  readonly filter: Filter | null;
  readonly fields: readonly string[] | null;
}

export interface Condition {
  readonly field: string;
  readonly predicate: string;
  readonly value: string;
}

export interface Filter {
  readonly joinedBy: 'AND' | 'OR';
  readonly conditions: readonly Condition[];
}

/** Why a query is refused: imsx_codeMinor, and a sentence. */
export class QueryRefused extends Error {
  constructor(
    readonly codeMinor: string,
    message: string,
  ) {
    super(message);
  }
}

export function parseQuery(parameters: URLSearchParams): Query {
  const filter = parameters.get('filter');
  const fields = parameters.get('fields');
  if (fields?.trim() === '')
    throw new QueryRefused('invalid_blank_selection_field', 'fields names no field');
  return {
    limit: wholeNumber(parameters, 'limit', 100, 1),
    offset: wholeNumber(parameters, 'offset', 0, 0),
    sort: parameters.get('sort'),
    isDescending: parameters.get('orderBy') === 'desc',
    filter: filter === null ? null : parseFilter(filter),
    fields: fields?.split(',').map((name) => name.trim()) ?? null,
  };
}

function wholeNumber(
  parameters: URLSearchParams,
  name: string,
  usual: number,
  least: number,
): number {
  const text = parameters.get(name);
  if (text === null) return usual;
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw new QueryRefused('invalid data', `${name} is a number from ${least}`);
  return Number(text);
}

const CONDITION = /^\s*([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'\s*/;
const JOIN = /^(AND|OR)\s/;

function parseFilter(text: string): Filter {
  const [first, rest] = parseCondition(text);
  if (rest === '') return { joinedBy: 'AND', conditions: [first] };
  const joinedBy = JOIN.exec(rest)?.[1];
  if (joinedBy === undefined) throw notAFilter(text);
  const [second, more] = parseCondition(rest.slice(joinedBy.length));
  if (more !== '') throw notAFilter(text);
  return { joinedBy: joinedBy === 'OR' ? 'OR' : 'AND', conditions: [first, second] };
}

function parseCondition(text: string): [Condition, rest: string] {
  const [whole, field, predicate, value] = CONDITION.exec(text) ?? [];
  if (whole === undefined || field === undefined || predicate === undefined || value === undefined)
    throw notAFilter(text);
  return [{ field, predicate, value }, text.slice(whole.length)];
}

function notAFilter(text: string): QueryRefused {
  return new QueryRefused('invalid_filter_field', `Not a filter: ${text.slice(0, 80)}`);
}

export function passes(filter: Filter, fieldOf: (name: string) => unknown): boolean {
  const holds = ({ field, predicate, value }: Condition) => {
    const found = fieldOf(field);
    const values: unknown[] = Array.isArray(found) ? found : [found ?? ''];
    if (predicate === '!=') return values.every((each) => compare(String(each), value) !== 0);
    return values.some((each) => agrees(predicate, String(each), value));
  };
  return filter.joinedBy === 'OR' ? filter.conditions.some(holds) : filter.conditions.every(holds);
}

function agrees(predicate: string, one: string, other: string): boolean {
  if (predicate === '~') return one.toLowerCase().includes(other.toLowerCase());
  const order = compare(one, other);
  if (predicate === '=') return order === 0;
  if (predicate === '>') return order > 0;
  if (predicate === '>=') return order >= 0;
  return predicate === '<' ? order < 0 : order <= 0;
}

/** Moments as moments, whatever their fractions of a second; all else as text. */
function compare(one: string, other: string): number {
  const moments = [one, other].map((text) =>
    /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN,
  );
  const [first = NaN, second = NaN] = moments;
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Value of a field, or of one below it: "metadata.ell", "school.sourcedId". */
export function fieldIn(record: JsonRecord, name: string): unknown {
  const [first = '', ...below] = name.split('.');
  let value: unknown = record[first];
  for (const part of below) value = isRecord(value) ? value[part] : undefined;
  return value;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
