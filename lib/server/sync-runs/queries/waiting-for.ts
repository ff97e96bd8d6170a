import type { AppContext } from '../../app-context';
import { setRulesOf, WITH_SET_RULES } from '../../connections/set-rules';
import { isStopped } from '../../policy/find-pauses';
import { lookAtSet } from '../look-at-set';

export interface Waiting {
  receivedFileNames: string[];
  /** What must still come; empty while only the quiet period runs. */
  missingFileNames: string[];
  /** What the set is made of: the files of its manifest, or one archive. Others that came do not count. */
  awaitedFileNames: string[];
  /** Of the missing: their upload was cut, so that they came only in part. */
  cutFileNames: string[];
  /** Nothing has come for the quiet period. */
  isQuiet: boolean;
  /** Uploads at this moment. */
  arrivingFileNames: string[];
  /** The set is this archive. */
  archiveName: string | null;
  isClientConnected: boolean;
  /** Where all is here beyond doubt: the shorter quiet that is enough once no client is connected. */
  settledSeconds: number | null;
  /** With nothing missing: when the set counts as complete if nothing else arrives. */
  quietUntil: Date | null;
  /** With files missing: when the set is given up. */
  giveUpAt: Date | null;
  /** Paused or in a blackout: taken up afterwards. */
  isPaused: boolean;
}

/** What an open set waits for; null when the run is not open or not this tenant's. */
export async function waitingFor(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<Waiting | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { id: runId, tenantId, state: 'RECEIVING' },
    select: { id: true, connection: { include: WITH_SET_RULES } },
  });
  if (!run) return null;
  const seen = await lookAtSet(ctx, ctx.db.prisma, run.connection, runId);
  const rules = setRulesOf(run.connection);
  const now = ctx.clock.now();
  const missing = seen.answer.kind === 'complete' ? [] : seen.answer.missing;
  const receiving = seen.answer.kind === 'receiving' ? seen.answer : null;
  const again = receiving?.checkAgainAt ?? null;
  return {
    receivedFileNames: seen.receivedFileNames,
    missingFileNames: missing,
    awaitedFileNames: seen.awaitedFileNames,
    cutFileNames: missing.filter((name) => seen.cutFileNames.includes(name)),
    isQuiet:
      seen.lastTouchedAt === null ||
      now.getTime() - seen.lastTouchedAt.getTime() >= rules.quietSeconds * 1000,
    arrivingFileNames: seen.arrivingFileNames,
    archiveName: seen.archiveName,
    isClientConnected: seen.isClientConnected,
    settledSeconds: receiving?.canSettle ? rules.settledSeconds : null,
    quietUntil: missing.length === 0 ? again : null,
    giveUpAt: missing.length > 0 ? again : null,
    isPaused: await isStopped(ctx.db.prisma, run.connection, 'CHECK_ROSTER', now),
  };
}
