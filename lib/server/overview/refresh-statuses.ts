// Keeps one row per district of how it stands. lib/core decides it, from the same facts as the pages of the district; the
// row only remembers it, so that lists filter and sort in SQL. Triggers note whom a write may concern, and each row says
// until when it holds by itself. See docs/decisions/072-a-status-row-per-district.md.
import type pg from 'pg';
import { NIGHT_HOURS } from '@/lib/core/sync-run/late-files';
import { nextStepFor } from '@/lib/core/sync-run/next-step-text';
import type { AppContext } from '../app-context';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { LOCK_SPACES } from '../db/lock-spaces';
import { transaction } from '../db/transaction';
import { nextPauseChangeSql, pauseDatesSql } from '../policy/find-pauses';
import { readStatusFacts } from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';

type Context = Pick<AppContext, 'db' | 'clock'>;

const DISTRICTS_AT_ONCE = 250;
/** A list brings no more up to date than these: a night's worth of districts is the worker's. */
export const MOST_REFRESHED = 200;

/**
 * Writes anew what is out of date, `most` districts at most. Lists call it before they read, so that a decision is seen at
 * once; the worker calls it without a limit, so that lists find little to do.
 */
export async function refreshStatuses(ctx: Context, most = Infinity): Promise<void> {
  let left = most;
  while (left > 0 && (await isAnyDue(ctx))) {
    left -= await refreshSome(ctx, Math.min(DISTRICTS_AT_ONCE, left));
  }
}

/** Of a clock that was put back, as tests do, what was written later says nothing. */
const IS_OVER = '(s.valid_until <= $1 OR s.computed_at > $1)';

async function isAnyDue(ctx: Context): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ isDue: boolean }>(
    `SELECT EXISTS (SELECT FROM tenant_status_change)
       OR EXISTS (SELECT FROM tenant_status s WHERE ${IS_OVER}) AS "isDue"`,
    [ctx.clock.now()],
  );
  return rows[0]?.isDue ?? false;
}

/** One at a time: whoever read earlier could otherwise write later. Returns how many were looked at, one at least. */
async function refreshSome(ctx: Context, most: number): Promise<number> {
  return transaction(ctx.db.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_SPACES.tenantStatus]);
    const now = ctx.clock.now();
    const changed = await takeChanged(client, most);
    const over = await listOver(client, now, most - changed.length);
    const tenantIds = [...new Set([...changed, ...over])];
    // Read after the changes were taken: what is noted from now on is taken the next time.
    await writeStatuses(client, tenantIds, now);
    return Math.max(1, tenantIds.length);
  });
}

async function takeChanged(client: pg.ClientBase, most: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `WITH taken AS (
       DELETE FROM tenant_status_change WHERE tenant_id IN (
         SELECT tenant_id FROM tenant_status_change GROUP BY tenant_id ORDER BY min(id) LIMIT $1)
       RETURNING tenant_id)
     SELECT DISTINCT tenant_id AS id FROM taken`,
    [most],
  );
  return rows.map(({ id }) => id);
}

async function listOver(client: pg.ClientBase, now: Date, most: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT s.tenant_id AS id FROM tenant_status s WHERE ${IS_OVER} ORDER BY s.valid_until LIMIT $2`,
    [now, most],
  );
  return rows.map(({ id }) => id);
}

interface Beside {
  tenantId: number;
  openQuestions: number;
  nextDate: string | null;
  nextDateKind: string | null;
  validUntil: Date;
}

/** A local day begins at midnight, and for files that come in the night some hours later. */
const beginsAgain = (hours: number): string =>
  `(((($1::timestamptz - interval '${hours} hours') AT TIME ZONE t.time_zone)::date + 1)::timestamp AT TIME ZONE t.time_zone
    + interval '${hours} hours')`;
const TODAY = '($1::timestamptz AT TIME ZONE t.time_zone)::date';
const PLACE = { tenant: 't.id', connection: 'c.id' };

/** What the row holds beside the facts of a status, and when any of all that ends by itself. */
const BESIDE_SQL = `
  SELECT t.id AS "tenantId", next.date AS "nextDate", next.kind AS "nextDateKind",
    (SELECT count(*) FROM circuit_break b JOIN circuit_break_question q ON q.tenant_id = b.tenant_id AND q.break_id = b.id
     WHERE b.connection_id = c.id AND b.state = 'OPEN' AND q.answered_at IS NULL AND q.closed_at IS NULL)::int AS "openQuestions",
    least(${beginsAgain(0)}, ${beginsAgain(NIGHT_HOURS)}, ${nextPauseChangeSql(PLACE, '$1::timestamptz')},
      (SELECT min(p.expires_at) FROM sftp_password p WHERE p.connection_id = c.id AND p.expires_at > $1),
      (SELECT min(d.touched_at) + interval '15 minutes' FROM delivery d WHERE d.connection_id = c.id AND d.state = 'RECEIVING'
        AND d.touched_at > $1::timestamptz - interval '15 minutes')) AS "validUntil"
  FROM tenant t
  LEFT JOIN LATERAL ${connectionOfFeedSql('ROSTER', 't.id')} c ON true
  LEFT JOIN LATERAL (
    SELECT date, kind FROM (
      SELECT t.first_day_of_school_date, 'FIRST_DAY'
      UNION ALL SELECT date, kind FROM ${pauseDatesSql('t.id', TODAY)} planned) dates(date, kind)
    WHERE date >= ${TODAY} ORDER BY date, kind LIMIT 1) next ON true
  WHERE t.id = ANY($2::int[])`;

async function writeStatuses(
  client: pg.ClientBase,
  tenantIds: readonly number[],
  now: Date,
): Promise<void> {
  if (tenantIds.length === 0) return;
  const facts = await readStatusFacts(client, tenantIds, now);
  const { rows } = await client.query<Beside>(BESIDE_SQL, [now, tenantIds]);
  const beside = new Map(rows.map((row) => [row.tenantId, row]));
  const written = facts.flatMap((row) => {
    const more = beside.get(row.id);
    if (!more) return [];
    const status = tenantStatus(row);
    const isOnboarding = row.openBreakKind === 'ONBOARDING';
    // What an open set lacks stands in its manifest, which only the pages of the district read.
    const step = nextStepFor(status, { ...row, isOnboarding, lacksFilesInPause: false });
    return {
      tenant_id: row.id,
      status,
      owner: step.owner,
      open_break_at: row.openBreakAt,
      waits_since: row.openBreakAt ?? row.latestRunAt,
      last_received_at: row.lastDeliveryAt,
      last_applied_at: row.lastAppliedAt,
      student_count: row.studentCount,
      open_questions: more.openQuestions,
      next_date: more.nextDate,
      next_date_kind: more.nextDateKind,
      computed_at: now,
      valid_until: more.validUntil,
    };
  });
  await client.query(
    `INSERT INTO tenant_status SELECT * FROM json_populate_recordset(NULL::tenant_status, $1)
     ON CONFLICT (tenant_id) DO UPDATE SET (status, owner, open_break_at, waits_since, last_received_at, last_applied_at,
       student_count, open_questions, next_date, next_date_kind, computed_at, valid_until) =
       (excluded.status, excluded.owner, excluded.open_break_at, excluded.waits_since, excluded.last_received_at, excluded.last_applied_at,
       excluded.student_count, excluded.open_questions, excluded.next_date, excluded.next_date_kind, excluded.computed_at,
       excluded.valid_until)`,
    [JSON.stringify(written)],
  );
}
