// What becomes of a pull that met trouble: it goes on later, with smaller pages or more slowly, or it has failed.
import { waitMs } from '@/lib/core/pulls/wait-hint';
import { isGivenUp, RETRY_POLICIES, secondsToRetry } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../../../app-context';
import type { ApiFailure, FailedAnswer } from '../http/failures';
import { PullLostError } from './claim';
import type { PullRow, TakenPull } from './pull-row';

const FEWEST_ROWS = 100;
/** What a source asks for between two requests, where it says less than this, is how it always wants to be asked. */
const MOST_INTERVAL_MS = 10_000;
const FIRST_INTERVAL_MS = 250;

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
  if (failure.code === 'BUSY') await slowDown(ctx, pull, failure.waitMs ?? null);
  const now = ctx.clock.now();
  const wait = isSmaller ? 0 : waitOf(failure, failures, trouble.random);
  const { rowCount } = await ctx.db.pool.query(
    `UPDATE pull SET state = $4::"PullState", failures = $5, requests = requests + $6, trouble_code = $7, trouble_collection = $8,
       trouble_answer = $9, next_attempt_at = $10, finished_at = $11, waited_ms = waited_ms + $12,
       taken_by = NULL, taken_at = NULL
     WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND state = 'PULLING'`,
    [
      pull.tenantId,
      pull.id,
      pull.take,
      isOver ? 'FAILED' : 'PULLING',
      failures,
      requests,
      failure.code,
      collection,
      answerJson(failure.answer),
      new Date(now.getTime() + (isOver ? 0 : wait)),
      isOver ? now : null,
      isOver ? 0 : wait,
    ],
  );
  if (rowCount === 0) throw new PullLostError();
  return isOver ? 'FAILED' : 'LATER';
}

function waitOf({ code, waitMs: asked }: ApiFailure, failures: number, random: number): number {
  if (asked !== undefined) return waitMs(asked, failures, random);
  if (code === 'BUSY') return waitMs(null, failures + 2, random);
  return secondsToRetry(RETRY_POLICIES.pull, failures) * 1000;
}

/** What a source asks for once it will ask for again: from here on the connection is slower. */
async function slowDown(ctx: AppContext, pull: TakenPull, asked: number | null): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE api_account SET min_interval_ms = least($3, greatest(min_interval_ms * 2, $4))
     WHERE tenant_id = $1 AND connection_id = $2`,
    [
      pull.tenantId,
      pull.connectionId,
      MOST_INTERVAL_MS,
      asked !== null && asked <= MOST_INTERVAL_MS ? Math.ceil(asked) : FIRST_INTERVAL_MS,
    ],
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
