// Deliveries become sets of files. Called when something arrived and every few seconds: running it twice is
// running it once, because everything it decides follows from rows it reads under one lock.
import { ARCHIVE_ENDING } from '@/lib/core/names/archive-name';
import { isRosterName } from '@/lib/core/feeds/feed-of-file';
import type { Actor, AppContext } from '../app-context';
import { bringsFeed } from '../db/connection-of-feed';
import { setRulesOf, WITH_SET_RULES } from '../connections/set-rules';
import { inspectArchive } from '../storage/zip-archive';
import type { Connection, SftpAccount } from '../db/generated/client';
import type { Transaction } from '../db';
import { lockConnection } from '../db/connection-lock';
import { findEarlierUpdate } from './queries/earlier-update';
import { filesIncompleteMail } from '../mail/file-messages';
import { queueMailToContacts } from '../mail/recipients';
import { isStopped } from '../policy/find-pauses';
import { moveSyncRun } from './move-sync-run';
import { notifyOfOtherFormat } from './notify-other-format';
import { lookAtSet, type SeenSet } from './look-at-set';
import { listFileHints } from './seen-files';
import { getIdentifiedRun } from './queries/identify-run';

type SendingConnection = Connection & { sftp: SftpAccount | null };

export interface AssembleReport {
  queuedRunIds: number[];
  incompleteRunIds: number[];
  /** Connections with trouble of their own. */
  failedCount: number;
}

/** One pass over all connections. Trouble with one district is logged and keeps nobody else waiting. */
export async function assembleSyncRuns(ctx: AppContext): Promise<AssembleReport> {
  const report: AssembleReport = { queuedRunIds: [], incompleteRunIds: [], failedCount: 0 };
  for (const connection of await findConnectionsWithWork(ctx)) {
    try {
      await assembleConnection(ctx, connection, report);
    } catch (error) {
      report.failedCount += 1;
      ctx.log.error({ err: error, connectionId: connection.id }, 'file set could not be assembled');
    }
  }
  return report;
}

async function findConnectionsWithWork(ctx: AppContext): Promise<SendingConnection[]> {
  return ctx.db.prisma.connection.findMany({
    where: {
      ...bringsFeed('ROSTER'),
      OR: [
        { syncRuns: { some: { state: 'RECEIVING' } } },
        {
          deliveries: {
            some: {
              syncRunId: null,
              replacedById: null,
              bytesDeletedAt: null,
              state: { in: ['RECEIVED', 'INCOMPLETE'] },
            },
          },
        },
      ],
    },
    include: WITH_SET_RULES,
    orderBy: { id: 'asc' },
  });
}

async function assembleConnection(
  ctx: AppContext,
  connection: SendingConnection,
  report: AssembleReport,
): Promise<void> {
  await lookIntoArchives(ctx, connection);
  const outcome = await ctx.db.prisma.$transaction(async (tx) => {
    await lockConnection(tx, connection.id);
    const runId = await attachDeliveries(ctx, tx, connection);
    if (runId === null) {
      await notifyOfOtherFormat(ctx, tx, connection);
      return null;
    }
    const seen = await lookAtSet(ctx, tx, connection, runId);
    if (seen.lastTouchedAt === null) {
      // The client removed all its files, so the set is deleted. Files that it sent again since may still belong to it.
      const { tenantId } = connection;
      await tx.delivery.updateMany({
        where: { tenantId, syncRunId: runId },
        data: { syncRunId: null },
      });
      await tx.syncRun.deleteMany({ where: { id: runId, tenantId, state: 'RECEIVING' } });
      return null;
    }
    await tx.syncRun.updateMany({
      where: {
        id: runId,
        tenantId: connection.tenantId,
        lastArrivalAt: { not: seen.lastTouchedAt },
      },
      data: { lastArrivalAt: seen.lastTouchedAt },
    });
    return { runId, moved: await moveIfDecided(ctx, tx, connection, runId, seen) };
  });
  if (outcome?.moved === 'QUEUED') report.queuedRunIds.push(outcome.runId);
  if (outcome?.moved === 'INCOMPLETE') report.incompleteRunIds.push(outcome.runId);
}

/** Looks into each new archive once, outside the lock, so that uploads do not wait for it. */
export async function lookIntoArchives(
  ctx: AppContext,
  connection: SendingConnection,
): Promise<void> {
  const { tenantId, id: connectionId } = connection;
  const notInspected = await ctx.db.prisma.delivery.findMany({
    where: {
      tenantId,
      connectionId,
      state: 'RECEIVED',
      archiveContent: null,
      replacedById: null,
      bytesDeletedAt: null,
      fileName: { endsWith: ARCHIVE_ENDING, mode: 'insensitive' },
      OR: [{ syncRunId: null }, { syncRun: { state: 'RECEIVING' } }],
    },
    select: { id: true, fileName: true, storageKey: true },
  });
  for (const { id, fileName, storageKey } of notInspected) {
    if (!isRosterName(fileName)) continue;
    const archiveContent = await inspectArchive(ctx.storage.localPath(storageKey));
    await ctx.db.prisma.delivery.updateMany({ where: { tenantId, id }, data: { archiveContent } });
  }
}

/** The open set of the connection with everything that belongs to it; null when there is none. */
export async function attachDeliveries(
  ctx: AppContext,
  tx: Transaction,
  connection: SendingConnection,
): Promise<number | null> {
  const { tenantId, id: connectionId } = connection;
  const open = await tx.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING' },
    select: { id: true },
  });
  const loose = await findLooseDeliveries(ctx, tx, connection);
  if (loose.length === 0) return open?.id ?? null;

  const now = ctx.clock.now();
  const runId = open?.id ?? (await createRun(tx, connection, now));
  await tx.delivery.updateMany({
    where: { tenantId, connectionId, id: { in: loose.map((delivery) => delivery.id) } },
    data: { syncRunId: runId },
  });
  await tx.syncRunEvent.createMany({
    data: loose.map((delivery) => ({
      tenantId,
      runId,
      at: delivery.receivedAt ?? delivery.touchedAt,
      kind: 'RECEIVED_FILE',
      detail: {
        deliveryId: delivery.id,
        fileName: delivery.fileName,
        byteCount: Number(delivery.byteCount),
        isWhole: delivery.state === 'RECEIVED',
      },
    })),
  });
  return runId;
}

async function findLooseDeliveries(
  ctx: AppContext,
  tx: Transaction,
  connection: SendingConnection,
) {
  const { tenantId, id: connectionId } = connection;
  const rows = await tx.delivery.findMany({
    where: {
      tenantId,
      connectionId,
      syncRunId: null,
      replacedById: null,
      bytesDeletedAt: null,
      state: { in: ['RECEIVED', 'INCOMPLETE'] },
    },
    orderBy: [{ touchedAt: 'asc' }, { id: 'asc' }],
  });
  const givenUpBefore = new Date(
    ctx.clock.now().getTime() - setRulesOf(connection).incompleteAfterSeconds * 1000,
  );
  const loose = [];
  for (const row of rows) {
    if (!isRosterName(row.fileName) || row.archiveContent === 'OTHER') continue;
    if (row.state === 'INCOMPLETE') {
      if (row.touchedAt <= givenUpBefore) continue;
      // A file that was sent again in full replaces a cut one, also when the full one is being checked already.
      const later = await tx.delivery.count({
        where: {
          tenantId,
          connectionId,
          fileName: row.fileName,
          state: 'RECEIVED',
          startedAt: { gte: row.startedAt },
        },
      });
      if (later > 0) continue;
    }
    loose.push(row);
  }
  return loose;
}

async function createRun(tx: Transaction, connection: Connection, now: Date): Promise<number> {
  const { id } = await tx.syncRun.create({
    data: {
      tenantId: connection.tenantId,
      connectionId: connection.id,
      state: 'RECEIVING',
      createdAt: now,
      lastArrivalAt: now,
    },
    select: { id: true },
  });
  return id;
}

async function moveIfDecided(
  ctx: AppContext,
  tx: Transaction,
  connection: SendingConnection,
  runId: number,
  seen: SeenSet,
): Promise<'QUEUED' | 'INCOMPLETE' | null> {
  // During a pause files are kept; the set is looked at again when it ends.
  if (await isStopped(tx, connection, 'CHECK_ROSTER', ctx.clock.now())) return null;
  if (seen.answer.kind === 'complete')
    return (await queueRun(ctx, tx, connection, runId)) ? 'QUEUED' : null;
  if (seen.answer.kind === 'incomplete') {
    await giveUpRun(ctx, tx, connection, runId, seen, seen.answer.missing);
    return 'INCOMPLETE';
  }
  return null;
}

/**
 * Waits while another run of the connection is at work. One that is checked and waits for its slot stays
 * beside it: whether this set replaces it is known when this set has proved usable.
 */
export async function queueRun(
  ctx: AppContext,
  tx: Transaction,
  connection: SendingConnection,
  runId: number,
  /** The person who asked for the check; null where the set was due. */
  askedBy: Actor | null = null,
): Promise<boolean> {
  const { tenantId } = connection;
  // Counted without a lock: a worker holds the row of its run for minutes, and uploads would wait for it. Of two that
  // are queued in the same moment a unique index lets one through.
  const atWork = await tx.syncRun.count({
    where: {
      tenantId,
      connectionId: connection.id,
      state: { in: ['QUEUED', 'PROCESSING', 'APPLYING'] },
    },
  });
  if (atWork > 0) return false;
  await moveSyncRun(tx, { id: runId, tenantId }, 'QUEUED', {
    now: ctx.clock.now(),
    actorId: askedBy?.userId ?? null,
    detail: askedBy ? { checkNow: true } : {},
  });
  return true;
}

async function giveUpRun(
  ctx: AppContext,
  tx: Transaction,
  connection: SendingConnection,
  runId: number,
  seen: SeenSet,
  missing: readonly string[],
): Promise<void> {
  const { tenantId, id: connectionId } = connection;
  const now = ctx.clock.now();
  const hints = await listFileHints(ctx, tx, { tenantId, connectionId, runId });
  await moveSyncRun(tx, { id: runId, tenantId }, 'INCOMPLETE', {
    now,
    detail: { missing: missing.join(', ') },
  });
  // The page showed these hints while files could still come. They are stored for whoever reads the mail later.
  await tx.syncRun.update({
    where: { tenantId_id: { tenantId, id: runId } },
    data: { fileHints: JSON.parse(JSON.stringify(hints)) },
  });
  const earlier = await findEarlierUpdate(tx, { tenantId, connectionId, runId }, now);
  const run = await getIdentifiedRun(tx, { tenantId, id: runId });
  await queueMailToContacts(tx, tenantId, (reader) =>
    filesIncompleteMail(ctx, {
      ...reader,
      run,
      earlier,
      missingFileNames: missing,
      receivedFileNames: seen.receivedFileNames,
      hints,
      hasRoster: connection.baselineRunId !== null,
    }),
  );
}
