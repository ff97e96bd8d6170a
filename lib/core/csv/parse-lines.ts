// OneRoster allows no line break inside a value, so a line is a record. A CSV parser that meets a stray quote runs on
// into the lines below; here every line stays its own row, and a quote that is wrong is the problem of its line only.

import Papa from 'papaparse';

export type CsvLineProblem = 'UNCLOSED_QUOTE' | 'STRAY_QUOTE';

export interface ParsedLines {
  /** As many rows as lines, in the same order. The cells of a row with a problem are a best effort. */
  rows: string[][];
  /** By position in `rows`; null when every line is well formed. */
  problems: ReadonlyMap<number, CsvLineProblem> | null;
}

const OPTIONS = { header: false, delimiter: ',', newline: '\n', quoteChar: '"' } as const;

/** Splits complete lines, joined by `\n` and without one at the end. */
export function parseCsvLines(text: string): ParsedLines {
  if (text === '') return { rows: [['']], problems: null };
  const whole = Papa.parse<string[]>(text, OPTIONS);
  // Every row uses up at least one line: as many rows as lines means one line each.
  if (whole.errors.length === 0 && whole.data.length === countLines(text)) {
    return { rows: whole.data, problems: null };
  }
  const problems = new Map<number, CsvLineProblem>();
  const rows = text.split('\n').map((line, index) => {
    const { row, problem } = parseLine(line);
    if (problem) problems.set(index, problem);
    return row;
  });
  return { rows, problems: problems.size === 0 ? null : problems };
}

function parseLine(line: string): { row: string[]; problem: CsvLineProblem | null } {
  if (line === '') return { row: [''], problem: null };
  if (!line.includes('"')) return { row: line.split(','), problem: null };
  const { data, errors } = Papa.parse<string[]>(line, OPTIONS);
  const codes = errors.map(({ code }) => code);
  return {
    row: data[0] ?? [''],
    // Text after a closing quote is told as both problems; the first is what a person sees.
    problem: codes.includes('InvalidQuotes')
      ? 'STRAY_QUOTE'
      : codes.includes('MissingQuotes')
        ? 'UNCLOSED_QUOTE'
        : null,
  };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/**
 * The cells of one well-formed line, fast; null when a quote stands anywhere but around a whole cell, and
 * `parseCsvLines` is to say what is wrong. Most lines of users.csv have a quoted list, and the parser's
 * set-up costs more than such a line.
 */
export function splitLine(line: string): string[] | null {
  let quote = line.indexOf('"');
  if (quote === -1) return line.split(',');
  const length = line.length;
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (at === quote) {
      const close = line.indexOf('"', at + 1);
      if (close === -1) return null;
      cells.push(line.slice(at + 1, close));
      at = close + 1;
      quote = line.indexOf('"', at);
      if (quote === -1) quote = length;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma === -1 ? length : comma;
      if (quote < end) return null;
      cells.push(line.slice(at, end));
      at = end;
    }
    if (at === length) return cells;
    // After a closing quote only a comma may follow: a doubled quote is for the parser.
    if (line.charCodeAt(at) !== COMMA) return null;
    at += 1;
    if (at === length) {
      cells.push('');
      return cells;
    }
  }
}

const COMMA = 44;
