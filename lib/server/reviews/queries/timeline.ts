// What happened in a review: what people did, mails, and what became of its runs, in one order.
import { reviewEventLabels, reviewEventKinds } from '@/lib/core/review/event-kinds';
import type { AppContext } from '../../app-context';

type Context = Pick<AppContext, 'db'>;

export interface TimelineLine {
  at: Date;
  version: number | null;
  kind: string;
  /** "Approved", "Mail to lee@example.org: …" */
  words: string;
  actorName: string | null;
  actorKind: string;
  /** What a person wrote. */
  text: string | null;
  detail: Record<string, unknown>;
}

interface StoredLine extends Omit<TimelineLine, 'words'> {
  subject: string | null;
  address: string | null;
}

/** Oldest first. Also the timeline part of the record of a decision. */
export async function listTimeline(
  ctx: Context,
  tenantId: number,
  breakId: number,
): Promise<TimelineLine[]> {
  const { rows } = await ctx.db.pool.query<StoredLine>(
    `SELECT * FROM (
       SELECT e.at, e.version, e.kind, u.name AS "actorName", e.actor_kind AS "actorKind", e.text, e.detail,
         NULL::text AS subject, NULL::text AS address, 0 AS source, e.id
       FROM circuit_break_event e LEFT JOIN user_account u ON u.id = e.actor_id
       WHERE e.tenant_id = $1 AND e.break_id = $2
       UNION ALL
       SELECT m.created_at, NULL, 'MAIL', NULL, 'worker', NULL, jsonb_build_object('mailId', m.id, 'mailKind', m.kind,
         'sentAt', m.sent_at, 'failedAt', m.failed_at), m.subject, m.to_address, 1, m.id
       FROM outbox_mail m
       WHERE m.tenant_id = $1 AND m.thread_key IN (SELECT 'review-' || $2::int
         UNION ALL SELECT 'run-' || v.run_id FROM circuit_break_version v WHERE v.tenant_id = $1 AND v.break_id = $2)
       UNION ALL
       SELECT r.at, v.version, 'RUN_' || r.kind, u.name, CASE WHEN r.actor_id IS NULL THEN 'worker' ELSE 'person' END, NULL, r.detail,
         NULL, NULL, 2, r.id
       FROM circuit_break_version v JOIN sync_run_event r ON r.tenant_id = v.tenant_id AND r.run_id = v.run_id
       LEFT JOIN user_account u ON u.id = r.actor_id
       WHERE v.tenant_id = $1 AND v.break_id = $2 AND r.kind = 'UNDONE') timeline
     ORDER BY at, source, id`,
    [tenantId, breakId],
  );
  return rows.map(
    ({ subject, address, at, version, kind, actorName, actorKind, text, detail }) => ({
      at,
      version,
      kind,
      actorName,
      actorKind,
      text,
      detail,
      words: lineText(kind, detail, subject, address),
    }),
  );
}

function lineText(
  kind: string,
  detail: Record<string, unknown>,
  subject: string | null,
  address: string | null,
): string {
  if (kind === 'MAIL') return `Email to ${address ?? ''}: ${subject ?? ''}`;
  if (kind === 'ANSWERED') {
    if (detail.answer === 'EXPECTED') return 'The district answered “Yes, we expect this”';
    if (detail.answer === 'STOP') return 'The district answered “No, stop”';
  }
  if (kind === 'RUN_UNDONE') return detail.part === 'REMOVALS' ? 'Removals undone' : 'Undone';
  const known = reviewEventKinds.find((each) => each === kind);
  return known ? reviewEventLabels[known] : kind;
}

export interface QuestionRow {
  questionId: number;
  version: number;
  askedAt: Date;
  askedByName: string | null;
  message: string | null;
  expiresAt: Date;
  remindedAt: Date | null;
  closedAt: Date | null;
  answer: 'EXPECTED' | 'STOP' | null;
  comment: string | null;
  answeredAt: Date | null;
  answeredByName: string | null;
}

/** What the district was asked and said, newest first. */
export async function listQuestions(
  ctx: Context,
  tenantId: number,
  breakId: number,
): Promise<QuestionRow[]> {
  const { rows } = await ctx.db.pool.query<QuestionRow>(
    `SELECT q.id AS "questionId", q.version, q.asked_at AS "askedAt", asker.name AS "askedByName", q.message,
       q.expires_at AS "expiresAt", q.reminded_at AS "remindedAt", q.closed_at AS "closedAt", q.answer, q.comment,
       q.answered_at AS "answeredAt", answerer.name AS "answeredByName"
     FROM circuit_break_question q
     LEFT JOIN user_account asker ON asker.id = q.asked_by_id
     LEFT JOIN user_account answerer ON answerer.id = q.answered_by_id
     WHERE q.tenant_id = $1 AND q.break_id = $2 ORDER BY q.id DESC`,
    [tenantId, breakId],
  );
  return rows;
}

export interface ApprovalRow {
  version: number;
  fingerprint: string;
  at: Date;
  userId: number | null;
  userName: string | null;
  scope: 'ALL' | 'ADDITIONS' | 'SLICE';
  groups: { entity: string; action: string; schoolSourcedId: string | null }[];
  applyCount: number | null;
  reasonCode: string | null;
  comment: string | null;
}

/** Every yes, oldest first: one of them waits for another where two are needed. */
export async function listApprovals(
  ctx: Context,
  tenantId: number,
  breakId: number,
): Promise<ApprovalRow[]> {
  const { rows } = await ctx.db.pool.query<ApprovalRow>(
    `SELECT a.version, a.fingerprint, a.at, a.user_id AS "userId", u.name AS "userName", a.scope::text AS scope,
       coalesce(a.groups, '[]') AS groups, a.apply_count AS "applyCount", a.reason_code AS "reasonCode", a.comment
     FROM circuit_break_approval a LEFT JOIN user_account u ON u.id = a.user_id
     WHERE a.tenant_id = $1 AND a.break_id = $2 ORDER BY a.id`,
    [tenantId, breakId],
  );
  return rows;
}
