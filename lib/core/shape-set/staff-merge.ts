// Some systems list a teacher once for each school, with an id each. By a number or address that the rows share they become one
// person: the row with the smallest id keeps its id, so that the answer is the same in any order of rows. Its orgs are joined by
// those of the others; what points to the others points to it; their demographics fall out.
import { isPlaceholder } from '../oneroster/placeholder';
import type { PullSettings } from '../pulls/pull-settings';
import {
  cellOf,
  ID,
  isRemoval,
  keptText,
  listOfCell,
  USER_AGENTS,
  USER_EMAIL,
  USER_ENABLED,
  USER_IDENTIFIER,
  USER_ORGS,
  USER_ROLE,
  withCells,
  type CsvRecord,
  type CsvSet,
} from './csv-set';

const STAFF_ROLES: ReadonlySet<string> = new Set(['teacher', 'administrator', 'aide', 'proctor']);

interface StaffRow {
  id: string;
  orgs: string[];
  isEnabled: boolean;
}

export interface StaffMerge {
  /** The rows that are part of another now, each with the id of that. */
  keptIdOf: ReadonlyMap<string, string>;
  /** What became of a row of users; null of one that is part of another now. */
  mergedUser(record: CsvRecord): CsvRecord | null;
}

export async function findStaffMerge(
  set: CsvSet,
  mergeBy: PullSettings['mergeStaffBy'],
): Promise<StaffMerge> {
  const groups = new Map<string, StaffRow[]>();
  if (mergeBy !== 'none')
    for await (const records of set.records('users'))
      for (const record of records) {
        const key = keyOf(record, mergeBy);
        if (key === null) continue;
        const row = staffRow(record);
        const group = groups.get(key);
        if (group) group.push(row);
        else groups.set(keptText(key), [row]);
      }

  const keptIdOf = new Map<string, string>();
  const joined = new Map<string, { orgs: string; isEnabled: boolean }>();
  for (const group of groups.values()) {
    group.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const [kept, ...others] = group;
    // The same id twice is one problem of the file, and told as such.
    const merged = others.filter(({ id }) => id !== kept?.id);
    if (!kept || merged.length === 0) continue;
    for (const { id } of merged) keptIdOf.set(id, kept.id);
    joined.set(kept.id, {
      orgs: [...new Set(group.flatMap(({ orgs }) => orgs))].join(','),
      isEnabled: group.some(({ isEnabled }) => isEnabled),
    });
  }

  return {
    keptIdOf,
    mergedUser(record) {
      if (keptIdOf.size === 0 || isRemoval(record)) return record;
      const id = cellOf(record, ID);
      if (keptIdOf.has(id)) return null;
      const cells: [number, string][] = [];
      const agents = listOfCell(record, USER_AGENTS);
      if (agents.some((agent) => keptIdOf.has(agent))) {
        const following = new Set(agents.map((agent) => keptIdOf.get(agent) ?? agent));
        cells.push([USER_AGENTS, [...following].join(',')]);
      }
      const all = joined.get(id);
      if (all) cells.push([USER_ORGS, all.orgs], [USER_ENABLED, String(all.isEnabled)]);
      return cells.length === 0 ? record : withCells(record, cells);
    },
  };
}

/** Null of whom is nobody's double: no staff, or without a value that could be shared. */
function keyOf(record: CsvRecord, mergeBy: 'identifier' | 'email'): string | null {
  if (isRemoval(record) || !STAFF_ROLES.has(cellOf(record, USER_ROLE))) return null;
  if (cellOf(record, ID) === '') return null;
  const value = cellOf(record, mergeBy === 'email' ? USER_EMAIL : USER_IDENTIFIER);
  if (value === '' || isPlaceholder(value)) return null;
  return mergeBy === 'email' ? value.toLowerCase() : value;
}

function staffRow(record: CsvRecord): StaffRow {
  return {
    id: keptText(cellOf(record, ID)),
    orgs: listOfCell(record, USER_ORGS).map(keptText),
    isEnabled: cellOf(record, USER_ENABLED) === 'true',
  };
}
