// The main school of people whose own line does not say it: their list of orgs names no school or several, so what they
// are enrolled in decides, and that is known only when all files were read. The rule stands in
// lib/core/oneroster/main-school.ts; a test compares the two. Everybody else costs nothing here.
import pg from 'pg';
import { storedColumns } from '@/lib/core/oneroster';
import { rosterTable, stagingTable, type RunKey } from '../db/roster-tables';
import { membershipTimeSql } from '../roster/current-member';
import { dayOfRun } from './parts/day-of-run';
import { planAgain } from './parts/plan-staged';
import { transactionOn } from '../db/transaction';
import { isContactRole } from '../db/contact-roles';

/** Links of students whose school was settled: which school they are counted under no longer, and which now. */
export interface MovedLinks {
  from: string;
  to: string;
  links: number;
}

/**
 * Of a first roster whose people and links are grouped: only those whose school the reader left open (`people`), or 'any'
 * where it was taken out again. `regroup` takes those people (a query) out of their groups before, and adds them after;
 * of their links it is returned.
 */
export async function settleFirstSchools(
  client: pg.ClientBase,
  run: RunKey,
  people: readonly string[] | 'any',
  regroup: (direction: 1 | -1, ids: string) => Promise<void>,
): Promise<MovedLinks[]> {
  const users = stagingTable(run, 'user');
  return transactionOn(client, async () => {
    await findOrgs(client, `SELECT sourced_id AS id, type FROM ${stagingTable(run, 'org')}`);
    const isOpen = `s.school_sourced_id IS NULL AND NOT ${isContactRole('s.role')}`;
    const open =
      people === 'any'
        ? `(${isOpen}) OR s.school_sourced_id NOT IN (SELECT id FROM school)`
        : `s.sourced_id = ANY(ARRAY[${people.map((id) => pg.escapeLiteral(id)).join(', ')}]::text[]) AND ${isOpen}`;
    await settle(client, {
      into: 'settled_person',
      today: await dayOfRun(client, run),
      people: `SELECT s.sourced_id, s.role, s.org_sourced_ids, s.school_sourced_id AS said, NULL::text AS live
        FROM ${users} s WHERE ${open}`,
      memberships: `SELECT e.* FROM ${stagingTable(run, 'enrollment')} e JOIN unsaid p ON p.sourced_id = e.user_sourced_id`,
    });
    const settled = 'SELECT sourced_id FROM settled_person';
    const { rows } = await client.query<MovedLinks>(
      `SELECT coalesce(p.said, '') AS "from", coalesce(p.school, '') AS "to", count(*)::int AS links
       FROM settled_person p JOIN ${stagingTable(run, 'link')} k ON k.student_sourced_id = p.sourced_id GROUP BY 1, 2`,
    );
    await regroup(-1, settled);
    await writeSettled(client, run);
    await regroup(1, settled);
    return rows;
  });
}

/**
 * Against a live roster, in a transaction of the caller, once all entities are planned. Somebody whose line was
 * not read again is staged as in force, with the school that is now right.
 */
export async function settleMainSchools(client: pg.ClientBase, run: RunKey): Promise<void> {
  const today = await dayOfRun(client, run);
  await findOrgs(client, orgsAfter(run));
  await settle(client, {
    into: 'settled_person',
    today,
    people: await openAfter(client, run),
    memberships: membershipsAfter(run),
  });
  if (await hasRows(client, 'settled_person')) await restage(client, run);
  await markFollowing(client, run, today);
}

/** Stages those of `settled_person` with their school, and plans them again. */
async function restage(client: pg.ClientBase, run: RunKey): Promise<void> {
  const columns = [
    ...storedColumns('user').map(({ field }) => field),
    'line_hash',
    'line_number',
  ].join(', ');
  const users = stagingTable(run, 'user');
  await client.query(
    `INSERT INTO ${users} (${columns}) SELECT ${columns} FROM ${rosterTable('user', run)} l
     WHERE l.tenant_id = $1 AND l.sourced_id IN (SELECT sourced_id FROM settled_person)
       AND NOT EXISTS (SELECT 1 FROM ${users} s WHERE s.sourced_id = l.sourced_id)`,
    [run.tenantId],
  );
  await writeSettled(client, run);
  await planAgain(client, run, 'user', 'SELECT sourced_id FROM settled_person');
  await client.query(`ANALYZE ${stagingTable(run, 'plan')}`);
}

/**
 * Whether the live roster says another school of somebody than it has to say today, without any file in between. In a
 * transaction of the caller, who takes back the temporary tables that it leaves.
 */
export async function areMainSchoolsDue(
  client: pg.ClientBase,
  run: RunKey,
  today: string,
): Promise<boolean> {
  await findOrgs(client, orgsInForce(run));
  await settle(client, {
    into: 'settled_person',
    today,
    people: openInForce(run),
    memberships: membershipsInForce(run),
  });
  return hasRows(client, 'settled_person');
}

/** As the index `roster_user_open_school` has it: whose list may not say the school, told from the row alone. */
const MAY_BE_OPEN = `l.role <> 'guardian' AND l.role <> 'parent' AND l.role <> 'relative'
  AND (cardinality(l.org_sourced_ids) <> 1 OR l.school_sourced_id IS DISTINCT FROM l.org_sourced_ids[1])`;

const PERSON =
  'l.sourced_id, l.role, l.org_sourced_ids, l.school_sourced_id AS said, l.school_sourced_id AS live';

function orgsInForce(run: RunKey): string {
  return `SELECT l.sourced_id AS id, l.type FROM ${rosterTable('org', run)} l WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL`;
}

function orgsAfter(run: RunKey): string {
  const staged = stagingTable(run, 'org');
  return `SELECT sourced_id AS id, type FROM ${staged}
    UNION ALL SELECT l.id, l.type FROM (${orgsInForce(run)}) l
    WHERE NOT EXISTS (SELECT 1 FROM ${staged} s WHERE s.sourced_id = l.id) AND NOT ${isRemoved(run, 'org', 'l.id')}`;
}

function isRemoved(run: RunKey, entity: 'org' | 'user' | 'enrollment', id: string): string {
  return `EXISTS (SELECT 1 FROM ${stagingTable(run, 'plan')} q WHERE q.entity = '${entity}' AND q.action = 'REMOVE' AND q.sourced_id = ${id})`;
}

/** `school` and `other_org`, from orgs with `id` and `type`. */
async function findOrgs(client: pg.ClientBase, orgs: string): Promise<void> {
  await client.query('DROP TABLE IF EXISTS pg_temp.school, pg_temp.other_org');
  for (const [table, which] of [
    ['school', '='],
    ['other_org', '<>'],
  ]) {
    await client.query(
      `CREATE TEMP TABLE ${table} ON COMMIT DROP AS SELECT DISTINCT id FROM (${orgs}) o WHERE type ${which} 'school'`,
    );
  }
  await client.query('CREATE UNIQUE INDEX ON school (id)');
}

/** Whether the list of row `u` does not name exactly the school that stands there. */
function doesNotSay(u: string): string {
  return `(${u}.school_sourced_id IS NULL OR ${u}.school_sourced_id NOT IN (SELECT id FROM school)
    OR NOT ${u}.school_sourced_id = ANY(${u}.org_sourced_ids) OR NOT (${u}.org_sourced_ids <@ ((SELECT coalesce(array_agg(id), '{}') FROM other_org) || ${u}.school_sourced_id)))`;
}

/** People of the live roster whose list does not say it, and whoever is counted under an org that is no school. */
function openInForce(run: RunKey): string {
  const live = `SELECT ${PERSON} FROM ${rosterTable('user', run)} l WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL`;
  return `${live} AND ${MAY_BE_OPEN} AND ${doesNotSay('l')}
    UNION ${live} AND l.school_sourced_id = ANY(ARRAY(SELECT id FROM other_org))`;
}

/** The same once the plan is applied: who is staged, the others as they stand, and whose org becomes a school or ends as one. */
async function openAfter(client: pg.ClientBase, run: RunKey): Promise<string> {
  const [users, live] = [stagingTable(run, 'user'), rosterTable('user', run)];
  const { rows } = await client.query<{ id: string; isReturned: boolean }>(
    `SELECT p.sourced_id AS id, p.action <> 'REMOVE' AS "isReturned" FROM ${stagingTable(run, 'plan')} p
     WHERE p.entity = 'org' AND (p.action IN ('REMOVE', 'REACTIVATE') OR 'type' = ANY(p.changed_fields))`,
  );
  const touched = rows.map(({ id }) => pg.escapeLiteral(id)).join(', ');
  // Only where an org comes back, or becomes another, may the list of anybody name it.
  const concerned = rows.some(({ isReturned }) => isReturned)
    ? `l.org_sourced_ids && ARRAY[${touched}]::text[]`
    : `l.school_sourced_id IN (${touched})`;
  return `SELECT s.sourced_id, s.role, s.org_sourced_ids, s.school_sourced_id AS said, l.school_sourced_id AS live
    FROM ${users} s LEFT JOIN ${live} l ON l.tenant_id = ${run.tenantId} AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL
    WHERE ${doesNotSay('s')}
    UNION SELECT l.* FROM (${openInForce(run)}
      ${touched === '' ? '' : `UNION SELECT ${PERSON} FROM ${live} l WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL AND ${concerned}`}) l
    WHERE NOT EXISTS (SELECT 1 FROM ${users} s WHERE s.sourced_id = l.sourced_id) AND NOT ${isRemoved(run, 'user', 'l.sourced_id')}`;
}

function membershipsInForce(run: RunKey): string {
  return `SELECT e.* FROM unsaid p JOIN ${rosterTable('enrollment', run)} e
    ON e.tenant_id = ${run.tenantId} AND e.user_sourced_id = p.sourced_id AND e.removed_at IS NULL`;
}

function membershipsAfter(run: RunKey): string {
  const staged = stagingTable(run, 'enrollment');
  return `SELECT e.* FROM (SELECT e.* FROM ${staged} e JOIN unsaid p ON p.sourced_id = e.user_sourced_id
      UNION ALL SELECT e.* FROM (${membershipsInForce(run)}) e WHERE NOT EXISTS (SELECT 1 FROM ${staged} s WHERE s.sourced_id = e.sourced_id)) e
    WHERE NOT ${isRemoved(run, 'enrollment', 'e.sourced_id')}`;
}

interface Settling {
  into: 'settled_person' | 'following_person';
  today: string;
  /** sourced_id, role, org_sourced_ids, what is said of them, and what the live roster says. */
  people: string;
  /** Enrollments `e` of the people in `unsaid`. */
  memberships: string;
}

/** `into`: of the people those whose school is another than what is said of them. */
async function settle(client: pg.ClientBase, of: Settling): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS pg_temp.unsaid, pg_temp.${of.into}`);
  await client.query(
    `CREATE TEMP TABLE unsaid ON COMMIT DROP AS
     SELECT p.*, n.listed FROM (${of.people}) p CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(o.id ORDER BY o.place), '{}') AS listed FROM (
         SELECT i.id, min(i.place) AS place FROM unnest(p.org_sourced_ids) WITH ORDINALITY AS i(id, place)
         -- IS TRUE: looked up in one hash; as a join it would be planned, and all schools read, for each person.
         WHERE (i.id IN (SELECT id FROM school)) IS TRUE GROUP BY 1) o) n`,
  );
  await client.query('ANALYZE unsaid');
  const today = `'${of.today}'::date`;
  // Per person and school: of its current memberships, else of those to come, else of those that ended.
  await client.query(
    `CREATE TEMP TABLE ${of.into} ON COMMIT DROP AS
     WITH membership AS (
       SELECT p.sourced_id, e.school_sourced_id AS school, array_position(ARRAY['current', 'coming', 'past'], ${membershipTimeSql('e', today)}) AS time,
         count(DISTINCT e.class_sourced_id) FILTER (WHERE e.is_primary) AS primaries, count(DISTINCT e.class_sourced_id) AS classes
       FROM (${of.memberships}) e JOIN unsaid p ON p.sourced_id = e.user_sourced_id
       WHERE cardinality(p.listed) <> 1 AND NOT ${isContactRole('p.role')} AND (p.role <> 'student' OR e.role = 'student')
         AND e.school_sourced_id IN (SELECT id FROM school)
       GROUP BY 1, 2, 3),
     best AS (
       SELECT DISTINCT ON (m.sourced_id) m.sourced_id, m.school, m.time = 1 AS is_current FROM membership m JOIN unsaid p USING (sourced_id)
       ORDER BY m.sourced_id, m.time, m.school = ANY(p.listed) DESC, m.primaries DESC, m.classes DESC,
         m.school IS NOT DISTINCT FROM p.live DESC, array_position(p.listed, m.school), m.school),
     decided AS (
       SELECT p.sourced_id, p.said, CASE WHEN cardinality(p.listed) = 1 THEN p.listed[1] ELSE coalesce(
           CASE WHEN b.is_current THEN b.school END,
           CASE WHEN p.live IN (SELECT id FROM school) AND (cardinality(p.listed) = 0 OR p.live = ANY(p.listed)) THEN p.live END,
           p.listed[1], b.school, CASE WHEN p.live = ANY(p.org_sourced_ids) AND p.live NOT IN (SELECT id FROM other_org) THEN p.live END) END AS school
       FROM unsaid p LEFT JOIN best b USING (sourced_id))
     SELECT sourced_id, said, school FROM decided WHERE school IS DISTINCT FROM said`,
  );
  await client.query(`ANALYZE ${of.into}`);
}

async function hasRows(client: pg.ClientBase, from: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT 1 FROM ${from} LIMIT 1`);
  return rows.length > 0;
}

async function writeSettled(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `UPDATE ${stagingTable(run, 'user')} s SET school_sourced_id = p.school FROM settled_person p
     WHERE p.sourced_id = s.sourced_id`,
  );
}

/**
 * A school that the live roster itself would say today follows from nothing the files changed: from our own reading of it,
 * or from a date that came. It is counted with what it follows from, so no limit is reached by it.
 */
async function markFollowing(client: pg.ClientBase, run: RunKey, today: string): Promise<void> {
  const plan = stagingTable(run, 'plan');
  const moved = `p.entity = 'user' AND p.action = 'UPDATE' AND p.changed_fields = '{school_sourced_id}'`;
  if (!(await hasRows(client, `${plan} p WHERE ${moved}`))) return;
  await findOrgs(client, orgsInForce(run));
  await settle(client, {
    into: 'following_person',
    today,
    people: `SELECT ${PERSON} FROM ${rosterTable('user', run)} l JOIN ${plan} p ON ${moved} AND p.sourced_id = l.sourced_id
      WHERE l.tenant_id = ${run.tenantId}`,
    memberships: membershipsInForce(run),
  });
  await client.query(
    `UPDATE ${plan} p SET is_cascade = true FROM following_person f
     JOIN ${stagingTable(run, 'user')} s ON s.sourced_id = f.sourced_id AND s.school_sourced_id IS NOT DISTINCT FROM f.school
     WHERE ${moved} AND p.sourced_id = f.sourced_id`,
  );
}
