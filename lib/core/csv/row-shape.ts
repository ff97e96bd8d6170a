// The shape of a row beside its header, and which lines are no row of anybody: once for every file that districts send.
import { readDate, type DateRules } from '../calendar/read-date';
import { isBlankRow, trimBlanks } from './cells';

export type RowShape =
  | 'fits'
  /** Values at the end are left out, none of which has to be there. */
  | 'padded'
  /** Nothing stands in the values beyond the last column. */
  | 'extra-blank'
  | 'short'
  | 'long';

/** `lastNeeded`: position of the last column whose value has to be there. */
export function rowShape(cells: readonly string[], width: number, lastNeeded: number): RowShape {
  if (cells.length === width) return 'fits';
  if (cells.length > width) return isBlankRow(cells, width) ? 'extra-blank' : 'long';
  return cells.length > lastNeeded ? 'padded' : 'short';
}

/** The header once more: also in other letters, in quotes, or with blanks. */
export function isHeaderAgain(cells: readonly string[], names: readonly string[]): boolean {
  const width = names.length;
  if (width < 2 || !isBlankRow(cells, width)) return false;
  return names.every((name, index) => nameOf(cells[index] ?? '') === nameOf(name));
}

function nameOf(text: string): string {
  return text.replace(/[\s\p{Cc}\u200b-\u200d\ufeff"'_]/gu, '').toLowerCase();
}

const RULED = /^[-=_*~+|#.;:/\\\u2010-\u2015\u2500-\u257f \t]+$/;
const THINGS =
  '(?:rows?|records?|lines?|entry|entries|items?|results?|students?|events?|absences?|tuples?|documents?)(?:\\(s\\))?';
const DONE =
  '(?:affected|selected|returned|exported|written|processed|found|fetched|unloaded|spooled|listed|copied|loaded|imported|inserted|total|in total|in set|read|retrieved|extracted|output)';
const NUMBER = '[\\d.,]+';
/** Not a repeated NUMBER: of a long one that is none, each way to cut it into several would be tried. */
const NUMBERS = '\\s*[\\d.,][\\d.,\\s]*';

/** What reports and database tools write around their rows. Each is the whole line, its values joined by a blank. */
const AROUND_ROWS: readonly RegExp[] = [
  new RegExp(`^\\(?\\s*(?:${NUMBER}|no)\\s+${THINGS}(?:\\s+(?:were\\s+)?${DONE})?\\s*\\)?[.!]?$`),
  new RegExp(`^${NUMBER}\\s+${THINGS}\\s+in set \\(.*\\)$`),
  new RegExp(
    `^(?:(?:grand|sub|report|file|overall|row|record|line)[ -]?)?(?:totals?|counts?)(?:[:=]?|(?=[ :=])[a-z ():=#-]*\\d[\\d.,% ]*[a-z ()]*)$`,
  ),
  new RegExp(
    `^(?:number of\\s+${THINGS}(?:\\s+${DONE})?|${THINGS}\\s+${DONE})\\s*[:=]?${NUMBERS}$|^${THINGS}\\s*[:=]${NUMBERS}$`,
  ),
  /^[<[(]?(?:trailer|trl|tlr|footer|ftr|eof)\b[\s\d.,:;|=/>\])-]*$/,
  /^[-*=\s]*end(?:\s+of\s+(?:the\s+)?(?:file|report|data|list|export|extract|document|page|output|record set|records))?[-*=\s.!]*$/,
  /^[-*=\s]*page\s*:?\s*\d+(?:\s*(?:of|\/)\s*\d+)?[-*=\s.]*$/,
  /^(?:(?:report|file|data|export|extract)\s+)?(?:generated|created|exported|extracted|printed|produced|run|prepared|as of|report date|run date|date|run time|print(?:ed)? date|completion time|timestamp|last (?:updated|refreshed))(?:\s+(?:on|at|by|for))*\b\s*[:=]?\s.*\d{1,2}[:/-]\d{1,2}.*$/,
  /^(?:generated|created|exported|printed|produced|prepared|powered)\s+(?:by|from|with)\s+\S.*$/,
  /^(?:elapsed|time taken|duration|query time)\s*:.*$/,
  /^(?:sql>|commit complete|disconnected from|pl\/sql procedure|query (?:ok|executed)|warning:|msg \d+|spool off|exit$|total execution time|executed in).*$/,
  /^(?:confidential|copyright|©|\(c\)\s).*$/,
];

const ANY_DATE: DateRules = {
  acceptsUsDates: true,
  acceptsAnyTime: false,
  acceptsShortYears: true,
};

/** With a time of day, which no value of a row has: a date at midnight may be the beginning of a cut row. */
function isTimestamp(text: string): boolean {
  if (!/\d:\d\d/.test(text)) return false;
  const read = readDate(text, ANY_DATE);
  return !read.ok && read.because === 'time';
}

/** One of these is in every such line: a file of broken rows is not held against all of them row by row. */
const HINT =
  /total|count|row|record|line|entr|item|result|student|event|absence|tuple|document|trailer|trl|tlr|foot|ftr|eof|end|page|report|generat|creat|export|extract|print|produc|run|prepar|as of|date|time|power|elapsed|duration|sql|commit|disconnect|query|warning|msg|spool|exit|execut|confid|copyright|©|\(c\)/;

/** Beyond this a line holds too much to be a footer. */
const MAX_FILLED = 6;
const MAX_FOOTER = 200;

/**
 * Whether a line that does not read as a row cannot be one of anybody: a ruler, a total, the footer of a report. It is
 * asked only of lines that could not be read, and whatever could be the rest of a cut row is not such a line.
 * `isSentenceNobodys`: no row begins with a value of several words, so that a lone one begins no row.
 */
export function isNobodysLine(
  cells: readonly string[],
  { isSentenceNobodys = false }: { isSentenceNobodys?: boolean } = {},
): boolean {
  const filled: string[] = [];
  for (const cell of cells) {
    const text = trimBlanks(cell);
    if (text !== '') filled.push(text);
  }
  if (filled.length === 0) return true;
  if (filled.every((text) => RULED.test(text)) && filled.join('').length > 1) return true;
  if (filled.length > MAX_FILLED) return false;
  const line = filled.join(' ').replace(/"/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
  if (line.length > MAX_FOOTER) return false;
  if (isSentenceNobodys && filled.length === 1 && /\S \S+ \S/.test(line)) return true;
  if (filled.length <= 2 && isTimestamp(line)) return true;
  return HINT.test(line) && AROUND_ROWS.some((pattern) => pattern.test(line));
}
