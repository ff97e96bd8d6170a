// What the files of a connection look like before they are read: names that are almost right, uploads that stopped, and
// rosters in another format.
import { judgeEncoding } from '@/lib/core/csv/encoding';
import { isOfLaterVersion, nearestFileName } from '@/lib/core/oneroster';
import { readManifest } from '@/lib/core/oneroster/read-manifest';
import { recogniseFormat, type SeenFile } from '@/lib/core/oneroster/other-formats';
import { isArchiveName } from '@/lib/core/names/archive-name';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { baseName, folderOf } from '@/lib/core/names/path';
import type { FileHint } from '@/lib/core/sftp/file-hints';
import type { AppContext } from '../app-context';
import { openArchive } from '../storage/zip-archive';
import type { Transaction } from '../db';

const WINDOW_MS = 24 * 3600_000;
const LOOKED_AT = 40;
/** Enough for the longest header that is read. */
const HEAD_BYTES = 16 * 1024;

interface Row {
  id: number;
  fileName: string;
  storageKey: string;
  state: string;
  byteCount: bigint;
  syncRunId: number | null;
  touchedAt: Date;
  bytesDeletedAt: Date | null;
  archiveContent: string | null;
}

/** Of the files of the last day and of the set `runId` that is being received; null where there is none. */
export async function listFileHints(
  ctx: Pick<AppContext, 'clock' | 'storage'>,
  db: Pick<Transaction, 'delivery'>,
  {
    tenantId,
    connectionId,
    runId,
  }: { tenantId: number; connectionId: number; runId: number | null },
): Promise<FileHint[]> {
  const since = new Date(ctx.clock.now().getTime() - WINDOW_MS);
  const recent: Row[] = await db.delivery.findMany({
    where: {
      tenantId,
      connectionId,
      replacedById: null,
      state: { in: ['RECEIVED', 'INCOMPLETE'] },
      OR: [{ touchedAt: { gt: since } }, ...(runId === null ? [] : [{ syncRunId: runId }])],
    },
    orderBy: { id: 'desc' },
    take: 200,
  });
  const open = recent.filter(
    (row) => row.state === 'RECEIVED' && (row.syncRunId === null || row.syncRunId === runId),
  );
  const seen = recogniseFormat(await lookAt(ctx, open));
  const ofOther = new Set(seen?.fileNames);
  const hints: FileHint[] = seen ? [{ code: 'OTHER_FORMAT', ...seen }] : [];
  const unknown: string[] = [];
  for (const row of open) {
    const { fileName } = row;
    if (ofOther.has(fileName)) continue;
    const match = nearestFileName(fileName);
    const isWrong = match.kind !== 'exact' || folderOf(fileName) !== null;
    if (isWrong && cameRight(row, match.fileName, recent)) continue;
    if (folderOf(fileName) !== null)
      hints.push({ code: 'FOLDER_INSTEAD_OF_ROOT', fileName, rightName: match.fileName });
    else if (match.kind === 'temporary')
      hints.push({ code: 'NEVER_RENAMED', fileName, rightName: match.fileName });
    else if (match.kind !== 'exact' && match.fileName !== null)
      hints.push({ code: 'WRONG_NAME', fileName, rightName: match.fileName });
    else if (feedOfFile(fileName) === 'OTHER') unknown.push(fileName);
  }
  if (unknown.length > 0)
    hints.push({ code: 'UNKNOWN_NAME', fileNames: [...new Set(unknown)].sort() });
  return [...hints, ...(await stoppedUploads(db, { tenantId, connectionId }, recent))];
}

/** Afterwards the file came under the right name, and in the right place. */
function cameRight(wrong: Row, rightName: string | null, recent: readonly Row[]): boolean {
  return recent.some(
    ({ id, state, fileName }) => id > wrong.id && state === 'RECEIVED' && fileName === rightName,
  );
}

/** Of the files of the last day and of the set that the connection is receiving now. */
export async function listOpenFileHints(
  ctx: Pick<AppContext, 'clock' | 'storage' | 'db'>,
  tenantId: number,
  connectionId: number,
): Promise<FileHint[]> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING' },
    select: { id: true },
  });
  return listFileHints(ctx, ctx.db.prisma, { tenantId, connectionId, runId: run?.id ?? null });
}

async function stoppedUploads(
  db: Pick<Transaction, 'delivery'>,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  recent: readonly Row[],
): Promise<FileHint[]> {
  const stopped = recent.filter(
    (row) =>
      row.state === 'INCOMPLETE' &&
      !recent.some((other) => other.fileName === row.fileName && other.id > row.id),
  );
  const hints: FileHint[] = [];
  for (const row of stopped) {
    const before = await db.delivery.findFirst({
      where: { tenantId, connectionId, fileName: row.fileName, state: 'RECEIVED' },
      orderBy: { id: 'desc' },
      select: { byteCount: true },
    });
    const byteCount = Number(row.byteCount);
    const whole = Number(before?.byteCount ?? 0);
    hints.push({
      code: 'UPLOAD_STOPPED',
      fileName: row.fileName,
      byteCount,
      at: row.touchedAt,
      percent: whole > byteCount ? (100 * byteCount) / whole : null,
    });
  }
  return hints;
}

async function lookAt(ctx: Pick<AppContext, 'storage'>, rows: readonly Row[]): Promise<SeenFile[]> {
  const seen: SeenFile[] = [];
  for (const row of rows.slice(0, LOOKED_AT)) {
    const purpose = feedOfFile(row.fileName);
    if (purpose === 'ATTENDANCE' || purpose === 'CALENDAR' || purpose === 'TEMPORARY') continue;
    try {
      const found = await lookAtOne(ctx, row);
      if (found) seen.push(found);
    } catch {
      // Its bytes are gone, or damaged inside an archive: what is wrong is told when it is read.
      seen.push({ name: row.fileName, header: null });
    }
  }
  return seen;
}

async function lookAtOne(
  ctx: Pick<AppContext, 'storage'>,
  { fileName: name, storageKey, bytesDeletedAt, archiveContent }: Row,
): Promise<SeenFile | null> {
  if (bytesDeletedAt) return { name, header: null };
  const isArchive = isArchiveName(name);
  if (!isArchive && baseName(name) !== 'manifest.csv') {
    const head = ctx.storage.read(storageKey, { start: 0, end: HEAD_BYTES - 1 });
    return { name, header: await firstLine(head) };
  }
  const proven = isArchive
    ? archiveContent === 'UNREADABLE'
      ? null
      : (recogniseFormat(await lookInto(ctx.storage.localPath(storageKey)))?.format ?? null)
    : isOfLaterVersion(await readManifest(ctx.storage.read(storageKey)))
      ? 'ONEROSTER_1_2'
      : null;
  return proven === null ? null : { name, header: null, proven };
}

async function lookInto(localPath: string): Promise<SeenFile[]> {
  const archive = await openArchive(localPath);
  if (!archive.ok) return [];
  const seen: SeenFile[] = [];
  for (const { name, open } of archive.files.slice(0, LOOKED_AT)) {
    seen.push({ name, header: await firstLine(open()) });
  }
  return seen;
}

/** The first line; of XML and JSON, whose first line may be one bracket, all that was read. */
async function firstLine(source: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  const head = Buffer.concat(chunks).subarray(0, HEAD_BYTES);
  const { encoding, markBytes } = judgeEncoding(head);
  const text = new TextDecoder(encoding).decode(head.subarray(markBytes)).trimStart();
  return /^[<{[]/.test(text) ? text : (text.split(/\r\n|\n|\r/, 1)[0] ?? '');
}
