/** Which rows a request means, in which order, and a page of them as records. */
import type { DataFile } from '@/lib/synthetic/district';

import type { Lookup, Place } from './paths';
import { fieldIn, passes, type Query } from './query';
import { type RecordForm, recordOf } from './records';
import type { JsonRecord, Roster, RosterRow } from './roster';

/** Of the query, what is the same for all pages. */
type Selection = Pick<Query, 'filter' | 'sort' | 'isDescending'>;

/** Requests whose rows are remembered at a time. */
const MOST_REMEMBERED = 24;

export class Pages {
  private readonly remembered = new Map<string, Float64Array>();
  private revision = 0;

  constructor(
    private readonly roster: Roster,
    private readonly form: RecordForm,
  ) {}

  /** Places of all rows a request means, whatever its page. */
  placesOf(place: Place, selection: Selection): Float64Array {
    if (this.revision !== this.roster.revision) this.remembered.clear();
    this.revision = this.roster.revision;
    const key = `${place.key} ${JSON.stringify(selection)}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const found = this.find(place, selection);
    const oldest = this.remembered.size >= MOST_REMEMBERED && this.remembered.keys().next();
    if (oldest && oldest.done !== true) this.remembered.delete(oldest.value);
    this.remembered.set(key, found);
    return found;
  }

  records(file: DataFile, places: Float64Array): JsonRecord[] {
    return Array.from(places, (place) => recordOf(file, this.roster.at(file, place), this.form));
  }

  private find(place: Place, { filter, sort, isDescending }: Selection): Float64Array {
    const { file } = place;
    const keep = place.keep?.(this.lookup);
    const found: number[] = [];
    const keys: string[] = [];
    for (const [number, row] of this.roster.all(file)) {
      const fieldOf = this.fieldsOf(file, row);
      if (keep && !keep(recordOf(file, row, this.form))) continue;
      if (filter && !passes(filter, fieldOf)) continue;
      found.push(number);
      if (sort !== null) keys.push(String(fieldOf(sort) ?? ''));
    }
    if (sort === null) return Float64Array.from(found);
    const order = Uint32Array.from(found.keys());
    order.sort((one, other) => compare(keys[one] ?? '', keys[other] ?? '') || one - other);
    if (isDescending) order.reverse();
    return Float64Array.from(order, (i) => found[i] ?? 0);
  }

  /** What every row has is known without making its record, which is most of the work. */
  private fieldsOf(file: DataFile, row: RosterRow): (name: string) => unknown {
    return (name) => {
      if (name === 'sourcedId' || name === 'status' || name === 'dateLastModified')
        return row[name];
      return fieldIn(recordOf(file, row, this.form), name);
    };
  }

  private readonly lookup: Lookup = (file, keep) => {
    const records: JsonRecord[] = [];
    for (const [, row] of this.roster.all(file)) {
      const record = recordOf(file, row, this.form);
      if (keep(record)) records.push(record);
    }
    return records;
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
