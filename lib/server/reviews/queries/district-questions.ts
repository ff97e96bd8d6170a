// What a district was asked about its held updates, and what it said.
import type { AppContext } from '../../app-context';
import { questionUrl } from '../../mail/review-messages';
import { questionStateOf, tokenOf, type QuestionState } from '../question-links';

export interface DistrictQuestion {
  id: number;
  state: QuestionState;
  askedAt: Date;
  /** Until when an answer counts. */
  expiresAt: Date;
  /** What the reviewer wrote; null where only the sizes were asked about. */
  message: string | null;
  answer: 'EXPECTED' | 'STOP' | null;
  answeredAt: Date | null;
  answeredByName: string | null;
  comment: string | null;
  /** Of the run it asks about. */
  runNumber: number | null;
  /** Its page; while it is open, where to answer. */
  url: string;
}

const MOST = 100;

/** Newest first. */
export async function listDistrictQuestions(
  ctx: Pick<AppContext, 'db' | 'clock' | 'settings'>,
  tenantId: number,
): Promise<DistrictQuestion[]> {
  const { rows } = await ctx.db.pool.query<
    Omit<DistrictQuestion, 'state' | 'url'> & { closedAt: Date | null; reviewState: string }
  >(
    `SELECT q.id, r.number AS "runNumber", q.asked_at AS "askedAt", q.expires_at AS "expiresAt", q.message, q.answer, q.comment,
       q.answered_at AS "answeredAt", u.name AS "answeredByName", q.closed_at AS "closedAt", b.state::text AS "reviewState"
     FROM circuit_break_question q
     JOIN circuit_break b ON b.tenant_id = q.tenant_id AND b.id = q.break_id
     LEFT JOIN circuit_break_version v ON v.tenant_id = q.tenant_id AND v.break_id = q.break_id AND v.version = q.version
     LEFT JOIN sync_run r ON r.tenant_id = v.tenant_id AND r.id = v.run_id
     LEFT JOIN user_account u ON u.id = q.answered_by_id
     WHERE q.tenant_id = $1
     ORDER BY q.id DESC LIMIT ${MOST}`,
    [tenantId],
  );
  const now = ctx.clock.now();
  return rows.map(({ closedAt, reviewState, ...question }) => ({
    ...question,
    state: questionStateOf({ ...question, closedAt, reviewState }, now),
    url: questionUrl(ctx, tokenOf(ctx, { ...question, tenantId })),
  }));
}
