// A district whose files are in force goes over to Longsight's router: the same district, so not a record may differ, but
// for the homeroom: of what a vendor adds, language and English learner alone are read from an API.
import { kindSpeaking } from '@/lib/core/connections/kinds';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';
import { moveRosterFeed } from '@/lib/server/connections/commands/move-feed';
import { reaching } from '@/lib/testing/api-district';
import { checkHandedOver, pullThrough, type ClockedContext } from '@/lib/testing/pull-through';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { startLongsightRouter } from './longsight-router';
import { comparedTotal, type Outcome } from './run-peer';

export async function* connectorGoesOver(
  peers: string,
  outer: ClockedContext,
): AsyncGenerator<Outcome> {
  const { day, tenantId, actor } = await createLiveDistrict(outer, { seed: 'peers-files' });
  const server = await startLongsightRouter(peers, day);
  try {
    const ctx = reaching(outer, server.base);
    const created = await createApiConnection(ctx, actor, tenantId, {
      kind: kindSpeaking('oneroster-rest'),
      vendor: 'OTHER',
      baseUrl: server.base,
      tokenUrl: server.tokenAddress,
      authorization: 'OAUTH2',
      clientId: server.key,
      secret: server.secret,
    });
    if (!created.ok) throw new Error(created.code);
    const { connectionId } = created;
    const moved = await moveRosterFeed(ctx, actor, tenantId, connectionId);
    if (!moved.ok) throw new Error(moved.code);
    await pullThrough(ctx, { ctx, tenantId, connectionId, actor });
    await checkHandedOver(ctx);
    const run = await ctx.db.prisma.syncRun.findFirstOrThrow({
      where: { tenantId },
      orderBy: { id: 'desc' },
    });
    const { rows } = await ctx.db.pool.query<{ all: number; different: number }>(
      `SELECT count(*)::int AS all, (count(*) FILTER (WHERE before #- '{metadata,homeroom}' IS DISTINCT FROM after))::int AS different
       FROM change WHERE tenant_id = $1 AND run_id = $2`,
      [tenantId, run.id],
    );
    const [{ all = -1, different = -1 } = {}] = rows;
    const isHeld = run.connectionId === connectionId && run.state === 'HELD';
    yield {
      isRight: isHeld,
      line: `  ${isHeld ? 'right' : 'NOT RIGHT'}  after files: run ${run.state}, ${all} users without the homeroom that a file has`,
    };
    yield comparedTotal('after files, records that differ', different, 0);
  } finally {
    await server.close();
  }
}
