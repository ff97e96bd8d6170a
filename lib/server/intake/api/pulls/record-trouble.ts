// What becomes of a pull that met trouble: it goes on later, with smaller pages or more slowly, or it has failed.
import { waitMs } from '@/lib/core/pulls/wait-hint';
import { isGivenUp, RETRY_POLICIES, secondsToRetry } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../../../app-context';
import { queueFailedPullMail } from '../../../pulls/queue-failed-pull-mail';
import type { ApiFailure, FailedAnswer } from '../http/failures';
import { PullLostError } from './claim';
import type { PullRow, TakenPull } from './pull-row';

const FEWEST_ROWS = 100;
/** Between two requests: from the first time that a source was busy, and at most. */
const FIRST_INTERVAL_MS = 250;
const MOST_INTERVAL_MS = 2_000;

export interface Trouble {
  failure: ApiFailure;
  collection: string | null;
  /** Requests since the last page. */
  requests: number;
  pageSize: number;
  /** 0 to 1. */
  random: number;
}

/** FAILED, or LATER where it goes on by itself. */
export async function recordTrouble(
  ctx: AppContext,
  pull: TakenPull,
  row: PullRow,
  trouble: Trouble,
): Promise<'LATER' | 'FAILED'> {
  const { failure, collection, requests } = trouble;
  const failures = row.failures + 1;
  const isSmaller = failure.retry === 'SMALLER_PAGE' && trouble.pageSize > FEWEST_ROWS;
  const isOver =
    failure.retry === 'NEVER' ||
    failure.retry === 'NEW_TOKEN' ||
    isGivenUp(RETRY_POLICIES.pull, failures);
  if (isSmaller)
    await learn(ctx, pull, { pageSize: Math.max(FEWEST_ROWS, Math.floor(trouble.pageSize / 2)) });
  if (failure.code === 'BUSY') await slowDown(ctx, pull);
  const now = ctx.clock.now();
  const wait = isSmaller ? 0 : waitOf(failure, failures, trouble.random);
  await ctx.db.prisma.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE pull SET state = coalesce(${isOver ? 'FAILED' : null}::"PullState", state), failures = ${failures}, requests = requests + ${requests},
        trouble_code = ${failure.code}, trouble_collection = ${collection}, trouble_answer = ${answerJson(failure.answer)}::jsonb,
        next_attempt_at = ${new Date(now.getTime() + (isOver ? 0 : wait))}, finished_at = ${isOver ? now : null},
        waited_ms = waited_ms + ${isOver ? 0 : Math.round(wait)}, taken_by = NULL, taken_at = NULL
      WHERE tenant_id = ${pull.tenantId} AND id = ${pull.id} AND takes = ${pull.take} AND state IN ('PLANNED', 'PULLING')`;
    if (count === 0) throw new PullLostError();
    if (isOver)
      await queueFailedPullMail(ctx, tx, {
        tenantId: pull.tenantId,
        id: pull.id,
        code: failure.code,
        collection,
      });
  });
  return isOver ? 'FAILED' : 'LATER';
}

/** A fault of our own, also while files are written from a complete pull: tried again as often as any, then people look. */
export async function recordFault(ctx: AppContext, pull: TakenPull): Promise<void> {
  const { tenantId, id, take } = pull;
  await ctx.db.prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ failures: number }[]>`
      SELECT failures FROM pull WHERE tenant_id = ${tenantId} AND id = ${id} AND takes = ${take} AND handed_over_at IS NULL FOR UPDATE`;
    if (!row) return;
    const failures = row.failures + 1;
    const isOver = isGivenUp(RETRY_POLICIES.pull, failures);
    const now = ctx.clock.now();
    const wait = isOver ? 0 : secondsToRetry(RETRY_POLICIES.pull, failures) * 1000;
    await tx.$executeRaw`
      UPDATE pull SET failures = ${failures}, state = coalesce(${isOver ? 'FAILED' : null}::"PullState", state),
        trouble_code = ${isOver ? 'OUR_FAULT' : null}, finished_at = coalesce(finished_at, ${isOver ? now : null}),
        next_attempt_at = ${new Date(now.getTime() + wait)}, taken_by = NULL, taken_at = NULL
      WHERE tenant_id = ${tenantId} AND id = ${id}`;
    if (isOver)
      await queueFailedPullMail(ctx, tx, { tenantId, id, code: 'OUR_FAULT', collection: null });
  });
}

function waitOf({ code, waitMs: asked }: ApiFailure, failures: number, random: number): number {
  if (asked !== undefined) return waitMs(asked, failures, random);
  if (code === 'BUSY') return waitMs(null, failures + 2, random);
  return secondsToRetry(RETRY_POLICIES.pull, failures) * 1000;
}

/** A source that is busy is asked half as often from here on; pulls that it lets through without a wait bring that back (completePull). */
async function slowDown(ctx: AppContext, pull: TakenPull): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE api_account SET min_interval_ms = least($3, greatest(min_interval_ms * 2, $4))
     WHERE tenant_id = $1 AND connection_id = $2`,
    [pull.tenantId, pull.connectionId, MOST_INTERVAL_MS, FIRST_INTERVAL_MS],
  );
}

async function learn(
  ctx: AppContext,
  { tenantId, connectionId }: TakenPull,
  data: { pageSize: number },
): Promise<void> {
  await ctx.db.prisma.apiAccount.updateMany({ where: { tenantId, connectionId }, data });
}

/** The start of the answer, as text; what it says is masked where it is shown. */
function answerJson(answer: FailedAnswer | undefined): string | null {
  if (!answer) return null;
  const start = new TextDecoder('utf-8').decode(answer.start).replaceAll('\0', '');
  return JSON.stringify({ status: answer.status, contentType: answer.contentType, start });
}
