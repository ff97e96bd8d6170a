// One pull, from being asked for to the end of what it became.
import type { AppContext } from '@/lib/server/app-context';
import type { Prisma } from '@/lib/server/db';
import { moveBack, settleRun, waitFor, type Approval, type SettlingDistrict } from '../settle-run';

export interface PullToPlay {
  /** Which one it is among the connection's: begun before an interruption, it goes on. */
  where: Prisma.PullWhereInput;
  at: Date;
  begin: () => Promise<void>;
}

/** Where a pull rests: at its end, or waiting for a time that is still to come. */
interface Rest {
  id: number;
  waitsUntil: Date | null;
  runId: number | null;
}

export async function playPull(
  ctx: AppContext,
  district: SettlingDistrict,
  pull: PullToPlay,
  approval?: Approval,
): Promise<void> {
  const { tenantId, connectionId, playedSince } = district;
  const find = () =>
    ctx.db.prisma.pull.findFirst({
      where: { tenantId, connectionId, ...pull.where },
      orderBy: { number: 'asc' },
      select: { id: true, startedAt: true, nextAttemptAt: true },
    });
  let known = await find();
  /** When what is moved back next began; unknown of what went on meanwhile. */
  let from = known ? undefined : new Date();
  if (!known) {
    await pull.begin();
    known = await find();
  }
  if (!known) throw new Error('a pull that was begun is not there');
  const { id } = known;
  // What was moved back before an interruption stays where it is.
  let moment =
    known.startedAt && known.startedAt < playedSince ? earlier(known.nextAttemptAt) : pull.at;
  let rest = await untilRests(ctx, tenantId, id);
  while (rest.waitsUntil) {
    await moveBack(ctx, district, moment, from);
    from = new Date();
    const { nextAttemptAt } = await ctx.db.prisma.pull.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id } },
      select: { nextAttemptAt: true },
    });
    moment = earlier(nextAttemptAt);
    rest = await untilRests(ctx, tenantId, id);
  }
  if (rest.runId === null) return moveBack(ctx, district, moment, from);
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: rest.runId } },
    select: { finishedAt: true },
  });
  if (run.finishedAt !== null && run.finishedAt < playedSince) return;
  await settleRun(ctx, district, rest.runId, { checkedAt: () => moment, approval });

  function earlier(moved: Date): Date {
    return moved < playedSince ? moved : pull.at;
  }
}

async function untilRests(ctx: AppContext, tenantId: number, id: number): Promise<Rest> {
  return waitFor(
    `The worker does not get on with a pull (${id}).`,
    async (): Promise<Rest | null> => {
      const { state, purpose, handedOverAt, nextAttemptAt, takenAt, deliveries } =
        await ctx.db.prisma.pull.findUniqueOrThrow({
          where: { tenantId_id: { tenantId, id } },
          select: {
            ...{
              state: true,
              purpose: true,
              handedOverAt: true,
              nextAttemptAt: true,
              takenAt: true,
            },
            deliveries: { select: { syncRunId: true } },
          },
        });
      if (state === 'PULLING' && takenAt === null && nextAttemptAt > new Date())
        return { id, waitsUntil: nextAttemptAt, runId: null };
      const isAtEnd =
        state === 'FAILED' ||
        state === 'CANCELED' ||
        (state === 'COMPLETE' && (purpose === 'PREVIEW' || handedOverAt !== null));
      if (!isAtEnd) return null;
      const [first] = deliveries;
      // Files of which no set was made yet.
      if (first && deliveries.some(({ syncRunId }) => syncRunId === null)) return null;
      return { id, waitsUntil: null, runId: first?.syncRunId ?? null };
    },
  );
}
