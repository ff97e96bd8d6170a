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

const CHUNK_CHARACTERS = 256 * 1024;

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
    const started = new CsvFile(
      file,
      before ? deltaRows(before, state, file) : bulkRows(state, file),
      state,
    );
    if (before && !started.hasRows) continue;
    modes.set(file, before ? 'delta' : 'bulk');
    if (state.missingFile !== file) yield started;
  }
  yield manifestFile(state, modes);
}

/** Rows as lines without their end, in pieces of many lines. */
type LinePieces = Generator<{ readonly text: string; readonly rowCount: number }>;

class CsvFile implements DayFile {
  readonly name: string;
  readonly chunks: Iterable<Buffer>;
  readonly hasRows: boolean;
  rowCount = 0;
  byteCount = 0;

  constructor(file: DataFile, pieces: LinePieces, state: DayState) {
    this.name = `${file}.csv`;
    const first = pieces.next();
    this.hasRows = first.done !== true;
    this.chunks = this.read(
      header(file, state),
      first,
      pieces,
      file === 'users' && state.hasEmptyUsers,
    );
  }

  private *read(
    headerLine: string,
    first: ReturnType<LinePieces['next']>,
    pieces: LinePieces,
    isHeaderOnly: boolean,
  ): Generator<Buffer> {
    const headerBytes = Buffer.from(headerLine);
    this.byteCount += headerBytes.length;
    yield headerBytes;
    if (isHeaderOnly) return;
    for (let piece = first; piece.done !== true; piece = pieces.next()) {
      const bytes = Buffer.from(piece.value.text);
      this.rowCount += piece.value.rowCount;
      this.byteCount += bytes.length;
      yield bytes;
    }
  }
}

function header(file: DataFile, state: DayState): string {
  const columns = ['sourcedId', 'status', 'dateLastModified', ...COLUMNS[file]];
  const { renamedHeader } = state;
  if (file !== 'users' || !renamedHeader) return `${columns.join(',')}\r\n`;
  return `${columns.map((name) => (name === renamedHeader.from ? renamedHeader.to : name)).join(',')}\r\n`;
}

function* bulkRows(state: DayState, file: DataFile): LinePieces {
  const years = { from: state.promotions, to: state.promotions };
  let text = '';
  let rowCount = 0;
  const sink: RowSink = (sourcedId, rest) => {
    text += `${sourcedId},,,${rest}\r\n`;
    rowCount += 1;
  };
  const all = rowGroups(state, file, years);
  for (const { groups, order, end } of plan(state, file, all)) {
    for (let i = 0; i < end; i += 1) {
      groups.emit(order(i), sink);
      if (text.length > CHUNK_CHARACTERS) {
        yield { text, rowCount };
        text = '';
        rowCount = 0;
      }
    }
  }
  if (state.truncatedShare !== null && file === 'enrollments') text = cutLastLine(text);
  if (text !== '') yield { text, rowCount };
}

function cutLastLine(text: string): string {
  const lastLine = text.lastIndexOf('\r\n', text.length - 3) + 2;
  return text.slice(0, lastLine + Math.floor((text.length - lastLine) / 2));
}

interface PlannedGroups {
  readonly groups: RowGroups;
  readonly order: (i: number) => number;
  readonly end: number;
}

function plan(state: DayState, file: DataFile, all: readonly RowGroups[]): PlannedGroups[] {
  if (state.isReordered)
    return all
      .toReversed()
      .map((groups) => ({ groups, order: anotherOrder(groups.count), end: groups.count }));
  const isCut = state.truncatedShare !== null && file === 'enrollments';
  return all.map((groups, i) => ({
    groups,
    order: (group) => group,
    end:
      isCut && i === all.length - 1
        ? Math.max(1, Math.floor(groups.count * (state.truncatedShare ?? 1)))
        : groups.count,
  }));
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

function* deltaRows(before: DayState, state: DayState, file: DataFile): LinePieces {
  const years: YearRange = {
    from: Math.min(before.promotions, state.promotions),
    to: Math.max(before.promotions, state.promotions),
  };
  const modified = `${state.date}T06:00:00.000Z`;
  const old = new Map<string, string>();
  let text = '';
  let rowCount = 0;
  const collect: RowSink = (sourcedId, rest) => old.set(sourcedId, rest);
  const compare: RowSink = (sourcedId, rest) => {
    const known = old.get(sourcedId);
    old.delete(sourcedId);
    if (known === rest) return;
    text += `${sourcedId},active,${modified},${rest}\r\n`;
    rowCount += 1;
  };
  const oldGroups = rowGroups(before, file, years);
  const groups = rowGroups(state, file, years);
  for (let part = 0; part < groups.length; part += 1) {
    const now = at(groups, part);
    const then = at(oldGroups, part);
    for (let i = 0; i < now.count; i += 1) {
      then.emit(i, collect);
      now.emit(i, compare);
      for (const [sourcedId, rest] of old) {
        text += `${sourcedId},tobedeleted,${modified},${rest}\r\n`;
        rowCount += 1;
      }
      old.clear();
      if (text.length > CHUNK_CHARACTERS) {
        yield { text, rowCount };
        text = '';
        rowCount = 0;
      }
    }
  }
  if (text !== '') yield { text, rowCount };
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
