// Synthetic districts as rows, for what staff see across all of them: thirty days of runs each, and today's mixture of
// reviews, failures, late files and attendance that waits. Written by SQL: nothing here was ever a file.
import { KINDS_OF_CONNECTION } from '@/lib/core/connections/kinds';
import type { Pool } from 'pg';

const [KIND = ''] = Object.keys(KINDS_OF_CONNECTION);

/** One run a district and day. */
const DAYS = 30;

/** Every number is a district's share of a thousand by its id: the same each time. */
const SHARES = {
  notSetUp: [0, 30],
  noFiles: [30, 60],
  held: [60, 90],
  invalid: [90, 110],
  failed: [110, 115],
  silent: [115, 155],
  paused: [155, 175],
  badName: [200, 220],
  unmapped: [300, 340],
  heldNotices: [400, 430],
  failedMail: [500, 510],
  invited: [600, 620],
} as const;

const is = (share: keyof typeof SHARES): string =>
  `(t.id * 7919 % 1000 >= ${SHARES[share][0]} AND t.id * 7919 % 1000 < ${SHARES[share][1]})`;
const SENDS = `NOT ${is('notSetUp')} AND NOT ${is('noFiles')}`;

/** Between one and five in the morning, and a few in the afternoon. */
const AT = `((date_trunc('day', $1::timestamptz) - make_interval(days => day)) + make_interval(mins => (t.id * 31 + day * 7) % 240 + 60
  + CASE WHEN t.id % 9 = 0 THEN 720 ELSE 0 END)) - interval '1 day'`;

/** In the order in which one names the other. $1 is now, $2 how many districts. */
const STATEMENTS: readonly string[] = [
  `INSERT INTO user_account (email, name, role, created_at)
   SELECT 'person-' || n || '@example.org', 'Person ' || n, CASE WHEN n <= 8 THEN 'IMPLEMENTATION' ELSE 'PSM' END::"Role", $1
   FROM generate_series(1, 40) n WHERE $2::int > 0`,
  `INSERT INTO tenant (id, slug, name, state, time_zone, created_at, psm_id, implementer_id, first_day_of_school_date)
   SELECT n, 'district-' || n, (ARRAY['Maple Grove', 'Cedar Valley', 'Lakeview', 'Pine Ridge', 'Oak Hill'])[n % 5 + 1] || ' ' || n,
     'CA', (ARRAY['America/Los_Angeles', 'America/Chicago', 'America/New_York', 'America/Denver'])[n % 4 + 1],
     $1::timestamptz - interval '400 days', 9 + n % 32, 1 + n % 8, CASE WHEN n % 3 = 0 THEN ($1::timestamptz)::date + n % 90 END
   FROM generate_series(1, $2::int) n`,
  `INSERT INTO connection (id, tenant_id, kind, created_at, paused_at)
   SELECT t.id, t.id, '${KIND}', $1::timestamptz - interval '300 days', CASE WHEN ${is('paused')} THEN $1::timestamptz - interval '3 days' END
   FROM tenant t WHERE $2::int > 0`,
  `INSERT INTO connection_feed (tenant_id, feed, connection_id) SELECT t.id, f, t.id FROM tenant t, unnest(enum_range(NULL::"Feed")) f
   WHERE $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO sftp_account (tenant_id, connection_id, user_name) SELECT t.id, t.id, 'district-' || t.id FROM tenant t
   WHERE $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO sftp_credential (tenant_id, connection_id, kind, hash, created_at) SELECT t.id, t.id, 'PASSWORD', 'none', $1 FROM tenant t
   WHERE NOT ${is('notSetUp')} AND $2::int > 0`,
  `INSERT INTO sync_run (id, number, tenant_id, connection_id, state, created_at, last_arrival_at, queued_at, processing_at, applying_at, applied_at,
     held_at, finished_at, fingerprint, baseline_run_id)
   SELECT (t.id - 1) * ${DAYS} + (${DAYS} - day), ${DAYS} - day, t.id, t.id, made.state::"SyncRunState", at, at + interval '5 minutes', at + interval '15 minutes',
     at + interval '16 minutes', CASE WHEN made.state = 'APPLIED' THEN at + interval '20 minutes' END,
     CASE WHEN made.state = 'APPLIED' THEN at + make_interval(mins => 21 + (t.id * 13 + day) % 60) END,
     CASE WHEN made.state = 'HELD' THEN at + interval '18 minutes' END,
     CASE WHEN made.state <> 'HELD' THEN at + interval '61 minutes' END, 'f' || t.id, NULL
   FROM tenant t CROSS JOIN generate_series(0, ${DAYS - 1}) day CROSS JOIN LATERAL (SELECT ${AT} AS at) timed
   CROSS JOIN LATERAL (SELECT CASE
     WHEN day = 0 AND ${is('held')} THEN 'HELD' WHEN day = 0 AND ${is('invalid')} THEN 'INVALID' WHEN day = 0 AND ${is('failed')} THEN 'FAILED'
     WHEN (t.id * 17 + day * 29) % 100 < 3 THEN 'INVALID' WHEN (t.id * 17 + day * 29) % 100 < 5 THEN 'REJECTED'
     WHEN (t.id * 17 + day * 29) % 100 < 40 THEN 'NO_CHANGE' ELSE 'APPLIED' END AS state) made
   WHERE ${SENDS} AND NOT (${is('silent')} AND day < 9) AND $2::int > 0`,
  `UPDATE connection c SET baseline_run_id = live.id FROM (
     SELECT connection_id, max(id) AS id FROM sync_run WHERE state = 'APPLIED' GROUP BY 1) live
   WHERE live.connection_id = c.id AND $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO delivery (tenant_id, connection_id, file_name, state, byte_count, storage_key, source_address, started_at, received_at, touched_at, sync_run_id)
   SELECT r.tenant_id, r.connection_id, file, 'RECEIVED', 1000, 'none', '192.0.2.1', r.created_at, r.last_arrival_at, r.last_arrival_at, r.id
   FROM sync_run r CROSS JOIN unnest(ARRAY['manifest.csv', 'orgs.csv', 'academicSessions.csv', 'courses.csv', 'classes.csv', 'users.csv', 'enrollments.csv']) file
   WHERE $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO circuit_break (id, tenant_id, connection_id, kind, state, opened_at, assignee_id)
   SELECT r.id, r.tenant_id, r.connection_id, 'LIMITS', 'OPEN', r.held_at, CASE WHEN r.tenant_id % 2 = 0 THEN 1 + r.tenant_id % 8 END
   FROM sync_run r WHERE r.state = 'HELD' AND $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO circuit_break_version (tenant_id, break_id, version, run_id, fingerprint, created_at)
   SELECT b.tenant_id, b.id, 1, b.id, 'f' || b.tenant_id, b.opened_at FROM circuit_break b WHERE $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO circuit_break_question (tenant_id, break_id, version, asked_at, expires_at, answer, answered_at)
   SELECT b.tenant_id, b.id, 1, b.opened_at, b.opened_at + interval '7 days', CASE WHEN b.tenant_id % 2 = 0 THEN 'EXPECTED' END,
     CASE WHEN b.tenant_id % 2 = 0 THEN b.opened_at + interval '2 hours' END
   FROM circuit_break b WHERE b.tenant_id % 3 = 0 AND $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO rule_evaluation (tenant_id, run_id, rule_id, profile, scope, entity, action, baseline_count, change_count, tripped)
   SELECT b.tenant_id, b.id, 'students.REMOVE', 'IN_SESSION', 'DISTRICT', 'students', 'REMOVE', 1000, 200, true
   FROM circuit_break b WHERE $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
   SELECT t.id, 'students', '', '', 200 + t.id * 37 % 40000 FROM tenant t WHERE ${SENDS} AND $1::timestamptz IS NOT NULL AND $2::int > 0`,
  `INSERT INTO attendance_file_name (tenant_id, file_name, kind, state, near_of, near_because, first_seen_at, last_received_at)
   SELECT t.id, called.name, 'ATTENDANCE', CASE WHEN called.name = 'attendance.csv' THEN 'CONFIRMED' ELSE 'NEAR' END::"AttendanceNameState",
     CASE WHEN called.name <> 'attendance.csv' THEN 'attendance.csv' END, CASE WHEN called.name <> 'attendance.csv' THEN 'CASE' END, $1, $1
   FROM tenant t CROSS JOIN unnest(ARRAY['attendance.csv', 'Attendance.csv']) called(name)
   WHERE ${SENDS} AND (called.name = 'attendance.csv' OR ${is('badName')}) AND $2::int > 0`,
  `INSERT INTO attendance_run (number, tenant_id, connection_id, delivery_id, kind, state, file_name, file_name_id, sha256, byte_count, received_at,
     received_date, received_minute, finished_at)
   SELECT row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.id, day), n.tenant_id, n.tenant_id, n.id * 100 + day, 'ATTENDANCE', CASE WHEN n.state = 'NEAR' THEN 'HELD' ELSE 'APPLIED' END::"AttendanceRunState",
     n.file_name, n.id, 'none', 1000, $1::timestamptz - make_interval(days => day), ($1::timestamptz - make_interval(days => day))::date, 570, $1
   FROM attendance_file_name n CROSS JOIN generate_series(0, 19) day WHERE (n.state <> 'NEAR' OR day = 0) AND $2::int > 0`,
  `INSERT INTO attendance_kept_row (tenant_id, run_id, file_name_id, because, received_at, expires_at, line, school_text, student_text, date, category_text, category_key)
   SELECT t.id, 0, 0, 'UNMAPPED_CATEGORY', $1, $1::timestamptz + interval '30 days', row, '10', 's' || row, ($1::timestamptz)::date, 'Word ' || row % 3, 'word ' || row % 3
   FROM tenant t CROSS JOIN generate_series(1, 200) row WHERE ${is('unmapped')} AND $2::int > 0`,
  // As the step for notices writes them: every list has its reasons, none or some, and a held one has notices that wait.
  `INSERT INTO attendance_notice_list (tenant_id, school_id, date, state, run_id, held_because, facts, opened_at, held_at)
   SELECT t.id, 'school-' || school, ($1::timestamptz AT TIME ZONE t.time_zone)::date - day, made.state::"NoticeListState", 0,
     CASE WHEN made.state = 'HELD' THEN ARRAY['AFTER_CUT_OFF'] ELSE '{}' END, jsonb_build_object('isAfterCutOff', made.state = 'HELD'),
     $1, CASE WHEN made.state = 'HELD' THEN $1::timestamptz END
   FROM tenant t CROSS JOIN generate_series(1, 4) school CROSS JOIN generate_series(0, 4) day
   CROSS JOIN LATERAL (SELECT CASE WHEN day > 0 OR ${is('heldNotices')} THEN 'HELD' ELSE 'OPEN' END AS state) made
   WHERE ${SENDS} AND (day = 0 OR ${is('heldNotices')}) AND $2::int > 0`,
  `INSERT INTO attendance_notice (tenant_id, date, school_id, student_id, state, category, percent_of_day, run_id, created_at, changed_at)
   SELECT l.tenant_id, l.date, l.school_id, l.school_id || '-student-' || student, 'WAITING', 'UNEXCUSED_ABSENCE', 100, 0, $1, $1
   FROM attendance_notice_list l CROSS JOIN generate_series(1, 3) student WHERE l.state = 'HELD' AND $2::int > 0`,
  `INSERT INTO outbox_mail (tenant_id, kind, to_address, subject, text, html, created_at, sent_at, failed_at)
   SELECT t.id, 'run-invalid', 'contact-' || t.id || '@example.org', 'Files', '', '', $1::timestamptz - make_interval(days => day),
     CASE WHEN NOT ${is('failedMail')} THEN $1::timestamptz END, CASE WHEN ${is('failedMail')} THEN $1::timestamptz - make_interval(days => day) END
   FROM tenant t CROSS JOIN generate_series(0, 9) day WHERE $2::int > 0`,
  `INSERT INTO invitation (tenant_id, email, name, role, token_hash, created_at, sent_at, expires_at, verified_at)
   SELECT t.id, 'contact-' || t.id || '@example.org', 'Contact', 'DISTRICT_CONTACT', 'token-' || t.id, $1::timestamptz - interval '6 days',
     $1::timestamptz - interval '6 days', $1::timestamptz + interval '1 day', CASE WHEN NOT ${is('invited')} THEN $1::timestamptz - interval '5 days' END
   FROM tenant t WHERE $2::int > 0`,
];

export async function createDistrictRows(pool: Pool, districts: number, now: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Rows that belong together by design: neither foreign keys nor messages to the worker are needed for each of a million.
    await client.query("SET LOCAL session_replication_role = 'replica'");
    for (const statement of STATEMENTS) await client.query(statement, [now, districts]);
    await client.query('INSERT INTO tenant_status_change (tenant_id) SELECT id FROM tenant');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  await pool.query('VACUUM ANALYZE');
}
