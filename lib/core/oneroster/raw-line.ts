// A line of a file as it came, for the eyes of somebody who may read people's rows: what cannot be seen is made
// visible, and what reaches a person or signs them in is covered, also where a comma too many moved it.
import { isInvisible } from '@/lib/core/issues';

export const MAX_RAW_CHARACTERS = 500;

export interface RawLinePart {
  kind: 'text' | 'invisible' | 'covered';
  text: string;
  /** Belongs to the cell the problem is about. */
  isHere: boolean;
}

export interface RawLine {
  parts: RawLinePart[];
  /** Something beyond the 500th character was left out. */
  isCut: boolean;
}

export interface RawLineContext {
  /** The file's own header; empty where it could not be read or the line is the header. */
  columns: readonly string[];
  /** The column the problem is in. */
  column: string | null;
}

const COVER = '••••••';
const CONTACT_COLUMN = /mail|phone|mobile|sms|username|userids|password/;
const MAIL = /[^\s,;"'<>]*@[^\s,;"'<>]*/g;
/** Written in groups, as people do; a number without them may be an id, and ids are what a reader looks for. */
const GROUPED_NUMBER = /(?:\+?\d{1,2}[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?!\d)/g;
const LONG_NUMBER = /\+?\d[\d ().-]{5,}\d/g;

export function rawLine(line: string, { columns, column }: RawLineContext): RawLine {
  const cells = rawCells(line);
  const names = columns.map(plainName);
  const shift = columns.length === 0 ? 0 : Math.abs(cells.length - columns.length);
  const here = column === null ? -1 : names.indexOf(plainName(column));
  const parts: RawLinePart[] = [];
  let room = MAX_RAW_CHARACTERS;
  for (const [index, cell] of cells.entries()) {
    const nearby = names.slice(Math.max(0, index - shift), index + shift + 1);
    const isContact = nearby.some((name) => CONTACT_COLUMN.test(name));
    const isOfDistrict = columns.length > 0 && nearby.every((name) => name.startsWith('metadata'));
    const isHere = index === here;
    for (const part of partsOf(cell, isContact, isOfDistrict)) {
      const text = firstCharacters(part.text, room);
      room -= [...text].length;
      if (text !== '') parts.push({ ...part, text, isHere });
      if (text !== part.text) return { parts, isCut: true };
    }
    if (index === cells.length - 1) break;
    if (room === 0) return { parts, isCut: true };
    parts.push({ kind: 'text', text: ',', isHere: false });
    room -= 1;
  }
  return { parts, isCut: false };
}

/** The cells with their quotes. A quote that never closes counts as a character, or it would hide the commas after it. */
function rawCells(line: string): string[] {
  const cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(line.slice(start, at));
      start = at + 1;
    }
  }
  return isQuoted ? line.split(',') : [...cells, line.slice(start)];
}

function partsOf(
  cell: string,
  isContact: boolean,
  isOfDistrict: boolean,
): Omit<RawLinePart, 'isHere'>[] {
  if (isContact && /[^"\s]/.test(cell)) return [{ kind: 'covered', text: COVER }];
  const covers = isOfDistrict ? [MAIL, LONG_NUMBER] : [MAIL, GROUPED_NUMBER];
  const spans = covers
    .flatMap((pattern) => [...cell.matchAll(pattern)])
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .sort((a, b) => a.start - b.start);
  const parts: Omit<RawLinePart, 'isHere'>[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (end <= at) continue;
    parts.push(...visible(cell.slice(at, Math.max(at, start))), { kind: 'covered', text: COVER });
    at = end;
  }
  return [...parts, ...visible(cell.slice(at))];
}

function visible(text: string): Omit<RawLinePart, 'isHere'>[] {
  const parts: Omit<RawLinePart, 'isHere'>[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const sign = isInvisible(code) ? signOf(code) : null;
    const kind = sign === null ? 'text' : 'invisible';
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += sign ?? character;
    else parts.push({ kind, text: sign ?? character });
  }
  return parts;
}

const CONTROL_PICTURES = 0x2400;

function signOf(code: number): string {
  if (code === 9) return '⇥';
  if (code === 10 || code === 13) return '↵';
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function firstCharacters(text: string, count: number): string {
  return text.length <= count ? text : [...text].slice(0, count).join('');
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
