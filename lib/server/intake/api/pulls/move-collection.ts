// A collection's moves, each only by the worker whose turn it is.
import { MAX_RESTARTS, type ReadThrough } from '@/lib/core/pulls/page-end';
import type { PullFailureCode } from '@/lib/core/pulls/pull-failures';
import type { AppContext } from '../../../app-context';
import { ApiFailure } from '../http/failures';
import { PullLostError } from './claim';
import type { TakenPull } from './pull-row';

async function move(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
  name: string,
  set: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const { rowCount } = await ctx.db.pool.query(
    `UPDATE pull_collection c SET ${set} FROM pull p
     WHERE p.tenant_id = $1 AND p.id = $2 AND p.takes = $3 AND p.state = 'PULLING'
       AND c.tenant_id = p.tenant_id AND c.pull_id = p.id AND c.name = $4`,
    [tenantId, id, take, name, ...values],
  );
  if (rowCount === 0) throw new PullLostError();
}

/** It was read whole. */
export const settleCollection = (ctx: AppContext, pull: TakenPull, name: string): Promise<void> =>
  move(ctx, pull, name, `state = 'READ'`);

/** The source does not offer it, or does not let us read it. */
export const leaveOut = (
  ctx: AppContext,
  pull: TakenPull,
  name: string,
  code: PullFailureCode,
): Promise<void> => move(ctx, pull, name, `state = 'READ', left_out_code = $5`, [code]);

/** From its first page again; what this reading came to is remembered. Its pages stay, and are not counted. */
export const readAgain = (
  ctx: AppContext,
  pull: TakenPull,
  name: string,
  before: ReadThrough,
): Promise<void> =>
  move(
    ctx,
    pull,
    name,
    `state = 'WAITING', restarts = c.restarts + 1, before = $5, next = NULL, row_count = 0, page_count = 0,
     byte_count = 0, repeated = 0, total = NULL, revision = NULL, has_changed = false`,
    [JSON.stringify(before)],
  );

/** The source changed after its collections were read: everything again, three times at most. */
export async function readAgainAll(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
): Promise<void> {
  const { rows } = await ctx.db.pool.query<{ restarts: number }>(
    `UPDATE pull_collection c SET state = 'WAITING', restarts = c.restarts + 1, before = NULL, next = NULL, row_count = 0,
       page_count = 0, byte_count = 0, repeated = 0, total = NULL, revision = NULL, has_changed = false
     FROM pull p
     WHERE p.tenant_id = $1 AND p.id = $2 AND p.takes = $3 AND p.state = 'PULLING'
       AND c.tenant_id = p.tenant_id AND c.pull_id = p.id AND c.left_out_code IS NULL
     RETURNING c.restarts`,
    [tenantId, id, take],
  );
  if (rows.length === 0) throw new PullLostError();
  if (rows.some(({ restarts }) => restarts > MAX_RESTARTS))
    throw new ApiFailure('KEPT_CHANGING', 'NEVER');
}
