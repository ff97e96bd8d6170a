// Every file received is a row. Its bytes are written first and the row says RECEIVED only when they are on
// disk; from then on a later file of the same name takes its place, and nothing is ever overwritten.
import { randomUUID } from 'node:crypto';
import { allowanceOf, type Allowance } from '@/lib/core/sftp/allowances';
import { isRosterName } from '@/lib/core/feeds/feed-of-file';
import type { AppContext } from '../app-context';
import { followRename } from '../attendance/follow-rename';
import type { Prisma, Transaction } from '../db';
import type { StoredWriter } from '../storage';
import { lockConnection } from '../db/connection-lock';

export interface ConnectionKey {
  tenantId: number;
  connectionId: number;
}

export interface OpenDelivery {
  id: number;
  storageKey: string;
  writer: StoredWriter;
}

export interface SentFile {
  id: number;
  fileName: string;
  byteCount: number;
  receivedAt: Date;
}

const DAY_MS = 24 * 3600_000;
const LISTED_FILES = 1000;

/** Attached to nothing yet, or to a set that is still open: the client may still change its mind. */
const stillFree: Prisma.DeliveryWhereInput = {
  OR: [{ syncRunId: null }, { syncRun: { state: 'RECEIVING' } }],
};

/** A caller may hold a richer object; a query gets these two and no more. */
const only = ({ tenantId, connectionId }: ConnectionKey): ConnectionKey => ({
  tenantId,
  connectionId,
});

/** Not read yet either: the run that waits for the worker reads whatever names its files have then. */
const notRead: Prisma.DeliveryWhereInput = {
  OR: [{ syncRunId: null }, { syncRun: { state: { in: ['RECEIVING', 'QUEUED'] } } }],
};

const current = { state: 'RECEIVED', replacedById: null } as const;

export async function beginDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  { fileName, sourceAddress }: { fileName: string; sourceAddress: string },
): Promise<OpenDelivery> {
  const now = ctx.clock.now();
  const day = now.toISOString().slice(0, 10);
  const storageKey = `${key.tenantId}/${day}/${randomUUID()}`;
  const writer = await ctx.storage.create(storageKey);
  try {
    const { id } = await ctx.db.prisma.delivery.create({
      data: {
        ...only(key),
        fileName,
        sourceAddress,
        storageKey,
        state: 'RECEIVING',
        startedAt: now,
        touchedAt: now,
      },
      select: { id: true },
    });
    return { id, storageKey, writer };
  } catch (error) {
    await writer.close();
    await ctx.storage.delete(storageKey);
    throw error;
  }
}

/** Keeps a running upload visible and the set it belongs to open. */
export async function recordProgress(
  ctx: AppContext,
  uploads: readonly { tenantId: number; deliveryId: number; byteCount: number }[],
): Promise<void> {
  const now = ctx.clock.now();
  for (const { tenantId, deliveryId, byteCount } of uploads)
    await ctx.db.prisma.delivery.updateMany({
      where: { id: deliveryId, tenantId, state: 'RECEIVING' },
      data: { byteCount, touchedAt: now },
    });
}

/** The bytes are on disk: from here on the file is received, whatever happens to us. */
export async function receiveDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  deliveryId: number,
  { byteCount, sha256 }: { byteCount: number; sha256: string },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockConnection(tx, key.connectionId);
    const { fileName } = await tx.delivery.findFirstOrThrow({
      where: { ...only(key), id: deliveryId },
      select: { fileName: true },
    });
    await takePlaceOf(tx, key, fileName, deliveryId);
    await tx.delivery.updateMany({
      where: { ...only(key), id: deliveryId },
      data: { state: 'RECEIVED', byteCount, sha256, receivedAt: now, touchedAt: now },
    });
  });
}

export interface WholeFile {
  fileName: string;
  storageKey: string;
  byteCount: number;
  sha256: string;
}

/** Files that were fetched, all at once: from here on they are received, as if each had been sent. */
export async function receiveWholeFiles(
  ctx: AppContext,
  tx: Transaction,
  key: ConnectionKey,
  fetched: {
    files: readonly WholeFile[];
    sourceAddress: string;
    pullId: number;
    startedAt: Date;
  },
): Promise<void> {
  const now = ctx.clock.now();
  const { sourceAddress, pullId, startedAt } = fetched;
  await lockConnection(tx, key.connectionId);
  for (const file of fetched.files) {
    // Not received before the earlier one of its name has given way: there is one current file of a name.
    const { id } = await tx.delivery.create({
      data: { ...only(key), ...file, sourceAddress, pullId, state: 'RECEIVING', startedAt },
      select: { id: true },
    });
    await takePlaceOf(tx, key, file.fileName, id);
    await tx.delivery.updateMany({
      where: { ...only(key), id },
      data: { state: 'RECEIVED', receivedAt: now, touchedAt: now },
    });
  }
}

/** Half a file: kept, shown and never read. */
export async function cutDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  deliveryId: number,
  byteCount: number,
): Promise<void> {
  await ctx.db.prisma.delivery.updateMany({
    where: { ...only(key), id: deliveryId, state: 'RECEIVING' },
    data: { state: 'INCOMPLETE', byteCount, touchedAt: ctx.clock.now() },
  });
}

/** Uploads of a process that died without saying so. Running ones refresh `touchedAt` every few seconds. */
export async function cutAbandonedDeliveries(
  ctx: AppContext,
  { silentMs, exceptIds }: { silentMs: number; exceptIds: readonly number[] },
): Promise<number> {
  const silentSince = new Date(ctx.clock.now().getTime() - silentMs);
  const { count } = await ctx.db.prisma.delivery.updateMany({
    where: {
      state: 'RECEIVING',
      touchedAt: { lt: silentSince },
      id: { notIn: [...exceptIds] },
    },
    data: { state: 'INCOMPLETE' },
  });
  return count;
}

/** A client renames an upload it has not closed yet. */
export async function renameOpenDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  deliveryId: number,
  fileName: string,
): Promise<void> {
  await ctx.db.prisma.delivery.updateMany({
    where: { ...only(key), id: deliveryId },
    data: { fileName, touchedAt: ctx.clock.now() },
  });
}

export type RenameResult =
  { ok: true } | { ok: false; code: 'NO_SUCH_FILE' | 'NOT_FINISHED' | 'ALREADY_USED' };

/** Overwrites a file of the new name, as clients that send under a temporary name expect. */
export async function renameDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  from: string,
  to: string,
): Promise<RenameResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RenameResult> => {
    await lockConnection(tx, key.connectionId);
    const named = { ...only(key), fileName: from };
    const file = await tx.delivery.findFirst({
      where: { ...named, ...current, ...notRead },
      orderBy: [{ touchedAt: 'desc' }, { id: 'desc' }],
    });
    if (!file || !(await mayFollow(tx, file, to))) {
      const other = await tx.delivery.findFirst({
        where: { ...named, state: { not: 'REMOVED' } },
        orderBy: [{ touchedAt: 'desc' }, { id: 'desc' }],
      });
      if (!other) return { ok: false, code: 'NO_SUCH_FILE' };
      return { ok: false, code: other.state === 'RECEIVED' ? 'ALREADY_USED' : 'NOT_FINISHED' };
    }
    if (from === to) return { ok: true };
    await takePlaceOf(tx, key, to, file.id, file.syncRunId);
    await tx.delivery.updateMany({
      where: { ...only(key), id: file.id },
      data: {
        fileName: to,
        touchedAt: ctx.clock.now(),
        archiveContent: null,
        ...(isRosterName(to) ? {} : { syncRunId: null }),
      },
    });
    await followRename(tx, { tenantId: key.tenantId, deliveryId: file.id });
    return { ok: true };
  });
}

export type RemoveResult = { ok: true; wasUsed: boolean } | { ok: false; code: 'NO_SUCH_FILE' };

/** Takes a file out of an open set. One that a run already works on stays: the run keeps what it read. */
export async function removeDelivery(
  ctx: AppContext,
  key: ConnectionKey,
  fileName: string,
): Promise<RemoveResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RemoveResult> => {
    await lockConnection(tx, key.connectionId);
    const { count } = await tx.delivery.updateMany({
      where: { ...only(key), ...current, ...stillFree, fileName },
      data: { state: 'REMOVED', syncRunId: null, touchedAt: ctx.clock.now() },
    });
    if (count > 0) return { ok: true, wasUsed: false };
    const kept = await tx.delivery.findFirst({
      where: { ...only(key), fileName, state: { in: ['RECEIVED', 'INCOMPLETE'] } },
      select: { id: true },
    });
    return kept ? { ok: true, wasUsed: true } : { ok: false, code: 'NO_SUCH_FILE' };
  });
}

/** What the folder shows: the latest whole file of each name whose bytes we still have. */
export async function listSentFiles(ctx: AppContext, key: ConnectionKey): Promise<SentFile[]> {
  const rows = await ctx.db.prisma.delivery.findMany({
    where: { ...only(key), ...current, bytesDeletedAt: null },
    orderBy: [{ fileName: 'asc' }, { touchedAt: 'desc' }, { id: 'desc' }],
    distinct: ['fileName'],
    take: LISTED_FILES,
  });
  return rows.map(toSentFile);
}

export async function findSentFile(
  ctx: AppContext,
  key: ConnectionKey,
  fileName: string,
): Promise<SentFile | null> {
  const row = await ctx.db.prisma.delivery.findFirst({
    where: { ...only(key), ...current, fileName, bytesDeletedAt: null },
    orderBy: [{ touchedAt: 'desc' }, { id: 'desc' }],
  });
  return row && toSentFile(row);
}

export interface DayUsage {
  fileCount: number;
  finishedBytes: number;
}

/** What a tenant sent in the last 24 hours, cut uploads included: they filled the disk as well. */
export async function usageOfDay(
  ctx: AppContext,
  tenantId: number,
): Promise<Record<Allowance, DayUsage>> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  // Few names come often: they are counted before they are told apart.
  const { rows } = await ctx.db.pool.query<{ fileName: string; count: number; bytes: number }>(
    `SELECT file_name AS "fileName", count(*)::int AS count,
       coalesce(sum(byte_count) FILTER (WHERE state <> 'RECEIVING'), 0)::float8 AS bytes
     FROM delivery WHERE tenant_id = $1 AND started_at > $2 GROUP BY file_name`,
    [tenantId, since],
  );
  const usage: Record<Allowance, DayUsage> = {
    ROSTER: { fileCount: 0, finishedBytes: 0 },
    ATTENDANCE: { fileCount: 0, finishedBytes: 0 },
  };
  for (const { fileName, count, bytes } of rows) {
    const used = usage[allowanceOf(fileName)];
    used.fileCount += count;
    used.finishedBytes += bytes;
  }
  return usage;
}

/** The worker has not taken the set of the file up, and does not before this transaction ends. */
async function mayFollow(
  tx: Transaction,
  { syncRunId, tenantId }: { syncRunId: number | null; tenantId: number },
  to: string,
): Promise<boolean> {
  if (syncRunId === null) return true;
  const [run] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text AS state FROM sync_run
    WHERE tenant_id = ${tenantId} AND id = ${syncRunId} AND state IN ('RECEIVING', 'QUEUED')
    FOR UPDATE SKIP LOCKED`;
  // A whole set loses no file any more, by a name that is none of its own as little as by removing it.
  return run !== undefined && (run.state === 'RECEIVING' || isRosterName(to));
}

async function takePlaceOf(
  tx: Transaction,
  key: ConnectionKey,
  fileName: string,
  deliveryId: number,
  runId: number | null = null,
): Promise<void> {
  const free: Prisma.DeliveryWhereInput =
    runId === null ? stillFree : { OR: [stillFree, { syncRunId: runId }] };
  await tx.delivery.updateMany({
    where: { ...only(key), ...current, ...free, fileName, id: { not: deliveryId } },
    data: { replacedById: deliveryId },
  });
}

function toSentFile(row: {
  id: number;
  fileName: string;
  byteCount: bigint;
  receivedAt: Date | null;
  touchedAt: Date;
}): SentFile {
  return {
    id: row.id,
    fileName: row.fileName,
    byteCount: Number(row.byteCount),
    receivedAt: row.receivedAt ?? row.touchedAt,
  };
}
