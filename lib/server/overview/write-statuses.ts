// Decides how districts stand and writes their rows.
import type pg from 'pg';
import { NIGHT_HOURS } from '@/lib/core/sync-run/late-files';
import { nextStepFor } from '@/lib/core/sync-run/next-step-text';
import type { Owner } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '../app-context';
import { readLateFeeds } from '../attendance/late-feeds';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { nextPauseChangeSql, pauseDatesSql } from '../policy/find-pauses';
import {
  readStatusFacts,
  withOpenSets,
  type StatusFacts,
  type TenantRow,
} from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';

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
      (SELECT min(p.next_attempt_at) FROM pull p WHERE p.connection_id = c.id AND p.state = 'PULLING' AND p.next_attempt_at > $1),
      (SELECT min(p.expires_at) FROM sftp_credential p WHERE p.connection_id = c.id AND p.expires_at > $1),
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

/** Returns those whose owner depends on what an open set lacks, which `writeOwnersInPause` reads afterwards. */
export async function writeStatuses(
  client: pg.ClientBase,
  tenantIds: readonly number[],
  now: Date,
): Promise<StatusFacts[]> {
  if (tenantIds.length === 0) return [];
  const facts = await readStatusFacts(client, tenantIds, now);
  const { rows } = await client.query<Beside>(BESIDE_SQL, [now, tenantIds]);
  const lateFeeds = await readLateFeeds(client, tenantIds, now);
  const beside = new Map(rows.map((row) => [row.tenantId, row]));
  const written = facts.flatMap((row) => {
    const more = beside.get(row.id);
    if (!more) return [];
    const status = tenantStatus(row);
    const feeds = lateFeeds.get(row.id);
    return {
      tenant_id: row.id,
      status,
      owner: ownerOf({ ...row, lacksFilesInPause: false }),
      open_break_at: row.openBreakAt,
      waits_since: row.openBreakAt ?? row.latestRunAt,
      last_received_at: row.lastDeliveryAt,
      last_applied_at: row.lastAppliedAt,
      student_count: row.studentCount,
      open_questions: more.openQuestions,
      next_date: more.nextDate,
      next_date_kind: more.nextDateKind,
      computed_at: now,
      valid_until: earlier(more.validUntil, feeds?.nextLateAt ?? null),
      late_feeds: feeds?.count ?? 0,
      late_feeds_since: feeds?.since ?? null,
    };
  });
  await client.query(
    `INSERT INTO tenant_status SELECT * FROM json_populate_recordset(NULL::tenant_status, $1)
     ON CONFLICT (tenant_id) DO UPDATE SET (status, owner, open_break_at, waits_since, last_received_at, last_applied_at,
       student_count, open_questions, next_date, next_date_kind, computed_at, valid_until, late_feeds,
       late_feeds_since) =
       (excluded.status, excluded.owner, excluded.open_break_at, excluded.waits_since, excluded.last_received_at, excluded.last_applied_at,
       excluded.student_count, excluded.open_questions, excluded.next_date, excluded.next_date_kind, excluded.computed_at,
       excluded.valid_until, excluded.late_feeds, excluded.late_feeds_since)`,
    [JSON.stringify(written)],
  );
  return facts.filter(
    (row) =>
      row.pausedSince !== null &&
      row.latestRunState === 'RECEIVING' &&
      tenantStatus(row) === 'PAUSED',
  );
}

function earlier(one: Date, other: Date | null): Date {
  return other !== null && other < one ? other : one;
}

function ownerOf(row: TenantRow): Owner {
  const isOnboarding = row.openBreakKind === 'ONBOARDING';
  return nextStepFor(tenantStatus(row), { ...row, isOnboarding }).owner;
}

/**
 * What an open set lacks stands in its manifest, which is read on other sessions: not in the transaction, since those may all
 * wait for its lock. A row that was written again meanwhile is left to whoever wrote it.
 */
export async function writeOwnersInPause(
  ctx: AppContext,
  facts: readonly StatusFacts[],
  now: Date,
): Promise<void> {
  for (const row of await withOpenSets(ctx, facts))
    await ctx.db.pool.query(
      'UPDATE tenant_status SET owner = $2 WHERE tenant_id = $1 AND computed_at = $3 AND owner <> $2',
      [row.id, ownerOf(row), now],
    );
}
