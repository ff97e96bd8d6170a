// Compares the staged records with the live roster, entity by entity, and writes the change set.
import type pg from 'pg';
import { referencesFrom, type RosterEntity } from '@/lib/core/oneroster';
import { cascadeOf } from './parts/cascades';
import { forgetStoredBaselines } from './parts/forget-stored-baselines';
import type { PlanGroup } from './parts/plan';
import { planStaged } from './parts/plan-staged';
import {
  countedAsExpression,
  rosterTable,
  schoolExpression,
  stagingTable,
  type RunKey,
} from '../db/roster-tables';
import { isContactRole } from '../db/contact-roles';

export type EntityMode = 'bulk' | 'delta' | 'absent';

export async function createPlanTable(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `CREATE UNLOGGED TABLE ${stagingTable(run, 'plan')} (
       entity text NOT NULL, counted_as text NOT NULL, action text NOT NULL,
       sourced_id text COLLATE "C" NOT NULL, school_sourced_id text COLLATE "C" NOT NULL DEFAULT '',
       is_cascade boolean NOT NULL DEFAULT false, changed_fields text[] NOT NULL DEFAULT '{}',
       before jsonb, after jsonb, content_hash bigint NOT NULL)`,
  );
}

export interface EntityPlanInput {
  run: RunKey;
  entity: RosterEntity;
  mode: EntityMode;
  /** Records in force that no line of the file was equal to; 0 where absence from it means nothing. */
  unmatchedCount: number;
}

/**
 * Plans one entity. What is missing from a file whose absences count is removed, unless its row was there and could not
 * be used.
 */
export async function planEntity(client: pg.ClientBase, input: EntityPlanInput): Promise<void> {
  const { run, entity, mode, unmatchedCount } = input;
  if (mode === 'absent') return;
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${stagingTable(run, entity)}) AS found`,
  );
  if (rows[0]?.found) await planStaged(client, run, entity);
  if (mode === 'delta') {
    // Taken for a handful, thousands of them would each read the whole plan.
    await client.query(`ANALYZE ${stagingTable(run, 'deleted')}`);
    const deleted = `SELECT g.sourced_id FROM ${stagingTable(run, 'deleted')} g WHERE g.entity = '${entity}'`;
    await planRemovals(client, run, entity, `l.sourced_id IN (${deleted})`);
  } else if (unmatchedCount > 0) {
    await requireUnmatched(client, run, entity, unmatchedCount);
    const places = `SELECT u.place FROM ${stagingTable(run, `unmatched_${entity}`)} u`;
    await planRemovals(client, run, entity, `l.ctid IN (${places})`);
  }
  await client.query(
    `ANALYZE ${stagingTable(run, 'plan')} (entity, counted_as, action, sourced_id)`,
  );
}

/** The roster must stand where it stood when its hashes were read: only its own run may write it. */
async function requireUnmatched(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  unmatchedCount: number,
): Promise<void> {
  const { rows } = await client.query<{ found: number }>(
    `SELECT count(*)::int AS found FROM ${stagingTable(run, `unmatched_${entity}`)} u JOIN ${rosterTable(entity, run)} l ON l.ctid = u.place
     WHERE l.removed_at IS NULL AND l.line_hash IS NOT DISTINCT FROM u.line_hash`,
  );
  if (rows[0]?.found !== unmatchedCount) {
    await forgetStoredBaselines(client, run);
    throw new Error(`the roster was written while run ${run.id} was compared with it`);
  }
}

/** Records in force that are `lost`, and that the files neither have nor failed to have read. */
async function planRemovals(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  lost: string,
): Promise<void> {
  const cascade = cascadeOf(run, entity, 'l', ['REMOVE']);
  await client.query(
    `INSERT INTO ${stagingTable(run, 'plan')} (entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, content_hash)
     WITH lost AS MATERIALIZED (
       SELECT l.sourced_id, ${countedAsExpression(entity, 'l')} AS counted_as, ${schoolExpression(entity, 'l')} AS school,
         ${cascade.isCascade} AS is_cascade
       FROM ${rosterTable(entity, run)} l${cascade.joins} WHERE l.tenant_id = $1 AND l.removed_at IS NULL AND (${lost}))
     SELECT '${entity}', l.counted_as, 'REMOVE', l.sourced_id, l.school, l.is_cascade, hashtextextended(l.sourced_id, 0)
     FROM lost l
     WHERE NOT EXISTS (SELECT 1 FROM ${stagingTable(run, entity)} s WHERE s.sourced_id = l.sourced_id)
       AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'quarantined')} k WHERE k.entity = '${entity}' AND k.sourced_id = l.sourced_id)`,
    [run.tenantId],
  );
}

/** Entities whose records go with those that they are about. */
export const HANGING_ENTITIES = ['enrollment', 'demographics'] as const;

type HangingEntity = (typeof HANGING_ENTITIES)[number];

const HANGS_ON: Readonly<Record<HangingEntity, readonly RosterEntity[]>> = {
  enrollment: ['user', 'class'],
  demographics: ['user'],
};

/**
 * What hangs on a removed person or class goes with it, whatever its own file says. Keeps, as dangling, the rows that
 * were recognised as in force and so were not read: they are at fault where their file still has them. Returns how many
 * references those have. One index lookup per way of being orphaned: an OR would read the whole table. Every way is told,
 * each row counted once.
 */
export async function removeOrphans(
  client: pg.ClientBase,
  run: RunKey,
  entity: HangingEntity,
): Promise<number> {
  const plan = stagingTable(run, 'plan');
  const references = referencesFrom(entity);
  const told = (target: RosterEntity) => {
    const nth = references.findIndex((reference) => reference.target === target);
    const { column, field } = references[nth] ?? { column: '', field: '' };
    const sql = `l.sourced_id, ${schoolExpression(entity, 'l')} AS school, l.line_hash, '${column}' AS "column", '${target}' AS target, ${nth} AS nth, l.${field} AS value`;
    return { field, sql };
  };
  const ofSchool = told('org');
  // A school that goes takes nobody along, and what goes for another reason points to it all the same.
  const alsoTold =
    entity === 'enrollment'
      ? ` UNION ALL SELECT ${ofSchool.sql}
          FROM orphan JOIN ${rosterTable(entity, run)} l ON l.tenant_id = $1 AND l.sourced_id = orphan.sourced_id
          WHERE EXISTS (SELECT 1 FROM ${plan} q WHERE q.entity = 'org' AND q.action = 'REMOVE' AND q.sourced_id = l.school_sourced_id)`
      : '';
  const orphans = HANGS_ON[entity].map((target) => {
    const { field, sql } = told(target);
    return `SELECT ${sql}, ${countedAsExpression(entity, 'l')} AS counted_as
      FROM ${rosterTable(entity, run)} l WHERE l.tenant_id = $1 AND l.removed_at IS NULL
        AND l.${field} IN (SELECT sourced_id FROM ${plan} WHERE entity = '${target}' AND action = 'REMOVE')
        AND NOT EXISTS (SELECT 1 FROM ${plan} p WHERE p.entity = '${entity}' AND p.action = 'REMOVE' AND p.sourced_id = l.sourced_id)`;
  });
  const ofWay = 'sourced_id, school, line_hash, "column", target, nth, value';
  const { rowCount } = await client.query(
    `WITH way AS MATERIALIZED (${orphans.join(' UNION ALL ')}),
       orphan AS (SELECT DISTINCT ON (sourced_id) * FROM way ORDER BY sourced_id, "column" DESC),
       replaced AS (DELETE FROM ${plan} p USING orphan o WHERE p.entity = '${entity}' AND p.sourced_id = o.sourced_id AND p.action <> 'REMOVE'),
       added AS (INSERT INTO ${plan} (entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, content_hash)
         SELECT '${entity}', o.counted_as, 'REMOVE', o.sourced_id, o.school, true, hashtextextended(o.sourced_id, 0)
         FROM orphan o RETURNING sourced_id)
     INSERT INTO ${stagingTable(run, 'dangling')} (${ofWay}, place, is_rejected)
     SELECT o.sourced_id, o.school, o.line_hash, o."column", o.target, o.nth, o.value, 0, false
     FROM (SELECT ${ofWay} FROM way${alsoTold}) o JOIN added a USING (sourced_id)
     WHERE o.line_hash IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'quarantined')} k WHERE k.entity = '${entity}' AND k.sourced_id = o.sourced_id)`,
    [run.tenantId],
  );
  return rowCount ?? 0;
}

/** The pairs that users.csv links, each once, whichever side names the other. */
function pairsOf(people: string, of: string): string {
  return `SELECT DISTINCT CASE WHEN u.role = 'student' THEN u.sourced_id ELSE a.id END AS student,
      CASE WHEN u.role = 'student' THEN a.id ELSE u.sourced_id END AS contact
    FROM ${of} u CROSS JOIN LATERAL unnest(u.agent_sourced_ids) AS a(id)
    JOIN ${people} p ON p.sourced_id = a.id
    WHERE (u.role = 'student' AND ${isContactRole('p.role')}) OR (p.role = 'student' AND ${isContactRole('u.role')})`;
}

/** First roster: all links at once, from who names whom, into the table that becomes the partition. */
export async function stageInitialLinks(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `INSERT INTO ${stagingTable(run, 'link')} (student_sourced_id, contact_sourced_id)
     SELECT DISTINCT CASE WHEN role = 'student' THEN sourced_id ELSE agent END, CASE WHEN role = 'student' THEN agent ELSE sourced_id END
     FROM ${stagingTable(run, 'pair')}
     WHERE (role = 'student' AND ${isContactRole('agent_role')}) OR (agent_role = 'student' AND ${isContactRole('role')})`,
  );
}

/** Links touched by people who were added, changed or removed: the pair before, and the pair after. */
export async function planLinks(client: pg.ClientBase, run: RunKey): Promise<void> {
  const plan = stagingTable(run, 'plan');
  const users = stagingTable(run, 'user');
  const live = rosterTable('user', run);
  const { rows } = await client.query<{ touched: number }>(
    `SELECT count(*) AS touched FROM ${plan} WHERE entity = 'user'
       AND (action <> 'UPDATE' OR changed_fields && ARRAY['agent_sourced_ids', 'role'])`,
  );
  if ((rows[0]?.touched ?? 0) === 0) return;
  await client.query(
    `CREATE TEMP TABLE touched_person ON COMMIT DROP AS
     SELECT sourced_id, action FROM ${plan} WHERE entity = 'user'
       AND (action <> 'UPDATE' OR changed_fields && ARRAY['agent_sourced_ids', 'role'])`,
  );
  await client.query('CREATE UNIQUE INDEX ON touched_person (sourced_id)');
  await client.query('ANALYZE touched_person');
  // People whose lists decide about the touched pairs: the touched, whom they name, and who names them. A
  // clean line that names somebody makes a link unless the roles forbid it, so only a new role means
  // asking everybody.
  const { rows: changed } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${plan} WHERE entity = 'user' AND (action = 'REACTIVATE' OR 'role' = ANY(changed_fields))) AS found`,
  );
  const links = `SELECT k.student_sourced_id, k.contact_sourced_id FROM ${rosterTable('link', run)} k JOIN touched_person t`;
  await client.query(
    `CREATE TEMP TABLE related_person ON COMMIT DROP AS
     SELECT sourced_id FROM touched_person
     UNION SELECT a.id FROM ${users} s CROSS JOIN LATERAL unnest(s.agent_sourced_ids) AS a(id)
     UNION SELECT s.sourced_id FROM ${users} s CROSS JOIN LATERAL unnest(s.agent_sourced_ids) AS a(id)
       WHERE a.id IN (SELECT sourced_id FROM touched_person)
     UNION SELECT x.id FROM (
       ${links} ON t.sourced_id = k.student_sourced_id WHERE k.tenant_id = $1
       UNION ALL ${links} ON t.sourced_id = k.contact_sourced_id WHERE k.tenant_id = $1
     ) p CROSS JOIN LATERAL (VALUES (p.student_sourced_id), (p.contact_sourced_id)) AS x(id)
     ${
       changed[0]?.found
         ? `UNION SELECT l.sourced_id FROM ${live} l CROSS JOIN LATERAL unnest(l.agent_sourced_ids) AS a(id)
            WHERE l.tenant_id = $1 AND l.removed_at IS NULL AND a.id IN (SELECT sourced_id FROM touched_person)`
         : ''
     }`,
    [run.tenantId],
  );
  await client.query('ANALYZE related_person');
  await client.query(
    `CREATE TEMP TABLE candidate_person ON COMMIT DROP AS
     SELECT s.sourced_id, s.role, s.agent_sourced_ids FROM ${users} s JOIN related_person USING (sourced_id)
     UNION ALL
     SELECT l.sourced_id, l.role, l.agent_sourced_ids FROM ${live} l JOIN related_person USING (sourced_id)
     WHERE l.tenant_id = $1 AND l.removed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM ${users} s WHERE s.sourced_id = l.sourced_id)
       AND NOT EXISTS (SELECT 1 FROM ${plan} p WHERE p.entity = 'user' AND p.action = 'REMOVE' AND p.sourced_id = l.sourced_id)`,
    [run.tenantId],
  );
  await client.query('ANALYZE candidate_person');
  await client.query(
    `CREATE TEMP TABLE pair_after ON COMMIT DROP AS
     SELECT f.student, f.contact FROM (${pairsOf('candidate_person', 'candidate_person')}) f
     WHERE EXISTS (SELECT 1 FROM touched_person t WHERE t.sourced_id IN (f.student, f.contact))`,
  );
  await client.query(
    `CREATE TEMP TABLE pair_before ON COMMIT DROP AS
     SELECT student_sourced_id AS student, contact_sourced_id AS contact, removed_at IS NOT NULL AS is_removed
     FROM ${rosterTable('link', run)} WHERE tenant_id = $1 AND student_sourced_id IN (SELECT sourced_id FROM touched_person)
     UNION
     SELECT student_sourced_id, contact_sourced_id, removed_at IS NOT NULL
     FROM ${rosterTable('link', run)} WHERE tenant_id = $1 AND contact_sourced_id IN (SELECT sourced_id FROM touched_person)`,
    [run.tenantId],
  );
  const isCascade = `EXISTS (SELECT 1 FROM touched_person t WHERE t.sourced_id IN (x.student, x.contact) AND t.action <> 'UPDATE' AND (t.action = 'REMOVE') = x.is_removal)`;
  // A link's key is its two ids; neither can hold a line feed.
  await client.query(
    `INSERT INTO ${plan} (entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, content_hash)
     SELECT 'link', 'links', x.action, x.student || E'\\n' || x.contact, coalesce(c.school_sourced_id, l.school_sourced_id, ''), ${isCascade},
       hashtextextended(x.student || E'\\n' || x.contact, 0)
     FROM (
       SELECT a.student, a.contact, CASE WHEN b.student IS NULL THEN 'ADD' ELSE 'REACTIVATE' END AS action, false AS is_removal
       FROM pair_after a LEFT JOIN pair_before b USING (student, contact) WHERE b.student IS NULL OR b.is_removed
       UNION ALL
       SELECT b.student, b.contact, 'REMOVE', true FROM pair_before b LEFT JOIN pair_after a USING (student, contact)
       WHERE a.student IS NULL AND NOT b.is_removed) x
     LEFT JOIN ${users} c ON c.sourced_id = x.student
     LEFT JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = x.student`,
    [run.tenantId],
  );
}

/** The plan's size and content, per counted entity, action and school. */
export async function planGroups(client: pg.ClientBase, run: RunKey): Promise<PlanGroup[]> {
  const { rows } = await client.query<PlanGroup>(
    `SELECT counted_as AS entity, action, school_sourced_id AS "schoolSourcedId", count(*) AS count,
       count(*) FILTER (WHERE is_cascade) AS "cascadeCount", bit_xor(content_hash)::text AS "hashSum"
     FROM ${stagingTable(run, 'plan')} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return rows;
}

/** Keys and statistics of a small staging table, before anything joins it. */
export async function indexStaging(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
): Promise<void> {
  const table = stagingTable(run, entity);
  await client.query(`CREATE INDEX ON ${table} (sourced_id)`);
  await client.query(`ANALYZE ${table}`);
}
