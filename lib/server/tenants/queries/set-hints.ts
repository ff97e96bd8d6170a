// What is known of a set beyond its names: an archive that cannot be used as it is, and the very same files again.
import { isArchiveName } from '@/lib/core/names/archive-name';
import { baseName, folderOf } from '@/lib/core/names/path';
import { nearestFileName } from '@/lib/core/oneroster';
import type { SetHint } from '@/lib/core/sftp/seen';
import type { AppContext } from '../../app-context';
import { openArchive } from '../../storage/zip-archive';

const WINDOW_MS = 24 * 3600_000;
const RUNS_LOOKED_AT = 50;
const FILES_LOOKED_AT = 100;

export async function setHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<SetHint[]> {
  const since = new Date(ctx.clock.now().getTime() - WINDOW_MS);
  const runs = await ctx.db.prisma.syncRun.findMany({
    where: { tenantId, connectionId, state: { not: 'SUPERSEDED' } },
    orderBy: { id: 'desc' },
    take: RUNS_LOOKED_AT,
    select: { id: true, number: true, state: true, inputHash: true, lastArrivalAt: true },
  });
  const [newest] = runs;
  const same = sameFiles(runs, since);
  const files = await ctx.db.prisma.delivery.findMany({
    where: {
      ...{ tenantId, connectionId, state: 'RECEIVED', replacedById: null, bytesDeletedAt: null },
      touchedAt: { gt: since },
      // A set after it answers for it.
      OR: [{ syncRunId: null }, { syncRunId: newest?.id ?? 0 }],
    },
    orderBy: { id: 'desc' },
    take: FILES_LOOKED_AT,
  });
  const archive = files.find(
    ({ fileName, archiveContent }) => isArchiveName(fileName) && archiveContent !== 'OTHER',
  );
  const wasUsed = archive?.syncRunId != null && newest && !NOT_USED.includes(newest.state);
  const about = archive && !wasUsed ? await archiveHint(ctx, archive) : null;
  return [...(about ? [about] : []), ...(same ? [same] : [])];
}

const NOT_USED: readonly string[] = ['RECEIVING', 'QUEUED', 'PROCESSING', 'INVALID', 'INCOMPLETE'];

async function archiveHint(
  ctx: AppContext,
  { fileName, storageKey, sourceAddress, touchedAt: at }: Archive,
): Promise<SetHint | null> {
  const opened = await openArchive(ctx.storage.localPath(storageKey));
  const seen = { fileName, sourceAddress, at };
  if (!opened.ok) return { code: 'ARCHIVE_UNUSABLE', problem: opened.problem, ...seen };
  const inside = opened.files
    .map(({ name }) => name)
    .filter((name) => folderOf(name) !== null && nearestFileName(baseName(name)).kind === 'exact');
  return inside.length > 0 ? { code: 'ARCHIVE_FOLDERS', inside, ...seen } : null;
}

interface Archive {
  fileName: string;
  storageKey: string;
  sourceAddress: string;
  touchedAt: Date;
}

interface Run {
  number: number;
  state: string;
  inputHash: string | null;
  lastArrivalAt: Date;
}

/** Newest first. */
function sameFiles(runs: readonly Run[], since: Date): SetHint | null {
  const [newest] = runs;
  if (newest?.state !== 'NO_CHANGE' || newest.inputHash === null) return null;
  if (newest.lastArrivalAt <= since) return null;
  const other = runs.findIndex(({ inputHash }) => inputHash !== newest.inputHash);
  const alike = other === -1 ? runs : runs.slice(0, other);
  const first = alike.at(-1);
  if (!first || alike.length < 2) return null;
  return {
    ...{ code: 'SAME_FILES', count: alike.length - 1, lastAt: newest.lastArrivalAt },
    ...{ runNumber: first.number, runAt: first.lastArrivalAt },
  };
}
