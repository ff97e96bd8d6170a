// The same person in the same class and role at the same time is one membership, however many ids it is sent under. It
// stays in force under one of them while any of its ids is sent. Everybody else costs nothing here.
import type pg from 'pg';
import { MEMBERSHIP_KEY } from '@/lib/core/oneroster/membership';
import {
  liveTable,
  recordFields,
  rosterTable,
  schoolExpression,
  countedAsExpression,
  stagingTable,
  type RunKey,
} from '../db/roster-tables';
import { recordFound } from './parts/check-input';
import type { CheckResult } from './parts/check-result';
import type { IssueCollector } from './parts/issue-collector';
import { transactionOn } from '../db/transaction';

const FIELDS = recordFields('enrollment');
const COLUMNS = FIELDS.join(', ');
const KEY = MEMBERSHIP_KEY;
const OTHER_FIELDS = FIELDS.filter(
  (field) => !['sourced_id', 'is_primary', 'begin_date', 'end_date', ...KEY].includes(field),
);

const sameKey = (a: string, b: string): string =>
  KEY.map((field) => `${a}.${field} = ${b}.${field}`).join(' AND ');
const columnsOf = (row: string): string => FIELDS.map((field) => `${row}.${field}`).join(', ');

interface Settling {
  client: pg.ClientBase;
  run: RunKey;
  /** Who may be in a class twice by the rows that were read. */
  people: readonly string[] | 'many';
  issues: IssueCollector;
}

/** Of a first roster, after the references of its enrollments were checked. Returns what was taken out. */
export async function settleFirstMemberships(settling: Settling): Promise<CheckResult> {
  const { client } = settling;
  return transactionOn(client, async () => {
    await createSaid(settling);
    if (!(await addRepeated(settling))) return NOTHING;
    await decide(settling, { isInitial: true });
    return writeDecided(settling);
  });
}

export interface AgainstLive extends Settling {
  mode: 'bulk' | 'delta';
  /** Some row of the file was recognised as in force. */
  hasRecognised: boolean;
}

/** Against a live roster, after the references were checked and before the entity is planned. */
export async function settleMemberships(settling: AgainstLive): Promise<CheckResult> {
  const { client, run, mode, hasRecognised } = settling;
  const isKnown = await remembers(client, run);
  return transactionOn(client, async () => {
    await createSaid(settling);
    await addRepeated(settling);
    if (mode === 'delta' || hasRecognised) await addBesideLive(settling);
    if (isKnown) await addRemembered(settling);
    const { rows } = await client.query(`SELECT 1 FROM ${stagingTable(run, 'said')} LIMIT 1`);
    let result = NOTHING;
    if (rows.length > 0) {
      await addLive(settling);
      await decide(settling, { isInitial: false });
      result = await writeDecided(settling);
    }
    if (isKnown && mode === 'delta') await endUnsaid(client, run);
    return result;
  });
}

/**
 * After the entity is planned: other ids of a membership leave the live roster, and nobody leaves a class by it. So no limit
 * is reached by it.
 */
export async function planFolded(client: pg.ClientBase, run: RunKey): Promise<void> {
  const [plan, said] = [stagingTable(run, 'plan'), stagingTable(run, 'said')];
  const folded = `SELECT l.* FROM ${rosterTable('enrollment', run)} l JOIN ${said} s ON s.sourced_id = l.sourced_id
    WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL AND s.kept_id <> s.sourced_id`;
  await client.query(
    `INSERT INTO ${plan} (entity, counted_as, action, sourced_id, school_sourced_id, content_hash)
     SELECT 'enrollment', ${countedAsExpression('enrollment', 'f')}, 'REMOVE', f.sourced_id, ${schoolExpression('enrollment', 'f')}, hashtextextended(f.sourced_id, 0)
     FROM (${folded}) f WHERE NOT EXISTS (SELECT 1 FROM ${plan} p WHERE p.entity = 'enrollment' AND p.sourced_id = f.sourced_id)`,
  );
  await client.query(
    `UPDATE ${plan} p SET is_cascade = true FROM (${folded}) f
     WHERE p.entity = 'enrollment' AND p.sourced_id IN (f.sourced_id, (SELECT s.kept_id FROM ${said} s WHERE s.sourced_id = f.sourced_id))
       AND p.action IN ('REMOVE', 'UPDATE')`,
  );
}

const NOTHING: CheckResult = { rejected: 0, ignored: 0 };

function isGone(run: RunKey, id: string): string {
  return `EXISTS (SELECT 1 FROM ${stagingTable(run, 'deleted')} g WHERE g.entity = 'enrollment' AND g.sourced_id = ${id})`;
}

async function remembers(client: pg.ClientBase, run: RunKey): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT 1 FROM repeated_membership WHERE tenant_id = $1 LIMIT 1',
    [run.tenantId],
  );
  return rows.length > 0;
}

/** `origin` is where a row is from: the file of today, what was remembered of one before, or the live roster. */
async function createSaid({ client, run }: Settling): Promise<void> {
  const said = stagingTable(run, 'said');
  await client.query(
    `CREATE TABLE ${said} AS SELECT ${COLUMNS}, line_number, 'file'::text AS origin, NULL::text COLLATE "C" AS kept_id, NULL::int AS span
     FROM ${liveTable('enrollment')} WHERE false`,
  );
  await client.query(`CREATE UNIQUE INDEX ON ${said} (sourced_id)`);
  await client.query(`ALTER TABLE ${said} ALTER COLUMN origin SET DEFAULT 'file'`);
}

/** Rows of the file that have the same key. */
async function addRepeated({ client, run, people }: Settling): Promise<boolean> {
  if (people.length === 0) return false;
  const staged = stagingTable(run, 'enrollment');
  const { rowCount } = await client.query(
    `INSERT INTO ${stagingTable(run, 'said')} (${COLUMNS}, line_number)
     SELECT ${columnsOf('s')}, s.line_number FROM ${staged} s
     JOIN (SELECT ${KEY.join(', ')} FROM ${staged} ${people === 'many' ? '' : 'WHERE user_sourced_id = ANY($1)'}
           GROUP BY ${KEY.join(', ')} HAVING count(*) > 1) k ON ${sameKey('k', 's')}`,
    people === 'many' ? [] : [people],
  );
  return (rowCount ?? 0) > 0;
}

/** Rows of the file with the key of a live membership under another id. */
async function addBesideLive({ client, run }: AgainstLive): Promise<void> {
  const staged = stagingTable(run, 'enrollment');
  await client.query(
    `INSERT INTO ${stagingTable(run, 'said')} (${COLUMNS}, line_number)
     SELECT ${columnsOf('s')}, s.line_number FROM ${staged} s
     WHERE s.sourced_id IN (SELECT s.sourced_id FROM ${staged} s JOIN ${rosterTable('enrollment', run)} l
         ON l.tenant_id = $1 AND l.removed_at IS NULL AND ${sameKey('l', 's')} AND l.sourced_id <> s.sourced_id)
     ON CONFLICT DO NOTHING`,
    [run.tenantId],
  );
}

/** Memberships that had several ids before: what the file says of them, and for a delta what it does not say again. */
async function addRemembered({ client, run, mode }: AgainstLive): Promise<void> {
  const [said, staged] = [stagingTable(run, 'said'), stagingTable(run, 'enrollment')];
  const isStaged = (id: string): string =>
    `EXISTS (SELECT 1 FROM ${staged} e WHERE e.sourced_id = ${id})`;
  const isLive = (id: string): string =>
    `EXISTS (SELECT 1 FROM ${rosterTable('enrollment', run)} l WHERE l.tenant_id = ${run.tenantId} AND l.sourced_id = ${id} AND l.removed_at IS NULL)`;
  await client.query(
    `CREATE TEMP TABLE touched ON COMMIT DROP AS
     SELECT DISTINCT m.kept_id AS id FROM repeated_membership m
     WHERE m.tenant_id = $1 AND ${isLive('m.kept_id')} AND (
       ${isStaged('m.sourced_id')} OR ${isStaged('m.kept_id')} OR ${isGone(run, 'm.sourced_id')} OR (m.sourced_id <> m.kept_id AND ${isLive('m.sourced_id')})
       OR EXISTS (SELECT 1 FROM ${said} s WHERE ${sameKey('s', 'm')}))`,
    [run.tenantId],
  );
  const remembered = `SELECT m.* FROM repeated_membership m WHERE m.tenant_id = ${run.tenantId} AND m.kept_id IN (SELECT id FROM touched)`;
  await client.query(
    `INSERT INTO ${said} (${COLUMNS}, line_number) SELECT ${columnsOf('s')}, s.line_number FROM ${staged} s
     WHERE s.sourced_id IN (SELECT sourced_id FROM (${remembered}) m UNION SELECT id FROM touched) ON CONFLICT DO NOTHING`,
  );
  if (mode === 'bulk') return;
  await client.query(
    `INSERT INTO ${said} (${COLUMNS}, origin) SELECT ${columnsOf('m')}, 'before' FROM (${remembered}) m
     WHERE NOT ${isGone(run, 'm.sourced_id')} ON CONFLICT DO NOTHING`,
  );
}

/** Live memberships of the same key that the files still say, though they were not read again. */
async function addLive({ client, run, mode }: AgainstLive): Promise<void> {
  const said = stagingTable(run, 'said');
  const isSaid =
    mode === 'bulk'
      ? `NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'unmatched_enrollment')} u WHERE u.place = l.ctid)`
      : `NOT ${isGone(run, 'l.sourced_id')}
         AND NOT EXISTS (SELECT 1 FROM repeated_membership m WHERE m.tenant_id = ${run.tenantId} AND l.sourced_id IN (m.sourced_id, m.kept_id))`;
  await client.query(
    `INSERT INTO ${said} (${COLUMNS}, line_number, origin) SELECT DISTINCT ON (l.sourced_id) ${columnsOf('l')}, l.line_number, 'live'
     FROM ${rosterTable('enrollment', run)} l JOIN ${said} s ON ${sameKey('l', 's')}
     WHERE l.tenant_id = $1 AND l.removed_at IS NULL AND ${isSaid}
       AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'enrollment')} e WHERE e.sourced_id = l.sourced_id)
     ON CONFLICT DO NOTHING`,
    [run.tenantId],
  );
}

/**
 * One span for rows of a key whose days overlap, and its id: the one the live roster has, else the smallest. The order of
 * the rows decides nothing.
 */
async function decide(
  { client, run }: Settling,
  { isInitial }: { isInitial: boolean },
): Promise<void> {
  const said = stagingTable(run, 'said');
  const live = isInitial ? '' : rosterTable('enrollment', run);
  const known = isInitial
    ? 'NULL::text AS own, NULL::text AS claimed FROM spanned s'
    : `l.sourced_id AS own, CASE WHEN row_number() OVER (PARTITION BY k.sourced_id ORDER BY s.first_day, s.sourced_id) = 1 THEN k.sourced_id END AS claimed
       FROM spanned s LEFT JOIN ${live} l ON l.tenant_id = ${run.tenantId} AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL
       LEFT JOIN repeated_membership m ON m.tenant_id = ${run.tenantId} AND m.sourced_id = s.sourced_id AND ${sameKey('m', 's')}
         AND NOT EXISTS (SELECT 1 FROM ${said} o WHERE o.sourced_id = m.kept_id)
       LEFT JOIN ${live} k ON k.tenant_id = ${run.tenantId} AND k.sourced_id = m.kept_id AND k.removed_at IS NULL`;
  const key = KEY.map((field) => `s.${field}`).join(', ');
  await client.query(
    `WITH days AS (SELECT s.*, coalesce(s.begin_date, '-infinity') AS first_day,
         greatest(coalesce(s.begin_date, '-infinity'), coalesce(s.end_date, 'infinity')) AS last_day FROM ${said} s),
       opened AS (SELECT s.*, coalesce(s.first_day > max(s.last_day) OVER (PARTITION BY ${key} ORDER BY s.first_day, s.sourced_id
         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)::int AS opens FROM days s),
       spanned AS (SELECT s.*, sum(s.opens) OVER (ORDER BY ${key}, s.first_day, s.sourced_id)::int AS nth FROM opened s),
       known AS (SELECT s.sourced_id, s.nth, ${known}),
       named AS (SELECT nth, coalesce(min(own), min(claimed), min(sourced_id)) AS kept_id FROM known GROUP BY nth)
     UPDATE ${said} t SET kept_id = n.kept_id, span = n.nth FROM known k JOIN named n USING (nth) WHERE k.sourced_id = t.sourced_id`,
  );
}

/** Stages each membership once; a line of one that has several ids is to be read again tomorrow. */
async function writeDecided({ client, run, issues }: Settling): Promise<CheckResult> {
  const [said, staged] = [stagingTable(run, 'said'), stagingTable(run, 'enrollment')];
  // Whose values stand for the others: those of the id that stays, else of the smallest one sent today.
  await client.query(
    `CREATE TEMP TABLE decided ON COMMIT DROP AS
     SELECT s.*, row_number() OVER (PARTITION BY span ORDER BY sourced_id = kept_id DESC, origin = 'file' DESC, sourced_id) AS place,
       count(*) OVER w AS ids, bool_or(is_primary) OVER w AS any_primary,
       CASE WHEN bool_or(begin_date IS NULL) OVER w THEN NULL ELSE min(begin_date) OVER w END AS first_day,
       CASE WHEN bool_or(end_date IS NULL) OVER w THEN NULL ELSE max(end_date) OVER w END AS last_day
     FROM ${said} s WINDOW w AS (PARTITION BY span)`,
  );
  await client.query(
    `DELETE FROM decided WHERE ids = 1 AND sourced_id = kept_id AND origin <> 'before'`,
  );
  await client.query(
    `DELETE FROM ${staged} s USING decided d WHERE s.sourced_id = d.sourced_id OR s.sourced_id = d.kept_id`,
  );
  await client.query(
    `INSERT INTO ${staged} (sourced_id, is_primary, begin_date, end_date, ${[...KEY, ...OTHER_FIELDS].join(', ')}, line_number)
     SELECT kept_id, any_primary, first_day, last_day, ${[...KEY, ...OTHER_FIELDS].join(', ')}, line_number FROM decided WHERE place = 1`,
  );
  const ignored = await recordFound(
    client,
    issues,
    'enrollments.csv',
    `SELECT 'MEMBERSHIP_TWICE' AS code, line_number AS line, 'sourcedId' AS "column", sourced_id AS value,
       jsonb_build_object('kept', kept_id) AS params, school_sourced_id AS school, sourced_id AS nth
     FROM decided WHERE origin = 'file' AND place > 1`,
  );
  return { rejected: 0, ignored };
}

/** Of a delta: a membership none of whose ids is left has ended, also when its last id is not the one that stayed. */
async function endUnsaid(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `INSERT INTO ${stagingTable(run, 'deleted')} (entity, sourced_id, line_number)
     SELECT 'enrollment', t.id, 0 FROM touched t
     WHERE NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'said')} s WHERE s.kept_id = t.id)`,
  );
}
