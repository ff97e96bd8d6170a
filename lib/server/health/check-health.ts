// Is everything up, and if not, why: for GET /api/health and for the command line's doctor.
import { formatPercent, plural } from '@/lib/core/format/numbers';
import type { AppContext } from '../app-context';
import { lastHeldUntilSql, mayBeSentSql } from '../mail/quiet-hours';
import { listPendingMigrations } from '../db/migration-names';
import { checkJobs } from './check-jobs';
import { checkPulls } from './check-pulls';
import { checkSecrets } from './check-secrets';
import { FRESH_SECONDS } from './heartbeat';
import { guarded, type HealthCheck } from './health-check';
import type { ProcessName } from './heartbeat';

export const HEALTH_CHECKS = [
  'database',
  'migrations',
  'worker',
  'jobs',
  'sftp',
  'mail',
  'disk',
  'secrets',
  'pulls',
] as const;
export type HealthCheckName = (typeof HEALTH_CHECKS)[number];

export interface Health {
  /** The worst of the checks; only "failed" means that something people need does not work. */
  status: 'ok' | 'warning' | 'failed';
  checks: Record<HealthCheckName, HealthCheck>;
}

const MAIL_LATE_SECONDS = 15 * 60;
const DISK_FULL_SHARE = 0.9;

/** Never throws: a database that does not answer is an answer. */
export async function checkHealth(ctx: AppContext): Promise<Health> {
  const database = await guarded(() => checkDatabase(ctx), {
    status: 'failed',
    reason: 'The database does not answer. Check that it runs and that DATABASE_URL names it.',
  });
  const unknown: HealthCheck = { status: 'unknown', reason: 'Not known without the database.' };
  const ask = (check: () => Promise<HealthCheck>): Promise<HealthCheck> =>
    database.status === 'failed' ? Promise.resolve(unknown) : guarded(check, unknown);
  const [migrations, worker, jobs, sftp, mail, disk, secrets, pulls] = await Promise.all([
    ask(() => checkMigrations(ctx)),
    ask(() => checkProcess(ctx, 'worker', 'Files are not checked and mail is not sent.')),
    ask(() => checkJobs(ctx)),
    ask(() => checkProcess(ctx, 'sftp', 'Districts cannot send files.')),
    ask(() => checkMail(ctx)),
    guarded(() => checkDisk(ctx), {
      status: 'failed',
      reason: 'The folder of deliveries cannot be used.',
    }),
    ask(() => checkSecrets(ctx)),
    ask(() => checkPulls(ctx)),
  ]);
  const checks = { database, migrations, worker, jobs, sftp, mail, disk, secrets, pulls };
  const statuses = Object.values(checks).map((check) => check.status);
  const status = statuses.includes('failed')
    ? 'failed'
    : statuses.every((each) => each === 'ok')
      ? 'ok'
      : 'warning';
  return { status, checks };
}

async function checkDatabase(ctx: AppContext): Promise<HealthCheck> {
  const startedAt = performance.now();
  await ctx.db.pool.query('SELECT 1');
  const latencyMs = Math.round(performance.now() - startedAt);
  return { status: 'ok', reason: `The database answers in ${latencyMs} ms.`, latencyMs };
}

async function checkMigrations(ctx: AppContext): Promise<HealthCheck> {
  const pending = await listPendingMigrations(ctx.db.pool).catch((error: unknown) => {
    if (isMissingTable(error)) return null;
    throw error;
  });
  if (pending?.length === 0)
    return { status: 'ok', reason: 'The database has every migration.', count: 0 };
  const what = pending ? plural(pending.length, 'migration') : 'all migrations';
  return {
    status: 'failed',
    reason: `The database misses ${what}. Run "npm run migrate".`,
    count: pending?.length,
  };
}

async function checkProcess(
  ctx: AppContext,
  process: ProcessName,
  consequence: string,
): Promise<HealthCheck> {
  const { rows } = await ctx.db.pool.query<{ seenAt: Date | null; running: number }>(
    `SELECT max(seen_at) AS "seenAt",
            count(*) FILTER (WHERE seen_at > $2::timestamptz - make_interval(secs => $3)) AS running
     FROM process_heartbeat WHERE process = $1`,
    [process, ctx.clock.now(), FRESH_SECONDS],
  );
  const { seenAt = null, running = 0 } = rows[0] ?? {};
  const ageSeconds = seenAt ? secondsSince(ctx, seenAt) : null;
  const name = process === 'sftp' ? 'SFTP server' : process;
  if (running > 0)
    return { status: 'ok', reason: `The ${name} is up.`, count: running, ageSeconds };
  const since =
    ageSeconds === null ? 'has never been seen' : `was last seen ${ageSeconds} seconds ago`;
  return {
    status: 'failed',
    reason: `The ${name} ${since}. ${consequence}`,
    count: running,
    ageSeconds,
  };
}

/** What waited for the morning is not late in the morning. */
async function checkMail(ctx: AppContext): Promise<HealthCheck> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<{ count: number; oldest: Date | null }>(
    `SELECT count(*) AS count,
       min(greatest(created_at, CASE WHEN attempts = 0 THEN next_attempt_at END,
         ${lastHeldUntilSql(ctx.settings, now)})) AS oldest
     FROM outbox_mail
     WHERE sent_at IS NULL AND failed_at IS NULL AND ${mayBeSentSql(ctx.settings, now)}`,
  );
  const { count = 0, oldest = null } = rows[0] ?? {};
  const ageSeconds = oldest ? secondsSince(ctx, oldest) : null;
  if (ageSeconds !== null && ageSeconds > MAIL_LATE_SECONDS)
    return {
      status: 'warning',
      reason: `${count === 1 ? '1 mail waits, ' : `${count} mails wait, the oldest `}for ${Math.round(ageSeconds / 60)} minutes. Check SMTP_URL and the outbox page.`,
      count,
      ageSeconds,
    };
  const reason =
    count === 0
      ? 'No mail waits to be sent.'
      : `${plural(count, 'mail')} ${count === 1 ? 'is' : 'are'} being sent.`;
  return { status: 'ok', reason, count, ageSeconds };
}

async function checkDisk(ctx: AppContext): Promise<HealthCheck> {
  const share = await ctx.storage.usedShare();
  if (share === null)
    return { status: 'ok', reason: 'The store of deliveries has no limit.', usedPercent: null };
  const usedPercent = Math.round(share * 100);
  return share >= DISK_FULL_SHARE
    ? {
        status: 'warning',
        reason: `The disk is ${formatPercent(usedPercent)} full: new files are refused until there is room.`,
        usedPercent,
      }
    : { status: 'ok', reason: `The disk is ${formatPercent(usedPercent)} full.`, usedPercent };
}

function secondsSince(ctx: AppContext, at: Date): number {
  return Math.max(0, Math.round((ctx.clock.now().getTime() - at.getTime()) / 1000));
}

function isMissingTable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42P01';
}
