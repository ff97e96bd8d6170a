// What the connection page tells, read once: the set that is open or else the newest one, what became of it, and what
// keeps it waiting.
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { folderOf } from '@/lib/core/names/path';
import { fileSpec } from '@/lib/core/oneroster';
import type { LatestRunFacts, OpenSetFacts } from '@/lib/core/sync-run/banner/facts';
import type { ArrivedFile, CurrentSet } from '@/lib/core/sync-run/set-files';
import type { AppContext } from '../../app-context';
import { findReadyBefore } from '../../sync-runs/queries/earlier-update';
import { heldBackCountSql } from '../../sync-runs/queries/get-run';
import { outdatedSql } from '../../sync-runs/queries/outdated-run';
import { countProblemsByFile } from '../../sync-runs/queries/problems';
import { waitingFor } from '../../sync-runs/queries/waiting-for';

const DAY_MS = 24 * 3600_000;

export interface ConnectionView {
  /** The newest run that newer files did not replace. */
  latest: LatestRunFacts | null;
  set: OpenSetFacts | null;
  current: CurrentSet;
  isAttendanceWaiting: boolean;
  /** A set from before the newest one that waits to be applied: newer files of no use leave it there. */
  readyBefore: { applyAfter: Date | null } | null;
}

interface RosterConnection {
  id: number;
  tenantId: number;
}

export async function loadConnectionView(
  ctx: AppContext,
  connection: RosterConnection,
): Promise<ConnectionView> {
  const { tenantId, id: connectionId } = connection;
  const [latest, isAttendanceWaiting] = await Promise.all([
    findLatestRun(ctx, tenantId, connectionId),
    hasWaitingAttendance(ctx, tenantId),
  ]);
  const [set, current, readyBefore] = await Promise.all([
    latest?.state === 'RECEIVING' ? findOpenSet(ctx, connection, latest.id) : null,
    findCurrentSet(ctx, connection, latest),
    latest && latest.state !== 'DEFERRED'
      ? findReadyBefore(ctx.db.prisma, { tenantId, connectionId, runId: latest.id })
      : null,
  ]);
  return { latest, set, current, isAttendanceWaiting, readyBefore };
}

async function findLatestRun(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<LatestRunFacts | null> {
  const { rows } = await ctx.db.pool.query<LatestRunFacts>(
    `SELECT r.id, r.number, r.state::text AS state, r.undone_at AS "undoneAt", r.retry_at AS "retryAt", ${outdatedSql('r')} AS outdated,
       r.removals_undone_at AS "removalsUndoneAt", ${heldBackCountSql('r')} AS "heldBackCount",
       r.apply_after AS "applyAfter", r.finished_at AS "finishedAt",
       (SELECT e.detail->>'missing' FROM sync_run_event e
        WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id AND e.detail->>'to' = 'INCOMPLETE'
        ORDER BY e.id DESC LIMIT 1) AS "missingFiles"
     FROM sync_run r
     WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.state <> 'SUPERSEDED'
     ORDER BY r.created_at DESC, r.id DESC LIMIT 1`,
    [tenantId, connectionId],
  );
  return rows[0] ?? null;
}

async function hasWaitingAttendance(ctx: AppContext, tenantId: number): Promise<boolean> {
  const count = await ctx.db.prisma.attendanceRun.count({
    where: { tenantId, state: 'AWAITING_ROSTER' },
  });
  return count > 0;
}

async function findOpenSet(
  ctx: AppContext,
  connection: RosterConnection,
  runId: number,
): Promise<OpenSetFacts | null> {
  const waiting = await waitingFor(ctx, connection.tenantId, runId);
  if (!waiting) return null;
  const atWork = await ctx.db.prisma.syncRun.count({
    where: {
      tenantId: connection.tenantId,
      connectionId: connection.id,
      state: { in: ['QUEUED', 'PROCESSING', 'APPLYING'] },
    },
  });
  const { missingFileNames: missing, awaitedFileNames, arrivingFileNames } = waiting;
  return {
    receivedCount: awaitedFileNames.length - missing.length,
    awaitedCount: awaitedFileNames.length,
    missing,
    cut: waiting.cutFileNames,
    arriving: arrivingFileNames,
    isQuiet: waiting.isQuiet,
    archiveName: waiting.archiveName,
    isClientConnected: waiting.isClientConnected,
    checkStartsAt: waiting.quietUntil,
    giveUpAt: waiting.giveUpAt,
    settledSeconds: waiting.settledSeconds,
    isBehind: atWork > 0,
  };
}

/** A file that a set is made of, where it belongs; of others there are hints. */
const isExpected = (fileName: string): boolean =>
  folderOf(fileName) === null &&
  (fileSpec(fileName) !== undefined || feedOfFile(fileName) === 'ARCHIVE');

/** Files on their way count to the open set, or are the next one; those of earlier sets never do. */
async function findCurrentSet(
  ctx: AppContext,
  { tenantId, id: connectionId }: RosterConnection,
  latest: LatestRunFacts | null,
): Promise<CurrentSet> {
  const { prisma } = ctx.db;
  const select = { fileName: true, state: true, receivedAt: true, byteCount: true } as const;
  const own = { tenantId, connectionId, replacedById: null } as const;
  // No set has them yet: on their way, or here since a moment.
  const loose = (
    await prisma.delivery.findMany({
      where: {
        ...own,
        syncRunId: null,
        state: { in: ['RECEIVING', 'RECEIVED'] },
        startedAt: { gt: new Date(ctx.clock.now().getTime() - DAY_MS) },
      },
      orderBy: { id: 'asc' },
      select: { ...select, archiveContent: true },
    })
  ).filter(({ fileName, archiveContent }) => archiveContent !== 'OTHER' && isExpected(fileName));
  const isOpen = latest?.state === 'RECEIVING';
  const ofRun = latest
    ? await prisma.delivery.findMany({
        where: { ...own, syncRunId: latest.id, state: { in: ['RECEIVED', 'INCOMPLETE'] } },
        orderBy: { id: 'asc' },
        select,
      })
    : [];
  // The first file of the next set begins it: what became of the set before is told by its run.
  const isNext = !isOpen && loose.length > 0;
  const arrived = [...(isNext ? [] : ofRun), ...loose].flatMap(toArrived);
  const lastSizes = await sizesOfLast(
    ctx,
    own,
    loose.filter(({ state }) => state === 'RECEIVING'),
  );
  if (!latest || isOpen || isNext)
    return {
      runState: isNext ? 'RECEIVING' : (latest?.state ?? null),
      arrived,
      read: [],
      refused: [],
      lastSizes,
    };
  const [files, counts, groups] = await Promise.all([
    prisma.syncRunFile.findMany({
      where: { tenantId, runId: latest.id, leftAside: false },
      select: { fileName: true, rowsRead: true },
    }),
    countProblemsByFile(ctx, tenantId, latest.id),
    prisma.runIssueGroup.findMany({
      where: { tenantId, runId: latest.id, effect: { in: ['set', 'file'] } },
      select: { fileName: true },
    }),
  ]);
  return {
    runState: latest.state,
    arrived,
    read: files.map(({ fileName, rowsRead }) => ({
      ...{ fileName, rowsRead },
      problems: counts.files.find((file) => file.fileName === fileName)?.problems ?? 0,
    })),
    lastSizes,
    refused: [...new Set(groups.map(({ fileName }) => fileName))],
  };
}

/** Of the last whole file of each of these names. */
async function sizesOfLast(
  ctx: AppContext,
  own: { tenantId: number; connectionId: number },
  arriving: readonly { fileName: string }[],
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const { fileName } of arriving) {
    const last = await ctx.db.prisma.delivery.findFirst({
      where: {
        tenantId: own.tenantId,
        connectionId: own.connectionId,
        fileName,
        state: 'RECEIVED',
      },
      orderBy: { id: 'desc' },
      select: { byteCount: true },
    });
    if (last) sizes.set(fileName, Number(last.byteCount));
  }
  return sizes;
}

function toArrived(row: {
  fileName: string;
  state: string;
  receivedAt: Date | null;
  byteCount: bigint;
}): ArrivedFile[] {
  const { fileName, state, receivedAt } = row;
  if (state !== 'RECEIVING' && state !== 'RECEIVED' && state !== 'INCOMPLETE') return [];
  return [{ fileName, state, receivedAt, byteCount: Number(row.byteCount) }];
}
