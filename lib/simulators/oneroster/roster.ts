/** The district a simulator serves: a synthetic day, and what a test changed by hand. */
import { DATA_FILES, type DataFile, type Day } from '@/lib/synthetic/district';
import { at } from '@/lib/synthetic/random';

import { dayDifference, type DayRow, DayRows } from '../parts/day-rows';

export type JsonRecord = Record<string, unknown>;

/** A row before it is written out: most requests look at no more than this of most rows. */
export interface RosterRow {
  readonly sourcedId: string;
  readonly status: string;
  readonly dateLastModified: string;
  /** As the generator has it, or written by hand. */
  readonly content: string | JsonRecord;
  /** Fields that a test set to something else. */
  readonly changed?: JsonRecord;
}

/** What becomes of a row that is no longer there on the next day. */
export type GoneRows = 'left out' | 'tobedeleted';

/** Places of rows that are not of the day: first those added by hand, last those that are gone. */
const ADDED = 2 ** 50;
const GONE = 2 ** 51;

interface Changes {
  readonly modified: Map<string, string>;
  readonly gone: Map<string, DayRow>;
  readonly added: Map<string, JsonRecord>;
  readonly changed: Map<string, JsonRecord>;
  readonly removed: Set<string>;
}

function noChanges(): Changes {
  return {
    modified: new Map(),
    gone: new Map(),
    added: new Map(),
    changed: new Map(),
    removed: new Set(),
  };
}

export class Roster {
  /** Moves with every change, so that what was worked out before is worked out again. */
  revision = 1;
  private readonly since: string;
  private readonly changes: Record<DataFile, Changes>;
  private readonly rows = new Map<DataFile, DayRows>();
  /** Those of `changes`, by number. */
  private readonly gone = new Map<DataFile, readonly DayRow[]>();

  constructor(
    private day: Day,
    private readonly goneRows: GoneRows,
  ) {
    this.since = momentOf(day.date);
    this.changes = {
      orgs: noChanges(),
      academicSessions: noChanges(),
      courses: noChanges(),
      classes: noChanges(),
      users: noChanges(),
      enrollments: noChanges(),
      demographics: noChanges(),
    };
  }

  setDay(day: Day): void {
    const moment = momentOf(day.date);
    for (const file of DATA_FILES) {
      const { modified, gone } = this.changes[file];
      const difference = dayDifference(this.day, day, file);
      for (const sourcedId of difference.changed) {
        modified.set(sourcedId, moment);
        gone.delete(sourcedId);
      }
      for (const row of difference.gone) {
        modified.set(row.sourcedId, moment);
        if (this.goneRows === 'tobedeleted') gone.set(row.sourcedId, row);
      }
      this.gone.set(file, [...gone.values()]);
    }
    this.day = day;
    this.rows.clear();
    this.revision += 1;
  }

  /** Sets fields of a row, status and dateLastModified included. */
  change(file: DataFile, sourcedId: string, fields: JsonRecord): void {
    const { added, changed } = this.changes[file];
    const record = added.get(sourcedId);
    if (record) added.set(sourcedId, { ...record, ...fields });
    else changed.set(sourcedId, { ...changed.get(sourcedId), ...fields });
    this.revision += 1;
  }

  /** Adds a row before all others, written out as the server is to send it. */
  add(file: DataFile, record: JsonRecord): void {
    this.changes[file].added.set(String(record['sourcedId']), record);
    this.revision += 1;
  }

  /** From now on the row is not sent at all. */
  remove(file: DataFile, sourcedId: string): void {
    const { added, removed } = this.changes[file];
    if (!added.delete(sourcedId)) removed.add(sourcedId);
    this.revision += 1;
  }

  *all(file: DataFile): Generator<readonly [place: number, row: RosterRow]> {
    const { removed, added } = this.changes[file];
    for (const [i, record] of [...added.values()].entries())
      yield [ADDED + i, this.addedRow(record)];
    for (const [place, row] of this.dayRows(file).all())
      if (!removed.has(row.sourcedId)) yield [place, this.rosterRow(file, row)];
    for (const [i, row] of (this.gone.get(file) ?? []).entries())
      if (!removed.has(row.sourcedId)) yield [GONE + i, this.rosterRow(file, row, 'tobedeleted')];
  }

  at(file: DataFile, place: number): RosterRow {
    if (place >= GONE) {
      const row = at(this.gone.get(file) ?? [], place - GONE);
      return this.rosterRow(file, row, 'tobedeleted');
    }
    // Added by hand are few.
    if (place >= ADDED)
      return this.addedRow(at([...this.changes[file].added.values()], place - ADDED));
    return this.rosterRow(file, this.dayRows(file).at(place));
  }

  private dayRows(file: DataFile): DayRows {
    const rows = this.rows.get(file) ?? new DayRows(this.day, file);
    this.rows.set(file, rows);
    return rows;
  }

  private rosterRow(file: DataFile, { sourcedId, rest }: DayRow, status = 'active'): RosterRow {
    const { modified, changed } = this.changes[file];
    const fields = changed.get(sourcedId);
    return {
      sourcedId,
      status: textIn(fields, 'status') ?? status,
      dateLastModified: textIn(fields, 'dateLastModified') ?? modified.get(sourcedId) ?? this.since,
      content: rest,
      ...(fields && { changed: fields }),
    };
  }

  private addedRow(record: JsonRecord): RosterRow {
    return {
      sourcedId: String(record['sourcedId']),
      status: textIn(record, 'status') ?? 'active',
      dateLastModified: textIn(record, 'dateLastModified') ?? this.since,
      content: record,
    };
  }
}

function textIn(record: JsonRecord | undefined, name: string): string | undefined {
  const value = record?.[name];
  return typeof value === 'string' ? value : undefined;
}

function momentOf(date: string): string {
  return `${date}T06:00:00.000Z`;
}
