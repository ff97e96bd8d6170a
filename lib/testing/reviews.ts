// A district that is live, and what its next days bring: what tests of reviews start from.
import type { Actor, AppContext } from '@/lib/server/app-context';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { approve } from '@/lib/server/reviews/commands/approve';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import { typedNumberFor } from '@/lib/server/reviews/commands/typed-number';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, type Day } from '@/lib/synthetic/district';
import { createConnection, createPerson, createTenant } from './builders';
import { queueRun } from './deliver';

type Files = Parameters<typeof queueRun>[2];
type Values = Parameters<typeof createTenant>[1];

export interface LiveDistrict {
  tenantId: number;
  connectionId: number;
  baselineRunId: number;
  day: Day;
  actor: Actor;
  /** Delivers and works until nothing is due; the run's id. */
  receive(files: Files): Promise<number>;
  receiveDay(day: Day): Promise<number>;
  stateOf(runId: number): Promise<string>;
}

export const actorOf = (person: { id: number }): Actor => ({
  kind: 'person',
  userId: person.id,
  sourceAddress: null,
});

/** What a decision about this run names, and the number that approving all of it may ask for. */
export async function targetOf(ctx: AppContext, runId: number) {
  const { tenantId, breakId, version, fingerprint } =
    await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId } });
  const { entities } = await listReviewSizes(ctx, tenantId, runId);
  const typedNumber = String(typedNumberFor(entities) ?? '');
  return { tenantId, breakId, version, fingerprint, typedNumber };
}

export async function createLiveDistrict(
  ctx: AppContext,
  options: {
    seed: string;
    students?: number;
    tenant?: Values;
    connection?: Parameters<typeof createConnection>[2];
  },
): Promise<LiveDistrict> {
  const day = createDistrict({ seed: options.seed, students: options.students ?? 120 });
  const tenant = await createTenant(ctx, options.tenant);
  const connection = await createConnection(ctx, tenant, options.connection);
  const actor = actorOf(await createPerson(ctx));
  const stateOf = async (id: number): Promise<string> =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } })).state;
  const receive = async (files: Files): Promise<number> => {
    const run = await queueRun(ctx, connection, files);
    await workOnRuns(ctx);
    return run.id;
  };
  const baselineRunId = await receive(dayFiles(day));
  const first = await targetOf(ctx, baselineRunId);
  const approved = await approve(ctx, actor, { ...first, comment: 'first roster' });
  if (!approved.ok) throw new Error(`the first roster was not approved: ${approved.code}`);
  await workOnRuns(ctx);
  if ((await stateOf(baselineRunId)) !== 'APPLIED') throw new Error('the first roster is not in');
  return {
    tenantId: tenant.id,
    connectionId: connection.id,
    baselineRunId,
    day,
    actor,
    receive,
    stateOf,
    receiveDay: (next) => receive(dayFiles(next)),
  };
}
