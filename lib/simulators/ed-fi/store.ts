/** What an Ed-Fi API keeps: records by their keys, the version of each change, and what is gone or has another key. */
import { createHash } from 'node:crypto';

import {
  keyPlaces,
  type KeyValues,
  type ResourceName,
  resourcesOf,
  valueAt,
  withValueAt,
} from './keys';
import type { DataStandard, EdFiRecord } from './terms';

export interface StoredRecord {
  readonly id: string;
  /** The order in which records came; a cursor is one of these numbers. */
  readonly number: number;
  readonly changeVersion: number;
  readonly record: EdFiRecord;
}

export interface Deleted {
  readonly id: string;
  readonly changeVersion: number;
  readonly keyValues: KeyValues;
}

export interface KeyChange {
  readonly id: string;
  readonly changeVersion: number;
  readonly oldKeyValues: KeyValues;
  readonly newKeyValues: KeyValues;
}

interface Table {
  readonly records: Map<string, StoredRecord>;
  readonly deletes: Deleted[];
  readonly keyChanges: KeyChange[];
}

export interface Window {
  readonly oldest: number;
  readonly newest: number;
}

export class EdFiStore {
  private readonly tables = new Map<ResourceName, Table>();
  private newest = 0;
  private oldest = 0;
  private lastNumber = 0;

  constructor(readonly standard: DataStandard) {
    for (const name of resourcesOf(standard))
      this.tables.set(name, { records: new Map(), deletes: [], keyChanges: [] });
  }

  get window(): Window {
    return { oldest: this.oldest, newest: this.newest };
  }

  has(resource: ResourceName): boolean {
    return this.tables.has(resource);
  }

  holds(resource: ResourceName, keyValues: KeyValues): boolean {
    return this.table(resource).records.has(this.keyOf(resource, keyValues));
  }

  /** In the order in which they came. */
  all(resource: ResourceName): StoredRecord[] {
    const records = [...this.table(resource).records.values()];
    return records.sort((one, other) => one.number - other.number);
  }

  deletes(resource: ResourceName): readonly Deleted[] {
    return this.table(resource).deletes;
  }

  keyChanges(resource: ResourceName): readonly KeyChange[] {
    return this.table(resource).keyChanges;
  }

  keyValues(resource: ResourceName, record: EdFiRecord): KeyValues {
    const places = keyPlaces(resource, this.standard);
    return Object.fromEntries(places.map(([name, place]) => [name, valueAt(record, place)]));
  }

  /** Puts a record in, or in the place of the one with its key; a record that says the same keeps its version. */
  upsert(resource: ResourceName, record: EdFiRecord): void {
    const { records } = this.table(resource);
    const key = keyText(this.keyValues(resource, record));
    const known = records.get(key);
    if (known && JSON.stringify(known.record) === JSON.stringify(record)) return;
    this.newest += 1;
    this.lastNumber += known ? 0 : 1;
    records.set(key, {
      id: known?.id ?? idOf(`${resource} ${key} ${this.newest}`),
      number: known?.number ?? this.lastNumber,
      changeVersion: this.newest,
      record,
    });
  }

  delete(resource: ResourceName, keyValues: KeyValues): void {
    const { records, deletes } = this.table(resource);
    const [key, known] = this.find(resource, keyValues);
    this.newest += 1;
    records.delete(key);
    deletes.push({
      id: known.id,
      changeVersion: this.newest,
      keyValues: this.keyValues(resource, known.record),
    });
  }

  changeKey(resource: ResourceName, keyValues: KeyValues, changed: KeyValues): void {
    const { records, keyChanges } = this.table(resource);
    const [key, known] = this.find(resource, keyValues);
    let record = known.record;
    for (const [name, place] of keyPlaces(resource, this.standard))
      if (name in changed) record = withValueAt(record, place, changed[name]);
    this.newest += 1;
    const newKeyValues = this.keyValues(resource, record);
    records.delete(key);
    records.set(keyText(newKeyValues), { ...known, changeVersion: this.newest, record });
    keyChanges.push({
      id: known.id,
      changeVersion: this.newest,
      oldKeyValues: this.keyValues(resource, known.record),
      newKeyValues,
    });
  }

  /** Forgets changes up to here, as a server does that keeps them for a while. */
  forgetChanges(): void {
    this.oldest = this.newest;
    for (const table of this.tables.values()) {
      table.deletes.length = 0;
      table.keyChanges.length = 0;
    }
  }

  /** As it is now: later changes are not seen in it. */
  copy(): EdFiStore {
    const copy = new EdFiStore(this.standard);
    for (const [name, { records, deletes, keyChanges }] of this.tables)
      copy.tables.set(name, {
        records: new Map(records),
        deletes: [...deletes],
        keyChanges: [...keyChanges],
      });
    copy.newest = this.newest;
    copy.oldest = this.oldest;
    copy.lastNumber = this.lastNumber;
    return copy;
  }

  private table(resource: ResourceName): Table {
    const table = this.tables.get(resource);
    if (!table) throw new RangeError(`No ${resource} in data standard ${this.standard}`);
    return table;
  }

  private find(resource: ResourceName, keyValues: KeyValues): [key: string, known: StoredRecord] {
    const key = this.keyOf(resource, keyValues);
    const known = this.table(resource).records.get(key);
    if (!known) throw new RangeError(`No ${resource} with the key ${key}`);
    return [key, known];
  }

  private keyOf(resource: ResourceName, keyValues: KeyValues): string {
    const names = keyPlaces(resource, this.standard).map(([name]) => name);
    return keyText(Object.fromEntries(names.map((name) => [name, keyValues[name]])));
  }
}

function keyText(keyValues: KeyValues): string {
  return JSON.stringify(Object.values(keyValues));
}

function idOf(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
