// `roster_count` holds the totals and facets the explorer and the limits ask for, so that nobody counts a large
// district again. It is rewritten in the transaction that changes the roster: shifted by what changed, or whole.
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster';
import { changesOf } from './parts/changes-of';
import { FILLED_FACETS } from './parts/filled-facets';
import type { PlanGroup } from './parts/plan';
import {
  countedAsExpression,
  liveTable,
  PLANNED_ENTITIES,
  recordFields,
  rosterTable,
  schoolExpression,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../db/roster-tables';

/** How one entity's rows are counted: first grouped in one pass, then spread over its facets. */
interface CountRule {
  /** Columns of a group, in SQL over the entity's rows `r`. */
  columns: Readonly<Record<string, string>>;
  /** Conditions on `r`: each group has the number of its rows for which it holds. */
  conditions?: Readonly<Record<string, string>>;
  /** entity, facet, value and count, from the groups `g`, whose rows number `n`. */
  facets: string;
}

const bySchool = (name: string): string =>
  `SELECT '${name}', '', '', coalesce(sum(n), 0) FROM g
   UNION ALL SELECT '${name}', 'school', school, sum(n) FROM g WHERE school <> '' GROUP BY school`;

const totals = (...names: string[]): CountRule => ({
  columns: {},
  facets: names
    .map((name) => `SELECT '${name}', '', '', coalesce(sum(n), 0) FROM g`)
    .join(' UNION ALL '),
});

const kinds = (kind: string, names: readonly string[]): string =>
  `SELECT k, '', '', coalesce(sum(n), 0) FROM unnest(ARRAY['${names.join("', '")}']) AS k LEFT JOIN g ON ${kind} = k GROUP BY k
   UNION ALL SELECT ${kind}, 'school', school, sum(n) FROM g WHERE school <> '' GROUP BY 1, school`;

const ofStudents = (value: string): string =>
  `CASE WHEN r.role = 'student' THEN coalesce(${value}, '') END`;

const filledFacets = Object.keys(FILLED_FACETS);
const filledSums = filledFacets.map((facet) => `sum("${facet}") AS "${facet}"`).join(', ');
const filled = filledFacets.map((facet) => `('${facet}', k."${facet}")`).join(', ');

const RULES: Readonly<Record<PlannedEntity, CountRule>> = {
  org: totals('org', 'orgs'),
  academicSession: totals('academicSession', 'sessions'),
  demographics: totals('demographics'),
  link: totals('link', 'links'),
  course: {
    columns: { school: schoolExpression('course', 'r') },
    facets: `${bySchool('course')} UNION ALL ${bySchool('courses')}`,
  },
  class: {
    columns: { school: schoolExpression('class', 'r') },
    facets: `${bySchool('class')} UNION ALL ${bySchool('classes')}`,
  },
  user: {
    columns: {
      role: 'r.role',
      school: schoolExpression('user', 'r'),
      language: ofStudents('r.language_code'),
      grade: ofStudents('r.grades[1]'),
    },
    conditions: FILLED_FACETS,
    facets: `SELECT 'user', '', '', coalesce(sum(n), 0) FROM g
      UNION ALL SELECT 'user', 'role', role, sum(n) FROM g GROUP BY role
      UNION ALL SELECT 'user', 'school', school, sum(n) FROM g WHERE school <> '' GROUP BY school
      UNION ALL SELECT 'user', 'schoolRole', school || '|' || role, sum(n) FROM g WHERE school <> '' GROUP BY school, role
      UNION ALL SELECT 'user', 'language', language, sum(n) FROM g WHERE language IS NOT NULL GROUP BY language
      UNION ALL SELECT 'user', 'grade', grade, sum(n) FROM g WHERE grade IS NOT NULL GROUP BY grade
      UNION ALL ${kinds(countedAsExpression('user', 'g'), ['students', 'staff', 'contacts'])}
      UNION ALL SELECT f.kind, f.facet, coalesce(f.school, ''), sum(f.n) FROM (
        SELECT k.kind, x.facet, nullif(k.school, '') AS school, x.n
        FROM (SELECT ${countedAsExpression('user', 'g')} AS kind, school, ${filledSums} FROM g GROUP BY 1, 2) k
        CROSS JOIN LATERAL (VALUES ${filled}) AS x(facet, n)) f
      GROUP BY GROUPING SETS ((f.kind, f.facet), (f.kind, f.facet, f.school))
      HAVING sum(f.n) > 0 AND (grouping(f.school) = 1 OR f.school IS NOT NULL)`,
  },
  enrollment: {
    columns: { role: 'r.role', school: schoolExpression('enrollment', 'r') },
    facets: `${bySchool('enrollment')}
      UNION ALL SELECT 'enrollment', 'role', role, sum(n) FROM g GROUP BY role
      UNION ALL ${kinds(countedAsExpression('enrollment', 'g'), ['studentEnrollments', 'staffEnrollments'])}`,
  },
};

function grouped(entity: PlannedEntity, from: string, more = ''): string {
  const { columns: named, conditions = {} } = RULES[entity];
  const columns = Object.entries(named);
  const counted = Object.entries(conditions)
    .map(([name, condition]) => `, count(*) FILTER (WHERE ${condition}) AS "${name}"`)
    .join('');
  const list = columns.map(([name, value]) => `${value} AS ${name}, `).join('');
  const keys = columns.map((_, i) => i + 1).join(', ');
  return `SELECT ${list}count(*) AS n${counted}${more} FROM ${from}${keys ? ` GROUP BY ${keys}` : ''}`;
}

/** entity, facet, value, count over the rows of `from`, whose alias is `r`. */
function counts(entity: PlannedEntity, from: string): string {
  return `WITH g AS MATERIALIZED (${grouped(entity, from)}) ${RULES[entity].facets}`;
}

const active = (table: string, tenantId: number): string =>
  `${table} r WHERE r.tenant_id = ${tenantId} AND r.removed_at IS NULL`;

/** Counts the whole roster as it stands in this transaction. Each large table is read once. */
export async function recountRoster(client: pg.ClientBase, tenantId: number): Promise<void> {
  await client.query('DELETE FROM roster_count WHERE tenant_id = $1', [tenantId]);
  for (const entity of PLANNED_ENTITIES) {
    await client.query(
      `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
       SELECT $1, c.* FROM (${counts(entity, active(liveTable(entity), tenantId))}) c`,
      [tenantId],
    );
  }
}

/**
 * Takes the records a plan touches out of the counts (`-1`, before it is applied) or adds them as they
 * then are (`1`): between the two the counts follow the roster without counting it.
 */
export async function shiftCounts(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
  direction: 1 | -1,
): Promise<void> {
  // Of those touched, the ones that are in force: before, and after.
  const actions = direction === -1 ? ['UPDATE', 'REMOVE'] : ['ADD', 'UPDATE', 'REACTIVATE'];
  const changed = `SELECT c.sourced_id FROM change c WHERE ${changesOf(run, entity, ...actions)}`;
  const pairs = `SELECT split_part(p.sourced_id, E'\\n', 1), split_part(p.sourced_id, E'\\n', 2) FROM (${changed}) p`;
  const touched =
    entity === 'link'
      ? `(r.student_sourced_id, r.contact_sourced_id) IN (${pairs})`
      : `r.sourced_id IN (${changed})`;
  await client.query(
    `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
     SELECT $1, c.entity, c.facet, c.value, ${direction} * c.count
     FROM (${counts(entity, `${active(rosterTable(entity, run), run.tenantId)} AND ${touched}`)}) AS c(entity, facet, value, count)
     ON CONFLICT (tenant_id, entity, facet, value) DO UPDATE SET count = roster_count.count + excluded.count`,
    [run.tenantId],
  );
  if (direction === 1) {
    await client.query(
      `DELETE FROM roster_count WHERE tenant_id = $1 AND facet <> '' AND count = 0`,
      [run.tenantId],
    );
  }
}

/** Where the counts of a first roster wait for its approval. */
export async function createInitialCounts(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `CREATE TABLE ${stagingTable(run, 'count')} (entity text, facet text, value text, count int)`,
  );
}

/** Those whose rows are grouped once, for the counts and for the plan. */
type LargeEntity = 'user' | 'enrollment';

export function isLarge(entity: RosterEntity): entity is LargeEntity {
  return entity === 'user' || entity === 'enrollment';
}

/** Groups the rows of a first roster's entity as they stand now; what was grouped before is forgotten. */
export async function groupInitial(
  client: pg.ClientBase,
  run: RunKey,
  entity: LargeEntity,
): Promise<void> {
  const groups = stagingTable(run, `group_${entity}`);
  const hash = `bit_xor(${contentHash(entity)}) AS h`;
  await client.query(`DROP TABLE IF EXISTS ${groups}`);
  await client.query(
    `CREATE UNLOGGED TABLE ${groups} AS ${grouped(entity, `${stagingTable(run, entity)} r`, `, ${hash}`)}`,
  );
}

/**
 * Takes some rows, as they stand now, out of their groups (`-1`) or adds them (`1`): between the two they may change.
 * `ids` is a query.
 */
export async function shiftGroups(
  client: pg.ClientBase,
  run: RunKey,
  entity: LargeEntity,
  direction: 1 | -1,
  ids: string,
): Promise<void> {
  const { columns, conditions = {} } = RULES[entity];
  const numbers = ['n', ...Object.keys(conditions)].map((name) => `${direction} * "${name}"`);
  const rows = `${stagingTable(run, entity)} r WHERE r.sourced_id IN (${ids})`;
  // A hash taken in twice is out again.
  await client.query(
    `INSERT INTO ${stagingTable(run, `group_${entity}`)} SELECT ${[...Object.keys(columns), ...numbers, 'h'].join(', ')}
     FROM (${grouped(entity, rows, `, bit_xor(${contentHash(entity)}) AS h`)}) g`,
  );
}

/** The groups of a large entity, each once. */
function wholeGroups(run: RunKey, entity: LargeEntity): string {
  const { columns, conditions = {} } = RULES[entity];
  const sums = ['n', ...Object.keys(conditions)].map((name) => `sum("${name}") AS "${name}"`);
  const keys = Object.keys(columns).join(', ');
  return `SELECT ${keys}, ${sums.join(', ')}, bit_xor(h) AS h FROM ${stagingTable(run, `group_${entity}`)} GROUP BY ${keys} HAVING sum(n) <> 0`;
}

/** Counts one entity of a first roster, and groups it as a plan: all that is staged is added. Large ones are grouped before. */
export async function countInitial(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
): Promise<PlanGroup[]> {
  if (isLarge(entity)) {
    const groups = wholeGroups(run, entity);
    await client.query(
      `INSERT INTO ${stagingTable(run, 'count')} SELECT * FROM (WITH g AS (${groups}) ${RULES[entity].facets}) c`,
    );
    return planGroupsFrom(
      client,
      `SELECT ${countedAsExpression(entity, 'g')} AS entity, school, n, h FROM (${groups}) g`,
    );
  }
  const table = `${stagingTable(run, entity)} r`;
  await client.query(
    `INSERT INTO ${stagingTable(run, 'count')} SELECT * FROM (${counts(entity, table)}) c`,
  );
  return planGroupsFrom(
    client,
    `SELECT ${countedAsExpression(entity, 'r')} AS entity, ${schoolExpression(entity, 'r')} AS school, 1 AS n,
       ${contentHash(entity)} AS h FROM ${table}`,
  );
}

/** The same for links; `bySchool` where they were counted by their student's school already. */
export async function countInitialLinks(
  client: pg.ClientBase,
  run: RunKey,
  bySchool: ReadonlyMap<string, number> | undefined,
): Promise<PlanGroup[]> {
  const links = stagingTable(run, 'link');
  await client.query(
    `INSERT INTO ${stagingTable(run, 'count')} SELECT * FROM (${counts('link', `${links} r`)}) c`,
  );
  if (bySchool) return planLinks(bySchool);
  return planGroupsFrom(
    client,
    `SELECT 'links' AS entity, coalesce(u.school_sourced_id, '') AS school, 1 AS n, 0::bigint AS h
     FROM ${links} k LEFT JOIN ${stagingTable(run, 'user')} u ON u.sourced_id = k.student_sourced_id`,
  );
}

/** The groups of a first roster's links once some students belong to another school. */
export function moveLinks(
  groups: readonly PlanGroup[],
  moved: readonly { from: string; to: string; links: number }[],
): PlanGroup[] {
  const bySchool = new Map(groups.map(({ schoolSourcedId, count }) => [schoolSourcedId, count]));
  const add = (school: string, links: number): void =>
    void bySchool.set(school, (bySchool.get(school) ?? 0) + links);
  for (const { from, to, links } of moved) {
    add(from, -links);
    add(to, links);
  }
  return planLinks(bySchool);
}

function planLinks(bySchool: ReadonlyMap<string, number>): PlanGroup[] {
  const same = { entity: 'links', action: 'ADD', cascadeCount: 0, hashSum: '0' } as const;
  return [...bySchool]
    .filter(([, count]) => count > 0)
    .map(([schoolSourcedId, count]) => ({ ...same, schoolSourcedId, count }));
}

/** A row with a problem has no hash of its line: what it says counts all the same, or two plans would look like one. */
function contentHash(entity: RosterEntity): string {
  const values = recordFields(entity).map((field) => `r.${field}`);
  return `coalesce(r.line_hash, hashtextextended(ROW(${values.join(', ')})::text, 0))`;
}

async function planGroupsFrom(client: pg.ClientBase, rows: string): Promise<PlanGroup[]> {
  const found = await client.query<PlanGroup>(
    `SELECT entity, 'ADD' AS action, school AS "schoolSourcedId", sum(n)::int AS count, 0 AS "cascadeCount",
       bit_xor(h)::text AS "hashSum" FROM (${rows}) r GROUP BY 1, 3 ORDER BY 1, 3`,
  );
  return found.rows;
}

/** Takes over the counts made while the first roster was staged. */
export async function adoptInitialCounts(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query('DELETE FROM roster_count WHERE tenant_id = $1', [run.tenantId]);
  await client.query(
    `INSERT INTO roster_count (tenant_id, entity, facet, value, count) SELECT $1, c.* FROM ${stagingTable(run, 'count')} c`,
    [run.tenantId],
  );
}
