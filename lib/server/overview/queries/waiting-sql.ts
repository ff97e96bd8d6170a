// What waits for a person, in SQL over many districts: the lists and the counts of navigation are made of the same
// conditions. `now` and `column` are SQL expressions.
import type { TenantScope } from '../../auth/tenant-access';

/** Failed mail is news for so long: nobody can do anything about it later, and the list of mail keeps it. */
const FAILED_MAIL_DAYS = 7;

/** Rows of the districts somebody may know of, whose ids are the second parameter where they are not all. */
export const ofScope = (column: string, scope: TenantScope): string =>
  scope === null ? 'true' : `${column} = ANY($2::int[])`;

export const scopedParams = (now: Date, scope: TenantScope): unknown[] =>
  scope === null ? [now] : [now, scope];

export const WAITING_SQL = {
  /** Of `circuit_break b`: as the queue lists them, without those put aside until later. */
  review: (now: string): string =>
    `b.state = 'OPEN' AND (b.snoozed_until IS NULL OR b.snoozed_until <= ${now})`,
  /** Of `attendance_notice_list l` and its `tenant t`: held lists are released on their own day only. */
  heldNotices: (now: string): string =>
    `l.state = 'HELD' AND l.date = (${now} AT TIME ZONE t.time_zone)::date`,
  /** Of `attendance_file_name n`. */
  nearName: `n.state = 'NEAR' AND n.kind = 'ATTENDANCE'`,
  /** Of `attendance_run r`: files that no answer about a name lets go on. */
  heldFile: `r.state = 'HELD' AND NOT EXISTS (SELECT FROM attendance_file_name near
    WHERE near.tenant_id = r.tenant_id AND near.file_name = r.file_name AND near.state = 'NEAR' AND near.kind = 'ATTENDANCE')`,
  /** Of `pull p`, of the connection that brings the roster: it failed, and no later one was complete; of several the newest. */
  failedPull: `p.state = 'FAILED' AND p.feed = 'ROSTER'
    AND EXISTS (SELECT FROM connection_feed brings WHERE brings.tenant_id = p.tenant_id AND brings.connection_id = p.connection_id AND brings.feed = p.feed)
    AND NOT EXISTS (SELECT FROM pull newer WHERE newer.tenant_id = p.tenant_id AND newer.connection_id = p.connection_id
      AND newer.feed = p.feed AND newer.number > p.number AND newer.state IN ('FAILED', 'COMPLETE'))`,
  /** Of `tenant_status s`. */
  late: `s.status = 'LATE'`,
  /** Of `tenant_status s`: attendance files that should have come today. */
  lateAttendance: 's.late_feeds > 0',
  /** Of `site_check said`: no newer answer for that school, or for the whole district. */
  siteLooksWrong: `NOT said.looks_right AND NOT EXISTS (SELECT FROM site_check newer
    WHERE newer.tenant_id = said.tenant_id AND newer.school_sourced_id IN ('', said.school_sourced_id) AND newer.id > said.id)`,
  /** Of the connection `live` that brings the roster, and its `site`. */
  siteToCreate: `live.baseline_run_id IS NOT NULL
    AND (site.tenant_id IS NULL OR site.address IS NULL AND site.requested_how <> 'BEFORE_RECORDS')`,
  /** Of `outbox_mail m`. */
  failedMail: (now: string): string => `m.failed_at > ${now} - interval '${FAILED_MAIL_DAYS} days'`,
} as const;

/**
 * Every unmapped category of the districts, once: (tenant_id, category_key). Goes from key to key in the index, since one
 * word may have tens of thousands of rows.
 */
export const unmappedKeysSql = (scope: TenantScope): string => {
  const next = (after: string): string => `
    SELECT k.tenant_id, k.category_key FROM attendance_kept_row k
    WHERE k.because = 'UNMAPPED_CATEGORY' AND ${ofScope('k.tenant_id', scope)}${after}
    ORDER BY k.tenant_id, k.category_key LIMIT 1`;
  return `(WITH RECURSIVE keys AS (
      (${next('')})
      UNION ALL
      SELECT following.tenant_id, following.category_key FROM keys
      CROSS JOIN LATERAL (${next(' AND (k.tenant_id, k.category_key) > (keys.tenant_id, keys.category_key)')}) following)
    SELECT tenant_id, category_key FROM keys)`;
};
