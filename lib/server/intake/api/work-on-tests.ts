// Tests of connections that people asked for, one after the other.
import type { AppContext } from '../../app-context';
import type { ApiHttp } from './http/request';
import { testConnection, type TestKey } from './test-connection';

/** One that says nothing for so long lost its worker, and is begun again. */
const SILENT_SECONDS = 400;

export async function workOnTests(
  ctx: AppContext,
  http: ApiHttp,
  signal: AbortSignal,
): Promise<void> {
  for (let test = await claimTest(ctx); test && !signal.aborted; test = await claimTest(ctx)) {
    await testConnection(ctx, http, test, signal);
    ctx.log.info({ tenantId: test.tenantId, testId: test.id }, 'connection tested');
  }
}

async function claimTest(ctx: AppContext): Promise<TestKey | undefined> {
  const { rows } = await ctx.db.pool.query<TestKey>(
    `UPDATE api_test SET taken_at = clock_timestamp()
     WHERE id IN (SELECT id FROM api_test
       WHERE finished_at IS NULL AND (taken_at IS NULL OR taken_at < clock_timestamp() - make_interval(secs => $1))
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING tenant_id AS "tenantId", id, connection_id AS "connectionId"`,
    [SILENT_SECONDS],
  );
  return rows[0];
}
