// What becomes of a row once it is told from its neighbors: it is checked, counted, and given to the keeper with its problems.
import { readInstant } from '@/lib/core/calendar/read-date';
import { parseCsvLines } from '@/lib/core/csv';
import { MAX_RECORD_BYTES } from '@/lib/core/csv/bytes/read-lines';
import { trimBlanks } from '@/lib/core/csv/cells';
import { isNobodysLine } from '@/lib/core/csv/row-shape';
import type { IssueCode, IssueGroups, IssueParams } from '@/lib/core/issues';
import type { DeltaState } from '../delta-states';
import { storedColumns, type FileSpec } from '../files';
import type { ReadHeader } from '../header';
import type { RowReader } from '../row';
import type { RowSettings } from '../row/row-state';
import type { FileReading } from './file-reading';
import type { LinePlace, RepeatedRecord, RowHash, RowKeeper } from './row-keeper';

export interface RowsOfFile {
  spec: FileSpec;
  settings: RowSettings;
  header: ReadHeader;
  reader: RowReader;
  keeper: RowKeeper;
  issues: IssueGroups;
  /** Counts are added to it. */
  reading: FileReading;
}

export class RowOutcomes {
  private readonly fileName: string;
  private readonly reader: RowReader;
  private readonly keeper: RowKeeper;
  private readonly issues: IssueGroups;
  private readonly reading: FileReading;
  private readonly settings: RowSettings;
  private readonly idPosition: number;
  private readonly modifiedIndex: number;
  /** Of a delta: what each record was said to be. */
  private readonly states = new Map<string, DeltaState[]>();

  constructor({ spec, settings, header, reader, keeper, issues, reading }: RowsOfFile) {
    if (spec.entity === null) throw new Error(`${spec.fileName} has no entity`);
    this.fileName = spec.fileName;
    this.reader = reader;
    this.keeper = keeper;
    this.issues = issues;
    this.reading = reading;
    this.settings = settings;
    this.idPosition = storedColumns(spec.entity).findIndex(({ field }) => field === 'sourced_id');
    this.modifiedIndex = header.columnIndexes.get('dateLastModified') ?? -1;
  }

  /** A row whose cells are told apart. */
  readCells(cells: string[], line: number, hash: RowHash, place: LinePlace | null): void {
    const { reading, keeper } = this;
    reading.rowsRead += 1;
    const outcome = this.reader.read(cells);
    if (outcome.kind === 'ignored') {
      reading.rowsIgnored += 1;
      return;
    }
    if (outcome.kind === 'nobody') {
      this.ignoreLine(line);
      return;
    }
    if (outcome.issues) {
      const schoolSourcedId = this.reader.schoolOf(cells);
      for (const { code, column, value, params } of outcome.issues)
        this.issues.add(this.fileName, code, { line, column, value, params, schoolSourcedId });
    }
    switch (outcome.kind) {
      case 'accepted':
        reading.rowsAccepted += 1;
        keeper.accept(outcome.values, outcome.issues ? null : hash, line, place);
        this.noteState(cells, String(outcome.values[this.idPosition]), line, 'active');
        break;
      case 'remove':
        if (this.settings.mode === 'delta') reading.rowsAccepted += 1;
        else reading.rowsIgnored += 1;
        keeper.remove(outcome.sourcedId, line);
        this.noteState(cells, outcome.sourcedId, line, 'remove');
        break;
      case 'rejected': {
        const { sourcedId } = outcome;
        this.countRejected(sourcedId);
        keeper.reject({ kind: 'row', line, sourcedId, cells, issues: outcome.issues });
        this.noteState(cells, sourcedId, line, 'unusable');
        break;
      }
    }
  }

  /** A line that is no row: whose it is can only be told by its first cell. */
  readBroken(text: string, line: number, code: IssueCode): void {
    const cells = parseCsvLines(text).rows[0] ?? [];
    if (!isNobodysLine(cells)) {
      this.rejectText(line, cells, code, text);
      return;
    }
    this.reading.rowsRead += 1;
    this.ignoreLine(line);
  }

  rejectText(line: number, cells: string[], code: IssueCode, text: string): void {
    this.reading.rowsRead += 1;
    this.say(code, line);
    const sourcedId = this.reader.sourcedIdOf(cells);
    this.countRejected(sourcedId);
    this.keeper.reject({ kind: 'text', line, sourcedId, code, text });
  }

  rejectTooLong(line: number): void {
    this.reading.rowsRead += 1;
    this.say('RECORD_TOO_LONG', line, { limit: MAX_RECORD_BYTES });
    this.countRejected(null);
    this.keeper.reject({ kind: 'too long', line, sourcedId: null });
  }

  /** The line was there before, word for word: one of the two is not counted. */
  ignoreCopy(text: string, line: number): void {
    this.reading.rowsRead += 1;
    this.reading.rowsIgnored += 1;
    const value = this.reader.sourcedIdOf(parseCsvLines(text).rows[0] ?? []);
    this.issues.add(this.fileName, 'DUPLICATE_ID_SAME', { line, column: 'sourcedId', value });
    this.keeper.noteCopy?.(value);
  }

  /** After the last row. */
  async end(): Promise<void> {
    const repeated: RepeatedRecord[] = [...this.states]
      .filter(([, said]) => said.length > 1)
      .map(([sourcedId, said]) => ({ sourcedId, states: said }));
    const { ignored, rejected } = await this.keeper.end(repeated);
    this.reading.rowsAccepted -= ignored + rejected;
    this.reading.rowsIgnored += ignored;
    this.reading.rowsRejected += rejected;
  }

  private say(code: IssueCode, line: number, params?: IssueParams): void {
    const issue = { line, column: null, value: null };
    this.issues.add(this.fileName, code, params ? { ...issue, params } : issue);
  }

  private countRejected(sourcedId: string | null): void {
    this.reading.rowsRejected += 1;
    if (sourcedId === null) this.reading.rowsUnidentified += 1;
  }

  private ignoreLine(line: number): void {
    this.reading.rowsIgnored += 1;
    this.say('LINE_OF_NOBODY', line);
  }

  private noteState(
    cells: readonly string[],
    sourcedId: string | null,
    line: number,
    kind: DeltaState['kind'],
  ): void {
    if (this.settings.mode !== 'delta' || sourcedId === null) return;
    const at = readInstant(trimBlanks(cells[this.modifiedIndex] ?? ''), {
      acceptsUsDates: this.settings.acceptUsDates,
    });
    const known = this.states.get(sourcedId);
    if (known) known.push({ line, at, kind });
    else this.states.set(sourcedId, [{ line, at, kind }]);
  }
}
