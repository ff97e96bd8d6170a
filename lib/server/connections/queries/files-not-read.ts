import { nearestFileName } from '@/lib/core/oneroster';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import type { Feed } from '@/lib/core/feeds/feeds';
import type { AppContext } from '../../app-context';

export interface FileNotRead {
  id: number;
  fileName: string;
  byteCount: number;
  receivedAt: Date;
  /**
   * UNKNOWN_NAME: no name of ours. TEMPORARY_NAME: never renamed. OTHER_ARCHIVE: no roster files in it.
   * OTHER_CONNECTION: this one does not bring what the file is for.
   */
  because: 'UNKNOWN_NAME' | 'TEMPORARY_NAME' | 'OTHER_ARCHIVE' | 'OTHER_CONNECTION';
  /** The name that it may have been meant to get. */
  rightName: string | null;
}

const LISTED = 50;

/** Whole files that belong to no set and no feed, newest first, for as long as their bytes are kept. */
export async function listFilesNotRead(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  connectionId: number,
): Promise<FileNotRead[]> {
  const brought = await ctx.db.prisma.connectionFeed.findMany({
    where: { tenantId, connectionId },
    select: { feed: true },
  });
  const feeds = brought.map(({ feed }) => feed);
  const rows = await ctx.db.prisma.delivery.findMany({
    where: {
      tenantId,
      connectionId,
      state: 'RECEIVED',
      syncRunId: null,
      replacedById: null,
      bytesDeletedAt: null,
    },
    orderBy: { id: 'desc' },
    take: 1000,
    select: {
      id: true,
      fileName: true,
      byteCount: true,
      receivedAt: true,
      touchedAt: true,
      archiveContent: true,
    },
  });
  return rows
    .flatMap((row): FileNotRead[] => {
      const because = reasonOf(row, feeds);
      if (because === null) return [];
      const { id, fileName, byteCount, receivedAt, touchedAt } = row;
      const { fileName: rightName } = nearestFileName(fileName);
      return [
        {
          id,
          fileName,
          because,
          byteCount: Number(byteCount),
          receivedAt: receivedAt ?? touchedAt,
          rightName: because === 'TEMPORARY_NAME' ? rightName : null,
        },
      ];
    })
    .slice(0, LISTED);
}

function reasonOf(
  row: { fileName: string; archiveContent: string | null },
  feeds: readonly Feed[],
): FileNotRead['because'] | null {
  const purpose = feedOfFile(row.fileName);
  if (purpose === 'TEMPORARY') return 'TEMPORARY_NAME';
  if (purpose === 'OTHER') return 'UNKNOWN_NAME';
  if (purpose === 'ARCHIVE' && row.archiveContent === 'OTHER') return 'OTHER_ARCHIVE';
  return feeds.includes(purpose === 'ARCHIVE' ? 'ROSTER' : purpose) ? null : 'OTHER_CONNECTION';
}
