// Where a pull begins and where it is complete, each only by the worker whose turn it is.
import type { AppContext } from '../../../app-context';
import type { Prisma } from '../../../db';
import type { CollectionToRead, SourceMark } from '../source';
import { PullLostError } from './claim';
import type { PullKey, TakenPull } from './pull-row';

/** What a pull begins with. */
interface Beginning {
  mark: SourceMark | null;
  since: string | null;
  collections: readonly CollectionToRead[];
}

export async function beginPull(
  ctx: AppContext,
  { take }: TakenPull,
  { tenantId, id }: PullKey,
  { mark, since, collections }: Beginning,
): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.pull.updateMany({
      where: { tenantId, id, takes: take, state: 'PLANNED' },
      data: {
        state: 'PULLING',
        startedAt: ctx.clock.now(),
        since,
        extent: since === null ? 'FULL' : 'DELTA',
        sourceMark: markJson(mark),
      },
    });
    if (count === 0) throw new PullLostError();
    await tx.pullCollection.createMany({
      data: collections.map(({ name }, ordinal) => ({ tenantId, pullId: id, name, ordinal })),
    });
  });
}

/** The source is another than the one that its mark tells of. */
export async function renewMark(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
  mark: SourceMark | null,
): Promise<void> {
  const { count } = await ctx.db.prisma.pull.updateMany({
    where: { tenantId, id, takes: take, state: 'PULLING' },
    data: { sourceMark: markJson(mark) },
  });
  if (count === 0) throw new PullLostError();
}

const markJson = (mark: SourceMark | null): Prisma.InputJsonObject | undefined =>
  mark === null ? undefined : (mark as Prisma.InputJsonObject);

/** All is read. Its files are still to be handed over, where it is no preview. */
export async function completePull(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
  requests: number,
): Promise<void> {
  const { rowCount } = await ctx.db.pool.query(
    `WITH complete AS (
       UPDATE pull p SET state = 'COMPLETE', finished_at = $4, requests = requests + $5,
         trouble_code = NULL, trouble_collection = NULL, trouble_answer = NULL
       WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND state = 'PULLING'
         AND NOT EXISTS (SELECT FROM pull_collection c WHERE c.tenant_id = p.tenant_id AND c.pull_id = p.id AND c.state <> 'READ')
       RETURNING tenant_id, connection_id, waited_ms),
     sooner AS (
       UPDATE api_account a SET min_interval_ms = CASE WHEN a.min_interval_ms > 250 THEN a.min_interval_ms / 2 ELSE 0 END
       FROM complete WHERE complete.waited_ms = 0 AND a.min_interval_ms > 0
         AND a.tenant_id = complete.tenant_id AND a.connection_id = complete.connection_id)
     SELECT FROM complete`,
    [tenantId, id, take, ctx.clock.now(), requests],
  );
  if (rowCount === 0) throw new PullLostError();
}

/** A newer pull was handed over: this one goes nowhere. */
export async function cancelOutdated(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE pull SET state = 'CANCELED', taken_by = NULL, taken_at = NULL
     WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND state = 'COMPLETE' AND handed_over_at IS NULL`,
    [tenantId, id, take],
  );
}
