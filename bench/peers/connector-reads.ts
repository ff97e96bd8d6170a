// The connector at work on a server that nobody here wrote: the test of the connection, pulls, and the roster that is in force.
import { TEST_STEPS, testLineText } from '@/lib/core/pulls/connection-test';
import { planPulls } from '@/lib/server/intake/api/pulls/plan-pulls';
import { askForTest } from '@/lib/server/pulls/commands/ask-for-test';
import { findLastTest } from '@/lib/server/pulls/queries/last-test';
import { approve } from '@/lib/server/reviews/commands/approve';
import { DATA_FILES, type DataFile } from '@/lib/synthetic/district';
import { pullWorkerFor, type ApiDistrict } from '@/lib/testing/api-district';
import { checkHandedOver, goThrough, type ClockedContext } from '@/lib/testing/pull-through';
import { targetOf } from '@/lib/testing/reviews';
import { compared, type Outcome } from './run-peer';

export async function* testConnection(
  ctx: ClockedContext,
  { tenantId, connectionId, actor }: ApiDistrict,
): AsyncGenerator<Outcome> {
  const asked = await askForTest(ctx, actor, tenantId, connectionId);
  if (!asked.ok) throw new Error(asked.code);
  const worker = pullWorkerFor(ctx);
  await worker.testConnections(ctx);
  await worker.stop();
  const test = await findLastTest(ctx, { tenantId, connectionId });
  for (const line of test?.lines ?? []) {
    const { label, text } = testLineText(line);
    // A next year is there or not.
    const isRight = line.outcome === 'PASSED' || line.step === 'NEXT_YEAR';
    yield { isRight, line: `  ${isRight ? 'right' : 'NOT RIGHT'}  ${label}: ${text}` };
  }
  const count = test?.lines.length ?? 0;
  yield { isRight: count === TEST_STEPS.length, line: `  ${count} lines of the test` };
}

/** The pull that is due on a night, and the run it goes into; a run that is held is approved. */
export async function pullOfNight(
  ctx: ClockedContext,
  { tenantId, actor }: ApiDistrict,
  date: string,
) {
  ctx.clock.set(`${date}T08:00:00Z`);
  if ((await planPulls(ctx)) !== 1) throw new Error(`no pull is due on ${date}`);
  const { number } = await ctx.db.prisma.pull.findFirstOrThrow({
    where: { tenantId },
    orderBy: { id: 'desc' },
  });
  const pull = await goThrough(ctx, { tenantId, number });
  await checkHandedOver(ctx);
  const lastRun = () =>
    ctx.db.prisma.syncRun.findFirst({ where: { tenantId }, orderBy: { id: 'desc' } });
  const run = await lastRun();
  if (run?.state !== 'HELD') return { pull, runState: run?.state ?? null };
  await ctx.db.prisma.gateResult.updateMany({
    where: { runId: run.id },
    data: { outcome: 'passed' },
  });
  const target = await targetOf(ctx, run.id);
  const approved = await approve(ctx, actor, { ...target, comment: 'of a peer' });
  if (!approved.ok) throw new Error(approved.code);
  await checkHandedOver(ctx);
  return { pull, runState: (await lastRun())?.state ?? null };
}

export function ended(
  title: string,
  { pull, runState }: Awaited<ReturnType<typeof pullOfNight>>,
  extent: 'FULL' | 'DELTA',
): Outcome {
  const { rowCount, requests, extent: read } = pull;
  const isRight = read === extent && runState === 'APPLIED';
  const words = `${title}: ${read} pull of ${rowCount} rows in ${requests} requests, run ${runState}`;
  return { isRight, line: `  ${isRight ? 'right' : 'NOT RIGHT'}  ${words}` };
}

const TABLES: Readonly<Record<DataFile, string>> = {
  orgs: 'roster_org',
  academicSessions: 'roster_academic_session',
  courses: 'roster_course',
  classes: 'roster_class',
  users: 'roster_user',
  enrollments: 'roster_enrollment',
  demographics: 'roster_demographics',
};

/** What is in force, beside what the server holds. */
export async function* comparedWithRoster(
  ctx: ClockedContext,
  { tenantId }: ApiDistrict,
  title: string,
  held: (collection: DataFile) => readonly string[],
): AsyncGenerator<Outcome> {
  for (const collection of DATA_FILES) {
    const { rows } = await ctx.db.pool.query<{ id: string }>(
      `SELECT sourced_id AS id FROM ${TABLES[collection]} WHERE tenant_id = $1 AND removed_at IS NULL`,
      [tenantId],
    );
    yield compared(
      `${title}, ${collection} in force`,
      rows.map(({ id }) => id),
      held(collection),
    );
  }
}
