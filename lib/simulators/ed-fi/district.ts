/** The district an Ed-Fi simulator serves: what a day says goes into the store, and what it no longer says is deleted. */
import type { Day } from '@/lib/synthetic/district';

import type { KeyValues, ResourceName } from './keys';
import { peopleRecords } from './people-records';
import { readTables } from './roster-tables';
import { type Entry, schoolRecords } from './school-records';
import type { EdFiStore } from './store';

/** Records by resource and key that came from the generator; those put in by hand stay when the day moves on. */
type Generated = Map<string, { readonly resource: ResourceName; readonly keyValues: KeyValues }>;

export class EdFiDistrict {
  private generated: Generated = new Map();

  constructor(private readonly store: EdFiStore) {}

  setDay(day: Day): void {
    const tables = readTables(day);
    const { standard } = this.store;
    const entries: Entry[] = [
      ...schoolRecords(tables, standard),
      ...peopleRecords(tables, standard),
    ];
    const generated: Generated = new Map();
    for (const [resource, record] of entries) {
      this.store.upsert(resource, record);
      const keyValues = this.store.keyValues(resource, record);
      generated.set(`${resource} ${JSON.stringify(keyValues)}`, { resource, keyValues });
    }
    // What hangs on a record goes before it.
    for (const [key, { resource, keyValues }] of [...this.generated].reverse())
      if (!generated.has(key) && this.store.holds(resource, keyValues))
        this.store.delete(resource, keyValues);
    this.generated = generated;
  }
}
