// The files of a run: loose CSV files or one zip, with the manifest that says how each is to be read.
import { createHash } from 'node:crypto';
import { shownValue } from '@/lib/core/issues';
import {
  checkPackage,
  fileSpec,
  MANIFEST_FILE_NAME,
  modesOf,
  type ParsedManifest,
  type FileMode,
  type RosterEntity,
} from '@/lib/core/oneroster';
import { readManifest } from '@/lib/core/oneroster/read-manifest';
import { assumeManifest, sortSetFiles } from '@/lib/core/oneroster/set-files';
import { isArchiveName } from '@/lib/core/names/archive-name';
import { chooseArchive } from '@/lib/core/sync-run/completeness';
import type { AppContext } from '../app-context';
import { ArchiveProblemError, type ArchiveProblem } from '@/lib/core/archive/archive-entry';
import type { ArchiveContent } from '@/lib/core/archive/judge-archive';
import { inspectArchive, openArchive } from '../storage/zip-archive';
import { setRulesOf, WITH_SET_RULES } from '../connections/set-rules';
import type { IssueCollector } from './parts/issue-collector';
import type { RosterSet, SetFile } from './parts/roster-set';
import { readingSettings } from './parts/reading-settings';
import type { RunKey } from '../db/roster-tables';

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
  // The same bytes read in another way are not the same.
  const [deliveries, { rules }] = await Promise.all([
    listWholeFiles(ctx, run),
    readingSettings(ctx, run.tenantId),
  ]);
  const inputHash = createHash('sha256')
    .update(JSON.stringify([rules, ...deliveries.map(({ name, sha256 }) => [name, sha256])]))
    .digest('hex');
  const { connection } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    select: { connection: { select: WITH_SET_RULES } },
  });
  const isManifestRequired = setRulesOf(connection).manifestRequired;
  const { archive, unused } = await chooseFiles(ctx, deliveries, isManifestRequired);
  const found: Found[] | null = archive
    ? await openZip(ctx.storage.localPath(archive.key), archive.id, archive.name, issues)
    : deliveries.filter((delivery) => !unused.includes(delivery)).map((file) => toFound(ctx, file));
  for (const { name, content } of unused)
    issues.add(name, content === 'OTHER' ? 'ZIP_OF_OTHER_FILES' : 'FILE_SUPERSEDED', {
      line: null,
      column: null,
      value: null,
      params: { used: archive ? archive.name : 'the files sent one by one' },
    });
  if (!found) return null;

  const manifestFile = found.find(({ fileName }) => fileName === MANIFEST_FILE_NAME);
  const names = found.map(({ fileName }) => fileName);
  if (!manifestFile && isManifestRequired) {
    issues.add(MANIFEST_FILE_NAME, 'MANIFEST_MISSING', { line: null, column: null, value: null });
    return null;
  }
  const manifest = manifestFile
    ? await readManifestFile(manifestFile, issues)
    : assumeManifest(names);
  if (!manifest) return null;
  for (const issue of [...manifest.issues, ...(manifest.ok ? checkPackage(manifest, names) : [])]) {
    issues.add(issue.file, issue.code, issue);
  }

  const sorted = sortSetFiles(
    found.filter((file) => file !== manifestFile),
    manifest,
  );
  const files = new Map<RosterEntity, SetFile>();
  const modes = new Map<RosterEntity, FileMode>();
  for (const [entity, { file, mode }] of sorted.read) {
    files.set(entity, { ...file, mode });
    modes.set(entity, mode);
  }
  const beside = unused.filter(({ name }) => !names.includes(name));
  const leftAside = [...beside.map((file) => toFound(ctx, file)), ...sorted.leftAside].map(
    (file): SetFile => ({ ...file, mode: 'bulk' }),
  );
  // Which files a manifest that cannot be read would have named, nobody knows.
  const disappeared = manifest.ok ? await listDisappeared(ctx, run, files) : [];
  for (const file of disappeared)
    issues.add(file, 'FILE_DISAPPEARED', { line: null, column: null, value: null });
  return {
    files,
    modes,
    leftAside,
    manifest: manifestFile ? { ...manifestFile, mode: 'bulk' } : null,
    inputHash,
  };
}

interface WholeFile {
  id: number;
  name: string;
  key: string;
  byteCount: number;
  sha256: string;
  receivedAt: Date;
  /** Of an archive. */
  content: ArchiveContent | null;
}

async function listWholeFiles(ctx: AppContext, run: RunKey): Promise<WholeFile[]> {
  const { rows } = await ctx.db.pool.query<WholeFile>(
    `SELECT id, file_name AS name, storage_key AS key, byte_count AS "byteCount", sha256,
       coalesce(received_at, touched_at) AS "receivedAt", archive_content::text AS content FROM delivery
     WHERE tenant_id = $1 AND sync_run_id = $2 AND state = 'RECEIVED' AND replaced_by_id IS NULL ORDER BY file_name, id`,
    [run.tenantId, run.id],
  );
  for (const file of rows)
    if (isArchiveName(file.name))
      file.content ??= await inspectArchive(ctx.storage.localPath(file.key));
  return rows;
}

/** Of several archives, or an archive and single files, one is used; the others are told. */
async function chooseFiles(
  ctx: AppContext,
  files: readonly WholeFile[],
  isManifestRequired: boolean,
): Promise<{ archive: WholeFile | null; unused: WholeFile[] }> {
  const archives = files.filter(({ name }) => isArchiveName(name));
  if (archives.length === 0) return { archive: null, unused: [] };
  const manifest = files.find(({ name }) => name === MANIFEST_FILE_NAME);
  const modes = modesOf(manifest ? await readManifest(ctx.storage.read(manifest.key)) : null);
  const inOrder = [...files].sort((a, b) => a.id - b.id);
  const candidates = inOrder
    .filter(({ content }) => content !== 'OTHER')
    .map((file) => ({
      file,
      name: file.name,
      receivedAt: file.receivedAt,
      isComplete: true,
      isArchiveOfRoster: file.content === 'ROSTER',
    }));
  const [first] = candidates;
  if (first && !manifest && !isManifestRequired)
    candidates.unshift({ ...first, name: MANIFEST_FILE_NAME, receivedAt: new Date(0) });
  const archive = chooseArchive(candidates, modes)?.file ?? null;
  return {
    archive,
    unused: archive ? files.filter((file) => file !== archive) : archives,
  };
}

function toFound(ctx: AppContext, { name, id, byteCount, sha256, key }: WholeFile): Found {
  return {
    fileName: name,
    deliveryId: id,
    byteCount,
    sha256,
    open: () => ctx.storage.read(key),
  };
}

/** Optional files that the live roster was made of, and that did not come: what they say grows old unseen. */
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

/** Null where its archive is damaged. */
async function readManifestFile(
  file: Found,
  issues: IssueCollector,
): Promise<ParsedManifest | null> {
  try {
    return await readManifest(file.open());
  } catch (error) {
    if (!(error instanceof ArchiveProblemError)) throw error;
    recordArchiveProblem(issues, file.fileName, error.problem);
    return null;
  }
}

async function openZip(
  localPath: string,
  deliveryId: number,
  zipName: string,
  issues: IssueCollector,
): Promise<Found[] | null> {
  const archive = await openArchive(localPath);
  if (!archive.ok) {
    recordArchiveProblem(issues, zipName, archive.problem);
    return null;
  }
  if (archive.folder !== null)
    recordArchiveProblem(issues, zipName, {
      code: 'ZIP_FOLDER',
      params: { folder: shownValue(archive.folder) },
    });
  return archive.files.map(({ name, byteCount, open }) => ({
    fileName: name,
    deliveryId,
    byteCount,
    sha256: null,
    open,
  }));
}

function recordArchiveProblem(
  issues: IssueCollector,
  fileName: string,
  { code, params }: ArchiveProblem,
): void {
  issues.add(fileName, code, { line: null, column: null, value: null, params });
}
