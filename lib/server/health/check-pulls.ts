import { plural } from '@/lib/core/format/numbers';
import type { AppContext } from '../app-context';
import { failedNightsSql, NIGHTS_UNTIL_STAFF_IS_TOLD } from '../pulls/failed-nights';
import type { HealthCheck } from './health-check';

const LATE_MINUTES = 15;

/** Whether workers take up the pulls that are due, and districts can be fetched from. */
export async function checkPulls(ctx: AppContext): Promise<HealthCheck> {
  const late = await listLate(ctx);
  if (late.length > 0)
    return {
      status: 'warning',
      reason: `No worker took up ${plural(late.length, 'pull')} that ${late.length === 1 ? 'has' : 'have'} been due for more than ${LATE_MINUTES} minutes. Check that a worker is up and not full.`,
      count: late.length,
      ageSeconds: Math.max(...late),
    };
  const failing = await listFailing(ctx);
  if (failing.length > 0)
    return {
      status: 'warning',
      reason: `Nightly pulls failed ${NIGHTS_UNTIL_STAFF_IS_TOLD} nights in a row or more: ${failing.map(({ slug, nights, code }) => `${slug} (${nights} nights, ${code ?? 'unknown'})`).join('; ')}.`,
      count: failing.length,
    };
  return { status: 'ok', reason: 'Pulls are taken up when they are due.', count: 0 };
}

/** For how many seconds each has been due. One that a worker holds says so every few seconds. */
async function listLate(ctx: AppContext): Promise<number[]> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<{ nextAttemptAt: Date }>(
    `SELECT next_attempt_at AS "nextAttemptAt" FROM pull
     WHERE (state IN ('PLANNED', 'PULLING') OR state = 'COMPLETE' AND purpose = 'UPDATE' AND handed_over_at IS NULL)
       AND next_attempt_at < $1::timestamptz - interval '${LATE_MINUTES} minutes'
       AND (taken_at IS NULL OR taken_at < clock_timestamp() - interval '${LATE_MINUTES} minutes')`,
    [now],
  );
  return rows.map(({ nextAttemptAt }) =>
    Math.round((now.getTime() - nextAttemptAt.getTime()) / 1000),
  );
}

interface Failing {
  slug: string;
  nights: number;
  code: string | null;
}

const MOST_NAMED = 20;

async function listFailing(ctx: AppContext): Promise<Failing[]> {
  const { rows } = await ctx.db.pool.query<Failing>(
    `SELECT * FROM (
       SELECT t.slug, ${failedNightsSql({ tenant: 'a.tenant_id', connection: 'a.connection_id' })} AS nights,
         (SELECT p.trouble_code FROM pull p WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.state = 'FAILED'
          ORDER BY p.number DESC LIMIT 1) AS code
       FROM api_account a JOIN tenant t ON t.id = a.tenant_id
       JOIN connection_feed f ON f.tenant_id = a.tenant_id AND f.connection_id = a.connection_id AND f.feed = 'ROSTER'
       WHERE a.is_scheduled) accounts
     WHERE nights >= $1 ORDER BY nights DESC, slug LIMIT ${MOST_NAMED}`,
    [NIGHTS_UNTIL_STAFF_IS_TOLD],
  );
  return rows;
}
