// The line of a file a problem is about, from the bytes kept. Only lines that a problem of the run names are read.
import { parseCsvLines } from '@/lib/core/csv';
import { newlineOf } from '@/lib/core/csv/bytes/read-lines';
import { withWholeHead } from '@/lib/core/csv/bytes/whole-head';
import { rawLine, type RawLine } from '@/lib/core/oneroster/raw-line';
import type { AppContext } from '../../app-context';
import { isArchiveName } from '@/lib/core/names/archive-name';
import { openArchive } from '../../storage/zip-archive';
import { ArchiveProblemError } from '@/lib/core/archive/archive-entry';
import { nodeBytes } from '../../text/node-bytes';

/** Many times what is shown, so that the columns of what is shown can be told apart. */
const MAX_LINE_BYTES = 16 * 1024;

export type RawLineResult =
  | { ok: true; fileName: string; line: number; raw: RawLine }
  | { ok: false; code: 'NO_SUCH_PROBLEM' | 'BYTES_GONE' };

export async function readRawLine(
  ctx: Pick<AppContext, 'db' | 'storage'>,
  tenantId: number,
  runId: number,
  issueId: number,
): Promise<RawLineResult> {
  const { rows } = await ctx.db.pool.query<{
    line: number | null;
    column: string | null;
    fileName: string;
    deliveryName: string | null;
    storageKey: string | null;
  }>(
    `SELECT i.line, i."column", g.file_name AS "fileName", d.file_name AS "deliveryName",
       d.storage_key AS "storageKey"
     FROM run_issue i
     JOIN run_issue_group g ON g.tenant_id = i.tenant_id AND g.id = i.group_id
     LEFT JOIN sync_run_file f
       ON f.tenant_id = i.tenant_id AND f.run_id = i.run_id AND f.file_name = g.file_name
     LEFT JOIN delivery d
       ON d.tenant_id = f.tenant_id AND d.id = f.delivery_id AND d.bytes_deleted_at IS NULL
     WHERE i.tenant_id = $1 AND i.run_id = $2 AND i.id = $3`,
    [tenantId, runId, issueId],
  );
  const [found] = rows;
  if (!found || found.line === null) return { ok: false, code: 'NO_SUCH_PROBLEM' };
  const { line, column, fileName, deliveryName, storageKey } = found;
  if (storageKey === null || deliveryName === null) return { ok: false, code: 'BYTES_GONE' };
  try {
    const isZip = isArchiveName(deliveryName) && deliveryName !== fileName;
    const source = isZip
      ? readZipped(ctx.storage.localPath(storageKey), fileName)
      : ctx.storage.read(storageKey);
    const { header, wanted } = await findLine(source, line);
    if (wanted === null) return { ok: false, code: 'BYTES_GONE' };
    const columns = line === 1 ? [] : (parseCsvLines(header).rows[0] ?? []);
    return { ok: true, fileName, line, raw: rawLine(wanted, { columns, column }) };
  } catch (error) {
    // The line stands behind the damage.
    if (error instanceof ArchiveProblemError) return { ok: false, code: 'BYTES_GONE' };
    // Swept between the question and the reading.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { ok: false, code: 'BYTES_GONE' };
    throw error;
  }
}

/** Counts lines as `readLines` does, and cuts out also what that refuses: a line that is too long or no text. */
async function findLine(
  source: AsyncIterable<Buffer>,
  wantedLine: number,
): Promise<{ header: string; wanted: string | null }> {
  const header: Buffer[] = [];
  const wanted: Buffer[] = [];
  let newline: number | null = null;
  let line = 1;
  for await (const chunk of withWholeHead(source, nodeBytes)) {
    newline ??= newlineOf(chunk);
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(newline, at);
      const part = chunk.subarray(at, end === -1 ? chunk.length : end);
      if (line === 1) keep(header, part);
      if (line === wantedLine) keep(wanted, part);
      if (end === -1) break;
      if (line === wantedLine) return { header: text(header), wanted: text(wanted) };
      line += 1;
      at = end + 1;
    }
  }
  return { header: text(header), wanted: wanted.length === 0 ? null : text(wanted) };
}

function keep(parts: Buffer[], part: Uint8Array): void {
  const room = MAX_LINE_BYTES - parts.reduce((sum, { length }) => sum + length, 0);
  if (room > 0) parts.push(Buffer.from(part.subarray(0, room)));
}

function text(parts: readonly Buffer[]): string {
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '');
}

/** The set was read with the one folder of an archive left out of its names. */
async function* readZipped(localPath: string, fileName: string): AsyncGenerator<Buffer> {
  const archive = await openArchive(localPath);
  const file = archive.ok ? archive.files.find(({ name }) => name === fileName) : undefined;
  if (file) yield* file.open();
}
