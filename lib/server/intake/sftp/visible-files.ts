// What a client sees of its connection: the files it sent that it has not deleted, what it is sending, folders, and the reports
// in a folder of their own. A file that was once sent into a folder of that name is not seen there.
import type { Attributes, FileEntry } from 'ssh2';
import { folderOf } from '@/lib/core/names/path';
import { isInResults, RESULTS_FOLDER } from '@/lib/core/results/report-name';
import { parseVirtualPath } from '@/lib/core/sftp/virtual-path';
import type { AppContext } from '../../app-context';
import { findSentFile, listSentFiles, type ConnectionKey, type SentFile } from '../deliveries';
import { fileAttributes, folderAttributes, listedEntry, readOnlyFolderAttributes } from './entries';
import type { ResultsFolder } from './results-folder';
import type { SftpLimits } from './sftp-limits';
import type { Upload } from './upload';
import type { UploadRegistry } from './upload-registry';
import type { VirtualFolders } from './virtual-folders';

interface Sources {
  ctx: AppContext;
  limits: SftpLimits;
  key: ConnectionKey;
  uploads: UploadRegistry;
  folders: VirtualFolders;
  results: ResultsFolder;
}

export class VisibleFiles {
  constructor(private readonly from: Sources) {}

  /** Null where there is nothing of this path. */
  async attributesOf(path: string): Promise<Attributes | null> {
    const parsed = parseVirtualPath(path, this.from.limits.nameLength);
    const now = this.from.ctx.clock.now();
    if (!parsed.ok) return null;
    if (parsed.kind === 'root') return folderAttributes(now);
    if (parsed.name === RESULTS_FOLDER) return readOnlyFolderAttributes(now);
    if (isInResults(parsed.name)) return this.from.results.attributesOf(this.from.key, parsed.name);
    const open = this.openUploads().find((upload) => upload.fileName === parsed.name);
    if (open) return fileAttributes(open.byteCount, now);
    const sent = await this.findSent(parsed.name);
    if (sent) return fileAttributes(sent.byteCount, sent.receivedAt);
    return (await this.isFolder(parsed.name)) ? folderAttributes(now) : null;
  }

  /** Of the root where `folder` is null. */
  async entriesOf(folder: string | null): Promise<FileEntry[]> {
    if (folder === RESULTS_FOLDER) return this.from.results.entries(this.from.key);
    const now = this.from.ctx.clock.now();
    const sent = await this.listSent();
    const open = this.openUploads();
    const files = new Map<string, Attributes>();
    for (const file of sent)
      files.set(file.fileName, fileAttributes(file.byteCount, file.receivedAt));
    for (const upload of open) files.set(upload.fileName, fileAttributes(upload.byteCount, now));

    const entries = [...files]
      .filter(([name]) => folderOf(name) === folder)
      .map(([name, attrs]) =>
        listedEntry(folder === null ? name : name.slice(folder.length + 1), attrs),
      );
    if (folder !== null) return entries;
    const folders = new Set(this.from.folders.list(this.from.key.connectionId));
    for (const name of files.keys()) {
      const inside = folderOf(name);
      if (inside !== null) folders.add(inside);
    }
    folders.delete(RESULTS_FOLDER);
    return [
      ...entries,
      ...[...folders].map((name) => listedEntry(name, folderAttributes(now))),
      listedEntry(RESULTS_FOLDER, readOnlyFolderAttributes(now)),
    ];
  }

  async isFolder(name: string): Promise<boolean> {
    const { key, folders } = this.from;
    if (name.includes('/')) return false;
    if (name === RESULTS_FOLDER) return true;
    if (folders.list(key.connectionId).includes(name)) return true;
    if (this.openUploads().some((upload) => folderOf(upload.fileName) === name)) return true;
    return (await this.listSent()).some((file) => folderOf(file.fileName) === name);
  }

  async findSent(name: string): Promise<SentFile | null> {
    const { ctx, key, folders } = this.from;
    const sent = await findSentFile(ctx, key, name);
    return sent && !folders.isHidden(key.connectionId, sent.id) ? sent : null;
  }

  private async listSent(): Promise<SentFile[]> {
    const { ctx, key, folders } = this.from;
    const sent = await listSentFiles(ctx, key);
    return sent.filter((file) => !folders.isHidden(key.connectionId, file.id));
  }

  private openUploads(): Upload[] {
    return this.from.uploads.of(this.from.key.connectionId);
  }
}
