// A daily file is small (a morning of half a million students is 4 MB), so it is read whole. Values may hold line
// breaks here, unlike in OneRoster: published headers do.
import { isUtf8 } from 'node:buffer';
import Papa from 'papaparse';
import { parseCsvLines } from '@/lib/core/csv';
import { sniffNotCsv } from '@/lib/core/oneroster';
import type { AppContext } from '../../app-context';
import type { DailyIssue } from '../issues';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_BREAKS_IN_ROW = 20;

export interface TableRow {
  /** Of its first line; the header is line 1. */
  line: number;
  cells: string[];
  hasQuoteProblem: boolean;
}

export type ReadTable = { ok: true; rows: TableRow[] } | { ok: false; issue: DailyIssue };

export async function readTable(
  ctx: AppContext,
  storageKey: string,
  byteCount: number,
): Promise<ReadTable> {
  if (byteCount > MAX_FILE_BYTES) return refused('ATTENDANCE_FILE_TOO_LARGE', { limit: '64 MB' });
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.storage.read(storageKey)) chunks.push(chunk as Buffer);
  return parseTable(Buffer.concat(chunks));
}

export function parseTable(bytes: Buffer): ReadTable {
  const kind = sniffNotCsv(bytes.subarray(0, 1024).toString('latin1'));
  if (kind !== null) return refused('ATTENDANCE_NOT_CSV', { kind });
  if (!isUtf8(bytes) || bytes.subarray(0, 512).includes(0)) return refused('ATTENDANCE_NOT_UTF8');
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
  if (text.trim() === '') return refused('ATTENDANCE_FILE_EMPTY');
  return { ok: true, rows: splitRows(text).filter(({ cells }) => !isBlank(cells)) };
}

/** With quotes that match, as RFC 4180 has it; otherwise a line is a row, so that one stray quote costs one row. */
function splitRows(text: string): TableRow[] {
  const whole = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', quoteChar: '"' });
  const quoted: TableRow[] = [];
  let line = 1;
  let isPlausible = whole.errors.length === 0;
  for (const cells of whole.data) {
    const breaks = cells.reduce((sum, cell) => sum + countBreaks(cell), 0);
    if (breaks > MAX_BREAKS_IN_ROW) isPlausible = false;
    quoted.push({ line, cells, hasQuoteProblem: false });
    line += 1 + breaks;
  }
  if (isPlausible) return quoted;
  const { rows, problems } = parseCsvLines(text);
  return rows.map((cells, index) => ({
    line: index + 1,
    cells,
    hasQuoteProblem: problems?.has(index) ?? false,
  }));
}

function countBreaks(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function refused(code: DailyIssue['code'], params: DailyIssue['params'] = {}): ReadTable {
  return { ok: false, issue: { code, line: null, column: null, value: null, params } };
}
