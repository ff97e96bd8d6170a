/**
 * What a complete pull leaves behind: files, as a district would have sent them, which go on as one set. They are written first,
 * and all become deliveries in one transaction with the pull's own row: half a set is never seen.
 */
import { randomUUID } from 'node:crypto';
import { manifestText } from '@/lib/core/oneroster-json/set-manifest';
import { MANIFEST_FILE_NAME, type FileMode } from '@/lib/core/oneroster/files';
import type { AppContext } from '../../../app-context';
import { lockConnection } from '../../../db/connection-lock';
import { receiveWholeFiles } from '../../deliveries';
import type { FileToWrite } from '../files-of-pull';
import { PullLostError } from './claim';
import type { PullRow, TakenPull } from './pull-row';
import { storeFile, type StoredFile } from './stored-file';

export interface HandOver {
  pull: TakenPull;
  row: PullRow;
  /** Host of the source: told where a file's sender is told. */
  host: string;
  systemName: string;
}

/** Files of a newer pull went on meanwhile. */
export class PullOutdatedError extends Error {
  constructor() {
    super('files of a newer pull went on meanwhile');
  }
}

export async function handOver(
  ctx: AppContext,
  { pull, row, host, systemName }: HandOver,
  files: AsyncIterable<FileToWrite>,
): Promise<void> {
  await forgetEarlierAttempt(ctx, pull);
  const day = ctx.clock.now().toISOString().slice(0, 10);
  const newKey = async (): Promise<string> => {
    const key = `${pull.tenantId}/${day}/${randomUUID()}`;
    await noteKey(ctx, pull, key);
    return key;
  };
  const stored: StoredFile[] = [];
  const modes: Record<string, FileMode> = {};
  for await (const { fileName, mode, chunks } of files) {
    stored.push(await storeFile(ctx.storage, await newKey(), fileName, chunks));
    if (mode) modes[fileName] = mode;
  }
  // A delta in which nothing changed leaves nothing behind.
  if (Object.keys(modes).length > 0) {
    const text = Buffer.from(manifestText(modes, systemName), 'utf8');
    stored.push(await storeFile(ctx.storage, await newKey(), MANIFEST_FILE_NAME, [text]));
  }
  await ctx.db.prisma.$transaction(async (tx) => {
    const now = ctx.clock.now();
    await lockConnection(tx, row.connectionId);
    const newer = await tx.pull.count({
      where: {
        tenantId: pull.tenantId,
        connectionId: row.connectionId,
        feed: row.feed,
        id: { gt: pull.id },
        handedOverAt: { not: null },
      },
    });
    if (newer > 0) throw new PullOutdatedError();
    const { count } = await tx.pull.updateMany({
      where: {
        tenantId: pull.tenantId,
        id: pull.id,
        takes: pull.take,
        state: 'COMPLETE',
        handedOverAt: null,
      },
      data: { handedOverAt: now, closingKeys: [], takenBy: null, takenAt: null },
    });
    if (count === 0) throw new PullLostError();
    await receiveWholeFiles(ctx, tx, row, {
      files: stored,
      sourceAddress: host,
      pullId: pull.id,
      startedAt: now,
    });
  });
}

/** Written before the file is: a worker that is killed leaves nothing that no row names. */
async function noteKey(ctx: AppContext, pull: TakenPull, key: string): Promise<void> {
  const { rowCount } = await ctx.db.pool.query(
    `UPDATE pull SET closing_keys = closing_keys || $4::text, taken_at = clock_timestamp()
     WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND handed_over_at IS NULL`,
    [pull.tenantId, pull.id, pull.take, key],
  );
  if (rowCount === 0) throw new PullLostError();
}

async function forgetEarlierAttempt(ctx: AppContext, pull: TakenPull): Promise<void> {
  const { closingKeys } = await ctx.db.prisma.pull.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: pull.tenantId, id: pull.id } },
    select: { closingKeys: true },
  });
  for (const key of closingKeys) await ctx.storage.delete(key);
  await ctx.db.prisma.pull.updateMany({
    where: { tenantId: pull.tenantId, id: pull.id, takes: pull.take },
    data: { closingKeys: [] },
  });
}
