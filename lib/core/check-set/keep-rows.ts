import type { RowKeeper } from '../oneroster/file-reading/row-keeper';
import type { RowTable } from './row-table';

/** Keeps the rows of a file in memory, and whom those meant that cannot be used. */
export function keepRows(table: RowTable): RowKeeper {
  return {
    seed: { low: 0, high: 0 },
    accept: (values, _hash, line) => table.add(values, line),
    // Of a full copy it is not counted: that it is there says nothing.
    remove: () => {},
    reject({ sourcedId }) {
      if (sourcedId !== null) table.setAside.add(sourcedId);
    },
    end: () => Promise.resolve({ ignored: 0, rejected: 0 }),
  };
}
