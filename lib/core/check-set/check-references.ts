// What leads nowhere: a row that cannot be used without it is set aside, otherwise it is read as empty or taken out of its
// list. All that is wrong with a row is told before anything is done about it. In SQL:
// lib/server/pipeline/check-references.ts.
import type { IssueCode, IssueGroups } from '../issues';
import { fileSpecForEntity, type RosterEntity } from '../oneroster/files';
import { isInCircle } from '../oneroster/parent-circle';
import { referencesFrom, type RosterReference } from '../oneroster/references';
import { byLine, type CheckedRow, type RowTables } from './row-table';

interface Checking {
  tables: RowTables;
  entity: RosterEntity;
  issues: IssueGroups;
}

interface Dangling {
  row: CheckedRow;
  reference: RosterReference;
  value: string | null;
}

/** After everything the entity may point to was checked. Returns how many rows were set aside. */
export function checkReferences(checking: Checking): { ignored: number; rejected: number } {
  const { entity, tables } = checking;
  const references = referencesFrom(entity);
  const inside = references.filter(({ target }) => target === entity);
  const rejected = checkOthers(
    checking,
    references.filter(({ target }) => target !== entity),
    inside.filter(({ many }) => many),
  );
  for (const reference of inside) {
    if (reference.many) {
      const found = tables[entity].rows.flatMap((row) => missingItems(checking, row, reference));
      clear(checking, found);
    } else checkParents(checking, reference);
  }
  if (entity === 'class') checkClassSchools(checking);
  return { ignored: 0, rejected };
}

function checkOthers(
  checking: Checking,
  references: readonly RosterReference[],
  ownLists: readonly RosterReference[],
): number {
  const { tables, entity } = checking;
  const table = tables[entity];
  const rejected = new Set<CheckedRow>();
  const ofRejected: Dangling[] = [];
  const ofKept: Dangling[] = [];
  for (const row of table.rows) {
    const found: Dangling[] = [];
    let isRejected = false;
    for (const reference of references) {
      const missing = reference.many
        ? missingItems(checking, row, reference)
        : missingValue(checking, row, reference);
      found.push(...missing);
      if (reference.onMissing !== 'reject' || missing.length === 0) continue;
      // Of a list: when no id of it is left.
      isRejected ||=
        !reference.many || missing.length === new Set(table.items(row, reference.field)).size;
    }
    if (isRejected) rejected.add(row);
    (isRejected ? ofRejected : ofKept).push(...found);
  }
  // Of people who are set aside together, each would be told at the other.
  for (const row of rejected)
    for (const reference of ownLists)
      for (const value of table.items(row, reference.field))
        if (!table.find(value) && !table.setAside.has(value))
          ofRejected.push({ row, reference, value });
  table.takeOut(rejected);
  for (const { sourcedId } of rejected) table.setAside.add(sourcedId);
  for (const { row, reference, value } of ofRejected.sort((a, b) => byLine(a.row, b.row))) {
    // In the files, and itself set aside.
    const isSetAside = value !== null && tables[reference.target].setAside.has(value);
    record(checking, isSetAside ? 'REFERENCE_SET_ASIDE' : 'REFERENCE_MISSING', {
      row,
      reference,
      value,
    });
  }
  clear(checking, ofKept);
  return rejected.size;
}

function missingValue(
  { tables, entity }: Checking,
  row: CheckedRow,
  reference: RosterReference,
): Dangling[] {
  const value = tables[entity].text(row, reference.field);
  const isMissing =
    value === null ? reference.onMissing === 'reject' : !tables[reference.target].find(value);
  return isMissing ? [{ row, reference, value: value || null }] : [];
}

/** Each id once, in the order of the list. */
function missingItems(
  { tables, entity }: Checking,
  row: CheckedRow,
  reference: RosterReference,
): Dangling[] {
  const target = tables[reference.target];
  return [...new Set(tables[entity].items(row, reference.field))]
    .filter((value) => !target.find(value))
    .map((value) => ({ row, reference, value }));
}

/** Of rows that stay. */
function clear(checking: Checking, found: readonly Dangling[]): void {
  const table = checking.tables[checking.entity];
  for (const dangling of found) {
    const { row, reference, value } = dangling;
    const { field, many } = reference;
    const left = many ? table.items(row, field).filter((item) => item !== value) : null;
    table.set(row, field, left);
    record(checking, many ? 'REFERENCE_ITEM_DROPPED' : 'REFERENCE_CLEARED', dangling);
  }
}

function record(
  { entity, issues }: Checking,
  code: IssueCode,
  { row: { line }, reference: { column, target }, value }: Dangling,
): void {
  const { fileName } = fileSpecForEntity(entity);
  issues.add(fileName, code, { line, column, value, params: { target } });
}

/** Parents inside one file: a missing parent or a circle is read as "no parent". */
function checkParents(checking: Checking, reference: RosterReference): void {
  const table = checking.tables[checking.entity];
  const parents = new Map(
    table.rows.map((row) => [row.sourcedId, table.text(row, reference.field)]),
  );
  const withParent = table.rows.filter((row) => parents.get(row.sourcedId) !== null);
  const clearParent = (row: CheckedRow, code: IssueCode): void => {
    record(checking, code, { row, reference, value: table.text(row, reference.field) });
    table.set(row, reference.field, null);
    parents.set(row.sourcedId, null);
  };
  const missing = withParent.filter((row) => !parents.has(parents.get(row.sourcedId) ?? ''));
  for (const row of missing) clearParent(row, 'REFERENCE_CLEARED');
  for (const row of withParent)
    if (isInCircle(row.sourcedId, parents)) clearParent(row, 'REFERENCE_CYCLE');
}

function checkClassSchools({ tables, issues }: Checking): void {
  for (const row of tables.class.rows) {
    const school = tables.class.text(row, 'school_sourced_id');
    const org = school === null ? undefined : tables.org.find(school);
    const type = org ? tables.org.text(org, 'type') : null;
    if (!org || type === null || type === 'school') continue;
    issues.add('classes.csv', 'CLASS_IN_NON_SCHOOL', {
      line: row.line,
      column: 'schoolSourcedId',
      value: school,
      params: { type, name: tables.org.text(org, 'name') ?? '' },
    });
  }
}
