import { countedEntities, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import type { AppContext } from '../../app-context';
import { shownMetadata } from '../../../core/oneroster/shown-metadata';
import { liveTable, stagingTable, type PlannedEntity, type RunKey } from '../../db/roster-tables';
import { readStaged } from './read-staged';
import { getSchoolNames, schoolNameJoins, schoolNameSql } from './school-names';

type Context = Pick<AppContext, 'db'>;

/** What a run did or would do to one record. */
export interface ChangeRow {
  seq: number;
  entity: PlannedEntity;
  countedAs: CountedEntity;
  action: ChangeAction;
  sourcedId: string;
  schoolSourcedId: string;
  schoolName: string | null;
  isCascade: boolean;
  fields: FieldChange[];
  /** A name or a title; null for those who may not see it, and where there is none. */
  label: string | null;
}

export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

export interface ChangeFilter {
  entity: CountedEntity | null;
  action: ChangeAction | null;
  school: string | null;
  /** An updated column, as it is stored. */
  field?: string | null;
  /** Of people, as the live roster or the files have it. */
  role?: string | null;
  /** Of people. */
  grade?: string | null;
}

export interface ChangePage {
  rows: ChangeRow[];
  /** Values of `after` and `before` of the neighbouring pages. */
  next: number | null;
  previous: number | null;
}

export type StoredChange = Omit<ChangeRow, 'label' | 'fields'> & {
  changedFields: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** Of a change `c` and its school: see `schoolNameJoins`. */
export const storedChangeColumns = `c.seq, c.entity, c.counted_as AS "countedAs", c.action,
  c.sourced_id AS "sourcedId", c.school_sourced_id AS "schoolSourcedId",
  ${schoolNameSql} AS "schoolName", c.is_cascade AS "isCascade",
  coalesce(c.changed_fields, '{}') AS "changedFields", c.before, c.after`;

/** Text of these never leaves the record page, where showing it is recorded. */
const CONTACT_FIELDS: ReadonlySet<string> = new Set([
  'email',
  'sms',
  'phone',
  'username',
  'user_ids',
]);
/** Ids of schools, which people know by name. */
const SCHOOL_FIELDS: readonly string[] = ['org_sourced_id', 'org_sourced_ids'];
/** Made by us from other columns: telling them again says nothing. */
const DERIVED_FIELDS: ReadonlySet<string> = new Set([
  'name_key',
  'given_key',
  'email_key',
  'sms_e164',
  'phone_e164',
  'school_sourced_id',
  'language_code',
]);

export interface ChangeWords {
  /** Names of people and what is told of them. */
  withNames: boolean;
  /** Schools by name where a change moves somebody, for a reader; a file and a program want the ids. */
  withSchoolNames?: boolean;
}

/** The stored changes of a run in the order of the plan. */
export async function listChanges(
  ctx: Context,
  tenantId: number,
  runId: number,
  filter: ChangeFilter,
  request: { after: number | null; before: number | null; size: number } & ChangeWords,
): Promise<ChangePage> {
  const isBackwards = request.before !== null;
  const run = { id: runId, tenantId };
  const { rows } = await readStaged(ctx, run, 'user', (isStaged) => {
    const { values, conditions } = conditionsOf(run, filter, isStaged);
    const [from, size] = [`$${values.length + 1}`, `$${values.length + 2}`];
    return ctx.db.pool.query<StoredChange>(
      `SELECT ${storedChangeColumns} FROM change c
       ${schoolNameJoins('$1', 'c.run_id', 'c.school_sourced_id')}
       WHERE ${conditions.join(' AND ')} AND c.seq ${isBackwards ? '<' : '>'} ${from}
       ORDER BY c.seq ${isBackwards ? 'DESC' : 'ASC'} LIMIT ${size}`,
      [...values, request.before ?? request.after ?? -1, request.size + 1],
    );
  });
  const hasMore = rows.length > request.size;
  const shown = rows.slice(0, request.size);
  if (isBackwards) shown.reverse();
  const hasPrevious = isBackwards ? hasMore : request.after !== null;
  const hasNext = isBackwards || hasMore;
  return {
    rows: await describeChanges(ctx, tenantId, runId, shown, request),
    previous: hasPrevious ? (shown[0]?.seq ?? null) : null,
    next: hasNext ? (shown.at(-1)?.seq ?? null) : null,
  };
}

export interface ChangeTotal {
  entity: CountedEntity;
  added: number;
  changed: number;
  removed: number;
}

/** How much a run changes of each kind of record, in the order of the files; what it does not touch is left out. */
export async function listChangeTotals(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ChangeTotal[]> {
  const { rows } = await ctx.db.pool.query<ChangeTotal>(
    `SELECT entity, coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
       coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed,
       coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed
     FROM change_count WHERE tenant_id = $1 AND run_id = $2 AND entity = ANY($3)
     GROUP BY entity HAVING sum(count) > 0 ORDER BY array_position($3, entity)`,
    [tenantId, runId, countedEntities],
  );
  return rows;
}

/** How many changes a filter finds, from the counts that were stored with the plan. */
export async function countChanges(
  ctx: Context,
  tenantId: number,
  runId: number,
  { entity, action, school }: Pick<ChangeFilter, 'entity' | 'action' | 'school'>,
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT coalesce(sum(count), 0)::int AS count FROM change_count
     WHERE tenant_id = $1 AND run_id = $2 AND ($3::text IS NULL OR entity = $3)
       AND ($4::text IS NULL OR action = $4) AND ($5::text IS NULL OR school_sourced_id = $5)`,
    [tenantId, runId, entity, action, school],
  );
  return rows[0]?.count ?? 0;
}

/** All changes of the filter for a file; names left out, and schools by the ids that the district sent. */
export async function* streamChanges(
  ctx: Context,
  tenantId: number,
  runId: number,
  filter: ChangeFilter,
): AsyncGenerator<ChangeRow> {
  let after: number | null = null;
  do {
    const page: ChangePage = await listChanges(ctx, tenantId, runId, filter, {
      after,
      before: null,
      size: 1000,
      withNames: false,
    });
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

/** What a filter asks of a change `c`, with its values from $1, the tenant, on. */
function conditionsOf(
  run: RunKey,
  { entity, action, school, field = null, role = null, grade = null }: ChangeFilter,
  isStaged: boolean,
): { conditions: string[]; values: (string | number)[] } {
  const values: (string | number)[] = [run.tenantId, run.id];
  const conditions = ['c.tenant_id = $1', 'c.run_id = $2'];
  const put = (value: string) => `$${values.push(value)}`;
  if (entity !== null) conditions.push(`c.counted_as = ${put(entity)}`);
  if (action !== null) conditions.push(`c.action = ${put(action)}`);
  if (school !== null) conditions.push(`c.school_sourced_id = ${put(school)}`);
  if (field !== null) conditions.push(`${put(field)} = ANY(c.changed_fields)`);
  const ofPerson = [
    ...(role === null ? [] : [`u.role = ${put(role)}`]),
    ...(grade === null ? [] : [`${put(grade)} = ANY(u.grades)`]),
  ];
  if (ofPerson.length > 0) {
    // By the row in force or the row of the file: a new person has only the second.
    const tables = [liveTable('user'), ...(isStaged ? [stagingTable(run, 'user')] : [])];
    const isOne = tables.map(
      (table) => `EXISTS (SELECT 1 FROM ${table} u WHERE u.tenant_id = $1
        AND u.sourced_id = c.sourced_id AND ${ofPerson.join(' AND ')})`,
    );
    conditions.push(`c.entity = 'user' AND (${isOne.join(' OR ')})`);
  }
  return { conditions, values };
}

export async function describeChanges(
  ctx: Context,
  tenantId: number,
  runId: number,
  changes: readonly StoredChange[],
  { withNames, withSchoolNames = false }: ChangeWords,
): Promise<ChangeRow[]> {
  const labels = withNames
    ? await labelsOf(ctx, tenantId, runId, changes)
    : new Map<string, string>();
  const schools = withSchoolNames
    ? await schoolsOf(ctx, tenantId, runId, changes)
    : new Map<string, string>();
  return changes.map(({ changedFields, before, after, ...change }) => ({
    ...change,
    label: labels.get(`${change.entity} ${change.sourcedId}`) ?? null,
    fields: changedFields
      .filter((field) => !DERIVED_FIELDS.has(field))
      .flatMap((field) => fieldChanges(change.entity, field, before, after, withNames))
      .map((each) => (SCHOOL_FIELDS.includes(each.field) ? namedSchools(each, schools) : each)),
  }));
}

async function schoolsOf(
  ctx: Context,
  tenantId: number,
  runId: number,
  changes: readonly StoredChange[],
): Promise<ReadonlyMap<string, string>> {
  const ids = changes.flatMap(({ changedFields, before, after }) =>
    SCHOOL_FIELDS.filter((field) => changedFields.includes(field)).flatMap((field) =>
      [before?.[field], after?.[field]].flatMap(idsOf),
    ),
  );
  return getSchoolNames(ctx, tenantId, runId, ids);
}

function idsOf(value: unknown): string[] {
  return (shownText(value) ?? '').split(', ');
}

function namedSchools(change: FieldChange, schools: ReadonlyMap<string, string>): FieldChange {
  const named = (text: string | null) =>
    text === null
      ? null
      : idsOf(text)
          .map((id) => schools.get(id) ?? id)
          .join(', ');
  const [before, after] = [named(change.before), named(change.after)];
  // Two schools of one name: only their ids tell them apart.
  return before === after ? change : { ...change, before, after };
}

function fieldChanges(
  entity: PlannedEntity,
  field: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
  withNames: boolean,
): FieldChange[] {
  const [from, to] = [before?.[field], after?.[field]];
  const isHidden =
    entity === 'demographics' || (entity === 'user' && (CONTACT_FIELDS.has(field) || !withNames));
  if (isHidden) {
    const isOther = !isBlank(from) && !isBlank(to);
    return [
      {
        field,
        before: isBlank(from) ? null : 'hidden',
        after: isBlank(to) ? null : isOther ? 'another, hidden' : 'hidden',
      },
    ];
  }
  if (field === 'metadata') return metadataChanges(from, to);
  return [{ field, before: shownText(from), after: shownText(to) }];
}

/** One line per column the district added, where it differs. */
function metadataChanges(before: unknown, after: unknown): FieldChange[] {
  const values = (value: unknown) =>
    new Map(shownMetadata(asRecord(value)).map((each) => [each.name, each.value]));
  const [from, to] = [values(before), values(after)];
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((name) => from.get(name) !== to.get(name))
    .map((name) => ({
      field: `metadata.${name}`,
      before: from.get(name) ?? null,
      after: to.get(name) ?? null,
    }));
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function shownText(value: unknown): string | null {
  if (isBlank(value)) return null;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The fields that changed anywhere in a run's updates, from a look at its first thousands. */
export async function listChangedFields(
  ctx: Context,
  { id: runId, tenantId }: { id: number; tenantId: number },
): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ field: string }>(
    `SELECT DISTINCT field FROM (
       SELECT changed_fields FROM change WHERE tenant_id = $1 AND run_id = $2 AND action = 'UPDATE' LIMIT 5000) c
     CROSS JOIN LATERAL unnest(c.changed_fields) field ORDER BY field`,
    [tenantId, runId],
  );
  return rows.map(({ field }) => field);
}

// ---- names of records --------------------------------------------------------------------------------------

const LABEL: Partial<Record<PlannedEntity, string>> = {
  org: 'name',
  academicSession: 'title',
  course: 'title',
  class: 'title',
  user: `given_name || ' ' || family_name`,
};

/** From the live roster, or from the run's staging for records that are not in it yet. */
async function labelsOf(
  ctx: Context,
  tenantId: number,
  runId: number,
  changes: readonly Pick<ChangeRow, 'entity' | 'sourcedId'>[],
): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  for (const [entity, expression] of Object.entries(LABEL)) {
    const wanted = changes
      .filter((change) => change.entity === entity)
      .map(({ sourcedId }) => sourcedId);
    if (wanted.length === 0) continue;
    const known = entity as keyof typeof LABEL;
    const run = { id: runId, tenantId };
    await readStaged(ctx, run, known, async (isStaged) => {
      const tables = [...(isStaged ? [stagingTable(run, known)] : []), liveTable(known)];
      for (const table of tables) {
        const { rows } = await ctx.db.pool.query<{ sourcedId: string; label: string }>(
          `SELECT sourced_id AS "sourcedId", ${expression} AS label FROM ${table}
           WHERE tenant_id = $1 AND sourced_id = ANY($2)`,
          [tenantId, wanted],
        );
        for (const { sourcedId, label } of rows) labels.set(`${entity} ${sourcedId}`, label);
      }
    });
  }
  return labels;
}
