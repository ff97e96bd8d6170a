/** A day as files: large pieces of CSV, made one after another while they are asked for. */
import { type DayState, readDay } from './day-state';
import { DATA_FILES, type DataFile, type Day, previousDay } from './district';
import { at } from './random';
import { COLUMNS, type RowGroups, rowGroups, type RowSink, type YearRange } from './rows';

export interface ExportOptions {
  /** Files left out, and called absent in the manifest. */
  readonly absent?: readonly DataFile[];
  /** Only what changed since the day before, with status and dateLastModified. */
  readonly delta?: boolean;
}

export interface DayFile {
  readonly name: string;
  /** Can be read once. The totals below are complete after that. */
  readonly chunks: Iterable<Buffer>;
  readonly rowCount: number;
  readonly byteCount: number;
}

const CHUNK_BYTES = 128 * 1024;
const BYTES_PER_CHARACTER = 3;

/** Puts each row into bytes at once: long strings that wait for theirs would cost memory. */
class RowBytes {
  rowCount = 0;
  private buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  private used = 0;
  private lastRowStart = 0;
  private readonly full: Buffer[] = [];

  add(row: string): void {
    if (this.used + row.length * BYTES_PER_CHARACTER > CHUNK_BYTES) this.turn();
    this.lastRowStart = this.used;
    this.used += this.buffer.write(row, this.used);
    this.rowCount += 1;
  }

  get hasFull(): boolean {
    return this.full.length > 0;
  }

  takeFull(): Buffer[] {
    return this.full.splice(0);
  }

  takeRest(): Buffer[] {
    if (this.used > 0) this.turn();
    return this.takeFull();
  }

  cutLastRow(): void {
    this.used = Math.floor((this.lastRowStart + this.used) / 2);
  }

  private turn(): void {
    this.full.push(this.buffer.subarray(0, this.used));
    this.buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    this.used = 0;
  }
}

/**
 * The files of a day, manifest.csv last: a delta leaves out the files in which nothing changed, and
 * that is known only once they have been worked out. Read one file to its end before the next.
 */
export function* dayFiles(day: Day, options: ExportOptions = {}): Generator<DayFile> {
  const state = readDay(day);
  const before = options.delta === true ? readDay(previousDay(day)) : null;
  const modes = new Map<DataFile, 'bulk' | 'delta'>();
  for (const file of DATA_FILES) {
    if (options.absent?.includes(file) === true) continue;
    const started = new CsvFile(file, state, before);
    if (before && !started.hasRows) continue;
    modes.set(file, before ? 'delta' : 'bulk');
    if (state.missingFile !== file) yield started;
  }
  yield manifestFile(state, modes);
}

class CsvFile implements DayFile {
  readonly name: string;
  readonly chunks: Iterable<Buffer>;
  readonly hasRows: boolean;
  byteCount = 0;
  private readonly rows = new RowBytes();

  constructor(file: DataFile, state: DayState, before: DayState | null) {
    this.name = `${file}.csv`;
    const pieces = before
      ? deltaRows(before, state, file, this.rows)
      : bulkRows(state, file, this.rows);
    const isHeaderOnly = file === 'users' && state.hasEmptyUsers;
    const first = isHeaderOnly ? null : pieces.next();
    this.hasRows = first?.done !== true;
    this.chunks = this.read(header(file, state), first, pieces);
  }

  get rowCount(): number {
    return this.rows.rowCount;
  }

  private *read(
    headerLine: string,
    first: IteratorResult<Buffer> | null,
    pieces: Iterator<Buffer>,
  ): Generator<Buffer> {
    const headerBytes = Buffer.from(headerLine);
    this.byteCount += headerBytes.length;
    yield headerBytes;
    for (let piece = first; piece && piece.done !== true; piece = pieces.next()) {
      this.byteCount += piece.value.length;
      yield piece.value;
    }
  }
}

function header(file: DataFile, state: DayState): string {
  const columns = ['sourcedId', 'status', 'dateLastModified', ...COLUMNS[file]];
  const { renamedHeader } = state;
  if (file !== 'users' || !renamedHeader) return `${columns.join(',')}\r\n`;
  return `${columns.map((name) => (name === renamedHeader.from ? renamedHeader.to : name)).join(',')}\r\n`;
}

function* bulkRows(state: DayState, file: DataFile, rows: RowBytes): Generator<Buffer> {
  const all = bulkGroups(state, file);
  const isCut = state.truncatedShare !== null && file === 'enrollments';
  const limit = isCut ? Math.ceil(countRows(all) * (state.truncatedShare ?? 1)) : Infinity;
  const sink: RowSink = (sourcedId, rest) => {
    if (rows.rowCount < limit) rows.add(`${sourcedId},,,${rest}\r\n`);
  };
  for (const { groups, order } of all) {
    for (let i = 0; i < groups.count && rows.rowCount < limit; i += 1) {
      groups.emit(order(i), sink);
      if (rows.hasFull) yield* rows.takeFull();
    }
  }
  if (isCut) rows.cutLastRow();
  yield* rows.takeRest();
}

interface OrderedGroups {
  readonly groups: RowGroups;
  readonly order: (i: number) => number;
}

function bulkGroups(state: DayState, file: DataFile): OrderedGroups[] {
  const years = { from: state.promotions, to: state.promotions };
  const all = rowGroups(state, file, years);
  if (!state.isReordered) return all.map((groups) => ({ groups, order: (i) => i }));
  return all.toReversed().map((groups) => ({ groups, order: anotherOrder(groups.count) }));
}

function countRows(all: readonly OrderedGroups[]): number {
  let count = 0;
  for (const { groups } of all)
    for (let i = 0; i < groups.count; i += 1) groups.emit(i, () => (count += 1));
  return count;
}

/** Goes through all numbers below count with a stride that has no divisor in common with it. */
function anotherOrder(count: number): (i: number) => number {
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (divisor(stride, count) !== 1) stride += 1;
  return (i) => (count - 1 - ((i * stride) % count) + count) % count;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function* deltaRows(
  before: DayState,
  state: DayState,
  file: DataFile,
  rows: RowBytes,
): Generator<Buffer> {
  const years: YearRange = {
    from: Math.min(before.promotions, state.promotions),
    to: Math.max(before.promotions, state.promotions),
  };
  const modified = `${state.date}T06:00:00.000Z`;
  const gone = new Map<string, string>();
  const collect: RowSink = (sourcedId, rest) => gone.set(sourcedId, rest);
  const compare: RowSink = (sourcedId, rest) => {
    const known = gone.get(sourcedId);
    gone.delete(sourcedId);
    if (known !== rest) rows.add(`${sourcedId},active,${modified},${rest}\r\n`);
  };
  const groupsBefore = rowGroups(before, file, years);
  for (const [part, groups] of rowGroups(state, file, years).entries()) {
    const then = at(groupsBefore, part);
    for (let i = 0; i < groups.count; i += 1) {
      then.emit(i, collect);
      groups.emit(i, compare);
      for (const [sourcedId, rest] of gone)
        rows.add(`${sourcedId},tobedeleted,${modified},${rest}\r\n`);
      gone.clear();
      if (rows.hasFull) yield* rows.takeFull();
    }
  }
  yield* rows.takeRest();
}

const ALL_FILES = [
  'academicSessions',
  'categories',
  'classes',
  'classResources',
  'courses',
  'courseResources',
  'demographics',
  'enrollments',
  'lineItems',
  'orgs',
  'resources',
  'results',
  'users',
] as const;

function manifestFile(state: DayState, modes: ReadonlyMap<string, string>): DayFile {
  const lines = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...ALL_FILES.map((file) => `file.${file},${modes.get(file) ?? 'absent'}`),
    'source.systemName,Synthetic district',
    `source.systemCode,synthetic-${state.layout.seed}`,
  ];
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`);
  return {
    name: 'manifest.csv',
    chunks: [bytes],
    rowCount: lines.length - 1,
    byteCount: bytes.length,
  };
}
