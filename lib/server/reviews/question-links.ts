// A question to a district: its link, and whether it can still be answered.
import type { AppContext } from '../app-context';
import { keyedHash } from '../auth/keyed-hash';

export interface QuestionKey {
  id: number;
  tenantId: number;
  expiresAt: Date;
}

/**
 * The link's secret is worked out from the question, so the reminder carries the same one and none is
 * stored. It names one question, for one purpose, until it expires.
 */
export function tokenOf(
  ctx: Pick<AppContext, 'settings'>,
  { id, tenantId, expiresAt }: QuestionKey,
) {
  const parts = [String(id), String(tenantId), expiresAt.toISOString()];
  return `${id}-${keyedHash(ctx.settings.secret, 'review-question', ...parts)}`;
}

export type QuestionState = 'open' | 'answered' | 'expired' | 'closed';

export interface ClosedFacts {
  closedAt: Date | null;
  reviewState: string;
}

export function questionStateOf(
  question: { answeredAt: Date | null; expiresAt: Date } & ClosedFacts,
  now: Date,
): QuestionState {
  if (question.answeredAt) return 'answered';
  if (question.closedAt || question.reviewState !== 'OPEN') return 'closed';
  return question.expiresAt <= now ? 'expired' : 'open';
}
