// The files of a run: loose CSV files or one zip, with the manifest that says how each is to be read.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { parseCsvLines } from '@/lib/core/csv';
import { fileIssue } from '@/lib/core/issues';
import {
  checkPackage,
  fileSpec,
  MANIFEST_FILE_NAME,
  parseManifest,
  type ParsedManifest,
  type FileMode,
  type RosterEntity,
} from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import type { IssueCollector } from './parts/issue-collector';
import type { RosterSet, SetFile } from './parts/roster-set';
import type { RunKey } from '../db/roster-tables';

export const ZIP_LIMITS = { entries: 50, ratio: 200, totalBytes: 4 * 1024 ** 3 } as const;

/** A file as found, before the manifest says what it is. */
interface Found {
  fileName: string;
  deliveryId: number;
  byteCount: number;
  sha256: string | null;
  open(): AsyncIterable<Buffer>;
}

/**
 * Null: there is nothing to read; the issues say why. Where only a part is missing the rest is read all
 * the same, so that the district hears of everything at once.
 */
export async function openSet(
  ctx: AppContext,
  run: RunKey,
  issues: IssueCollector,
): Promise<RosterSet | null> {
  const { rows: deliveries } = await ctx.db.pool.query<{
    id: number;
    name: string;
    key: string;
    bytes: number;
    sha256: string;
  }>(
    `SELECT id, file_name AS name, storage_key AS key, byte_count AS bytes, sha256 FROM delivery
     WHERE tenant_id = $1 AND sync_run_id = $2 AND state = 'RECEIVED' AND replaced_by_id IS NULL ORDER BY file_name`,
    [run.tenantId, run.id],
  );
  const inputHash = createHash('sha256')
    .update(JSON.stringify(deliveries.map(({ name, sha256 }) => [name, sha256])))
    .digest('hex');
  const zip = deliveries.find(({ name }) => name.toLowerCase().endsWith('.zip'));
  const isZipSet = zip && !deliveries.some(({ name }) => name === MANIFEST_FILE_NAME);
  const found: Found[] | null = isZipSet
    ? await openZip(ctx.storage.localPath(zip.key), zip.id, zip.name, issues)
    : deliveries.map((delivery) => ({
        fileName: delivery.name,
        deliveryId: delivery.id,
        byteCount: delivery.bytes,
        sha256: delivery.sha256,
        open: () => ctx.storage.read(delivery.key),
      }));
  if (!found) return null;

  const { rows: settings } = await ctx.db.pool.query<{ required: boolean }>(
    `SELECT c.manifest_required AS required FROM connection c JOIN sync_run r ON r.connection_id = c.id
     WHERE r.id = $1 AND r.tenant_id = $2`,
    [run.id, run.tenantId],
  );
  const manifestFile = found.find(({ fileName }) => fileName === MANIFEST_FILE_NAME);
  const names = found.map(({ fileName }) => fileName);
  if (!manifestFile && (settings[0]?.required ?? true)) {
    issues.add(MANIFEST_FILE_NAME, 'MANIFEST_MISSING', { line: null, column: null, value: null });
    return null;
  }
  const manifest = manifestFile
    ? parseManifest(await readManifestRows(manifestFile))
    : assumeManifest(names);
  for (const issue of [...manifest.issues, ...(manifest.ok ? checkPackage(manifest, names) : [])]) {
    issues.add(issue.file, issue.code, issue);
  }

  const files = new Map<RosterEntity, SetFile>();
  const modes = new Map<RosterEntity, FileMode>();
  const leftAside: SetFile[] = [];
  for (const file of found) {
    if (file === manifestFile) continue;
    const spec = fileSpec(file.fileName);
    const mode = manifest.modes[file.fileName] ?? 'absent';
    if (!spec?.entity || mode === 'absent') {
      leftAside.push({ ...file, mode: 'bulk' });
      continue;
    }
    files.set(spec.entity, { ...file, mode });
    modes.set(spec.entity, mode);
  }
  for (const file of await listDisappeared(ctx, run, files))
    issues.add(file, 'FILE_DISAPPEARED', { line: null, column: null, value: null });
  return {
    files,
    modes,
    leftAside,
    manifest: manifestFile ? { ...manifestFile, mode: 'bulk' } : null,
    inputHash,
  };
}

/** Optional files that the roster in force was made of, and that did not come: what they say grows old unseen. */
async function listDisappeared(
  ctx: AppContext,
  run: RunKey,
  files: ReadonlyMap<RosterEntity, SetFile>,
): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    `SELECT f.file_name AS name FROM sync_run r JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
     JOIN sync_run_file f ON f.tenant_id = c.tenant_id AND f.run_id = c.baseline_run_id AND NOT f.left_aside
     WHERE r.tenant_id = $1 AND r.id = $2 ORDER BY 1`,
    [run.tenantId, run.id],
  );
  return rows.flatMap(({ name }) => {
    const spec = fileSpec(name);
    return spec?.entity && !spec.required && !files.has(spec.entity) ? [name] : [];
  });
}

/** For districts whose SIS writes none: every file that came is a full copy. */
function assumeManifest(names: readonly string[]): ParsedManifest {
  return {
    ok: true,
    modes: Object.fromEntries(names.map((name) => [name, 'bulk' as const])),
    systemName: null,
    issues: [fileIssue('MANIFEST_ASSUMED', MANIFEST_FILE_NAME)],
  };
}

/** Longer than any manifest: a file of that size is not read as one. */
const MANIFEST_LINES = 200;

async function readManifestRows(file: Found): Promise<string[][]> {
  const rows: string[][] = [];
  const lines = createInterface({ input: Readable.from(file.open()), crlfDelay: Infinity });
  for await (const line of lines) {
    if (rows.length >= MANIFEST_LINES) break;
    const text = rows.length === 0 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() !== '') rows.push(parseCsvLines(text).rows[0] ?? []);
  }
  return rows;
}

async function openZip(
  localPath: string,
  deliveryId: number,
  zipName: string,
  issues: IssueCollector,
): Promise<Found[] | null> {
  const refuse = (
    code: Parameters<IssueCollector['add']>[1],
    params: Record<string, string | number> = {},
  ): null => {
    issues.add(zipName, code, { line: null, column: null, value: null, params });
    return null;
  };
  let entries: Entry[];
  let zip: ZipFile;
  try {
    zip = await openZipFile(localPath);
    entries = await listEntries(zip);
  } catch {
    return refuse('ZIP_UNREADABLE');
  }
  const files = entries.filter(
    ({ fileName }) => !fileName.endsWith('/') && !isSystemEntry(fileName),
  );
  if (files.length === 0) return refuse('ZIP_EMPTY');
  if (entries.length > ZIP_LIMITS.entries) {
    return refuse('ZIP_TOO_MANY_ENTRIES', { count: entries.length, limit: ZIP_LIMITS.entries });
  }
  if (entries.some((entry) => (entry.generalPurposeBitFlag & 1) === 1))
    return refuse('ZIP_ENCRYPTED');
  if (files.some(({ fileName }) => yauzl.validateFileName(fileName) !== null))
    return refuse('ZIP_PATH');
  const total = files.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (total > ZIP_LIMITS.totalBytes)
    return refuse('ZIP_TOO_LARGE', { limit: ZIP_LIMITS.totalBytes });
  const packed = files.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (total > packed * ZIP_LIMITS.ratio) return refuse('ZIP_RATIO', { limit: ZIP_LIMITS.ratio });

  // Exporters often put the files into one folder of the archive.
  const folders = new Set(
    files.map(({ fileName }) => fileName.slice(0, fileName.lastIndexOf('/') + 1)),
  );
  const [onlyFolder] = folders;
  const strip = folders.size === 1 && onlyFolder ? onlyFolder.length : 0;
  if (strip > 0)
    issues.add(zipName, 'ZIP_NESTED', {
      line: null,
      column: null,
      value: null,
      params: { folder: onlyFolder ?? '' },
    });
  return files.map((entry) => ({
    fileName: entry.fileName.slice(strip),
    deliveryId,
    byteCount: entry.uncompressedSize,
    sha256: null,
    open: () => readEntry(zip, entry),
  }));
}

function isSystemEntry(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.endsWith('.DS_Store');
}

function openZipFile(localPath: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(
      localPath,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > ZIP_LIMITS.entries) resolve(entries);
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  for await (const chunk of stream) yield chunk as Buffer;
}
