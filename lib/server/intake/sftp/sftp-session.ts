// One SFTP channel: a flat folder per connection where files can be sent, listed, renamed and removed.
// Everything but WRITE runs one after the other, so that "close, rename, stat" means what it says.
import { allowanceOf, isNearlyUsed } from '@/lib/core/sftp/allowances';
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import { folderOf, normaliseVirtualPath, parseVirtualPath } from '@/lib/core/sftp/file-names';
import type { AppContext } from '../../app-context';
import {
  findSentFile,
  listSentFiles,
  removeDelivery,
  renameDelivery,
  type ConnectionKey,
  type SentFile,
} from '../deliveries';
import type { SftpEventEntry } from './event-log';
import type { FlowGate } from './flow-gate';
import { dayLimits, type SftpLimits } from './limits';
import { notifyNearlyUsed } from './notify-nearly-used';
import { refusals, type RefusalCode } from './refusals';
import { Upload } from './upload';
import type { UploadRegistry } from './upload-registry';
import type { VirtualFolders } from './virtual-folders';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

const FOLDER_MODE = 0o040750;
const FILE_MODE = 0o100640;
const LISTED_AT_ONCE = 100;
const MAX_PATH = 4096;
const MAX_REFUSAL_EVENTS = 50;
// Answers held because the client does not read them.
const MAX_UNREAD_ANSWERS = 2000;
const DISK_CHECK_MS = 2000;

const usedUp = {
  FILES: { ROSTER: 'DAY_FILES_USED_UP', ATTENDANCE: 'ATTENDANCE_FILES_USED_UP' },
  BYTES: { ROSTER: 'DAY_BYTES_USED_UP', ATTENDANCE: 'ATTENDANCE_BYTES_USED_UP' },
} as const;

export interface SessionParts {
  ctx: AppContext;
  limits: SftpLimits;
  key: ConnectionKey;
  sourceAddress: string;
  sftp: SFTPWrapper;
  flow: FlowGate;
  uploads: UploadRegistry;
  folders: VirtualFolders;
  disk: DiskGauge;
  isStopping(): boolean;
  recordEvent(entry: Omit<SftpEventEntry, 'connectionId' | 'sourceAddress'>): void;
  /** The client did something: the idle clock starts again. */
  onActivity(): void;
  /** The client broke the protocol: its connection goes, nobody else's. */
  cutConnection(code: string): void;
}

interface Listing {
  entries: FileEntry[];
}

type Entry = { ok: true; name: string } | { ok: false; code: RefusalCode };

/** Asked per upload, answered from the file system every few seconds. */
export class DiskGauge {
  private askedAt = 0;
  private share: number | null = null;

  constructor(private readonly ctx: AppContext) {}

  async usedShare(): Promise<number> {
    if (performance.now() - this.askedAt > DISK_CHECK_MS || this.askedAt === 0) {
      this.share = await this.ctx.storage.usedShare();
      this.askedAt = performance.now();
    }
    return this.share ?? 0;
  }
}

export class SftpSession {
  private readonly handles = new Map<number, Upload | Listing>();
  private nextHandle = 1;
  private queue: Promise<void> = Promise.resolve();
  private queued = 0;
  private refusalEvents = 0;
  private isOver = false;

  constructor(private readonly parts: SessionParts) {
    const { sftp } = parts;
    sftp.on('error', () => parts.cutConnection('PROTOCOL_ERROR'));
    sftp.on('OPEN', (id, path, flags) => this.enqueue(id, () => this.open(id, path, flags)));
    sftp.on('WRITE', (id, handle, offset, data) => this.write(id, handle, offset, data));
    sftp.on('CLOSE', (id, handle) => this.close(id, handle));
    sftp.on('READ', (id) => this.enqueue(id, async () => this.refuse(id, 'READ_NOT_ALLOWED')));
    sftp.on('FSTAT', (id, handle) => this.enqueue(id, async () => this.statHandle(id, handle)));
    sftp.on('FSETSTAT', (id, handle, attrs) =>
      this.enqueue(id, () => this.setHandleAttributes(id, handle, attrs)),
    );
    sftp.on('STAT', (id, path) => this.enqueue(id, () => this.stat(id, path)));
    sftp.on('LSTAT', (id, path) => this.enqueue(id, () => this.stat(id, path)));
    sftp.on('SETSTAT', (id, path, attrs) =>
      this.enqueue(id, () => this.setAttributes(id, path, attrs)),
    );
    sftp.on('OPENDIR', (id, path) => this.enqueue(id, () => this.openFolder(id, path)));
    sftp.on('READDIR', (id, handle) => this.enqueue(id, async () => this.readFolder(id, handle)));
    sftp.on('REALPATH', (id, path) => this.enqueue(id, async () => this.realPath(id, path)));
    sftp.on('REMOVE', (id, path) => this.enqueue(id, () => this.remove(id, path)));
    sftp.on('MKDIR', (id, path) => this.enqueue(id, () => this.makeFolder(id, path)));
    sftp.on('RMDIR', (id, path) => this.enqueue(id, () => this.removeFolder(id, path)));
    sftp.on('RENAME', (id, from, to) => this.enqueue(id, () => this.rename(id, from, to)));
    sftp.on('EXTENDED', (id, name, data: Buffer | undefined) =>
      this.enqueue(id, () => this.extended(id, name, data)),
    );
    sftp.on('end', () => this.end());
    sftp.on('close', () => this.end());
  }

  /** The channel is gone: what was not closed is half a file. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.enqueueWork(async () => {
      const open = [...this.handles.values()].filter((handle) => handle instanceof Upload);
      this.handles.clear();
      await Promise.all(
        open.map(async (upload) => {
          await upload.cut();
          this.parts.uploads.delete(upload);
          this.parts.recordEvent({ kind: 'UPLOAD_CUT', fileName: upload.fileName });
        }),
      );
      this.parts.sftp.end();
    });
  }

  /** Everything asked so far has been answered, and after `end` everything is put away. */
  async settled(): Promise<void> {
    while (this.queued > 0) await this.queue;
  }

  private enqueue(requestId: number, work: () => Promise<void>): void {
    this.parts.onActivity();
    this.parts.flow.take(0);
    this.enqueueWork(async () => {
      try {
        await work();
      } catch (error) {
        this.parts.ctx.log.error(
          { err: error, connectionId: this.parts.key.connectionId },
          'sftp request failed',
        );
        this.refuse(requestId, 'NOT_KEPT');
      } finally {
        this.parts.flow.give(0);
      }
    });
  }

  private enqueueWork(work: () => Promise<void>): void {
    this.queued += 1;
    this.queue = this.queue.then(work).then(
      () => {
        this.queued -= 1;
      },
      (error: unknown) => {
        this.queued -= 1;
        this.parts.ctx.log.error({ err: error }, 'sftp session work failed');
      },
    );
  }

  private async open(requestId: number, path: string, flags: number): Promise<void> {
    const { key, limits, uploads } = this.parts;
    const entry = this.entryOf(path);
    if (!entry.ok) return this.refuse(requestId, entry.code);
    if (this.handles.size >= limits.openHandles)
      return this.refuse(requestId, 'TOO_MANY_OPEN_FILES', entry.name);
    await uploads.inTurn(key.tenantId, () => this.begin(requestId, entry.name, flags));
  }

  private async begin(requestId: number, fileName: string, flags: number): Promise<void> {
    const { ctx, key, uploads, sourceAddress } = this.parts;
    const code = await this.refusalOfOpen(fileName, flags);
    if (code) return this.refuse(requestId, code, fileName);
    const upload = await Upload.begin(ctx, key, { fileName, sourceAddress });
    uploads.add(upload);
    this.parts.recordEvent({ kind: 'UPLOAD_STARTED', fileName });
    this.giveHandle(requestId, upload);
  }

  private async refusalOfOpen(name: string, flags: number): Promise<RefusalCode | null> {
    const { ctx, key, limits } = this.parts;
    if (this.parts.isStopping()) return 'STOPPING';
    if (await this.isFolder(name)) return 'IS_A_FOLDER';
    const sent = await this.findSent(name);
    if ((flags & OPEN_MODE.WRITE) === 0) return sent ? 'READ_NOT_ALLOWED' : 'NO_SUCH_FILE';
    if ((flags & OPEN_MODE.APPEND) !== 0) return 'RESUME_NOT_POSSIBLE';
    if (sent && (flags & OPEN_MODE.EXCL) !== 0) return 'FILE_EXISTS';
    if (sent && (flags & OPEN_MODE.TRUNC) === 0) return 'RESUME_NOT_POSSIBLE';
    if ((await this.parts.disk.usedShare()) >= limits.diskShare) return 'DISK_FULL';
    const allowance = allowanceOf(name);
    const allowed = dayLimits(limits, allowance);
    const day = await this.parts.uploads.loadDay(ctx, key.tenantId, allowance);
    const used = { files: day.fileCount + 1, bytes: day.byteCount };
    if (isNearlyUsed(used.files, allowed.files) || isNearlyUsed(used.bytes, allowed.bytes))
      await notifyNearlyUsed(ctx, key, { allowance, sourceAddress: this.parts.sourceAddress });
    if (used.files > allowed.files) return usedUp.FILES[allowance];
    if (used.bytes >= allowed.bytes) return usedUp.BYTES[allowance];
    return null;
  }

  private write(requestId: number, handle: Buffer, offset: number, data: Buffer): void {
    const { flow } = this.parts;
    this.parts.onActivity();
    const upload = this.handleOf(handle);
    if (!(upload instanceof Upload)) return this.refuse(requestId, 'BAD_HANDLE');
    if (upload.refusedWith === null) {
      const code = this.refusalOfWrite(upload, offset, data.length);
      if (code) {
        upload.refuse(code);
        this.recordRefusal(code, upload.fileName);
      }
    }
    if (upload.refusedWith) return this.answerRefusal(requestId, upload.refusedWith);

    flow.take(data.length);
    upload
      .write(data, offset)
      .then(
        () => this.status(requestId, STATUS_CODE.OK, ''),
        () => this.answerRefusal(requestId, 'NOT_KEPT'),
      )
      .finally(() => flow.give(data.length));
  }

  private refusalOfWrite(upload: Upload, offset: number, length: number): RefusalCode | null {
    const { limits, uploads, key } = this.parts;
    const end = offset + length;
    if (end > limits.fileBytes) return 'FILE_TOO_LARGE';
    const growth = Math.max(0, end - upload.byteCount);
    const allowance = allowanceOf(upload.fileName);
    if (uploads.dayBytes(key.tenantId, allowance) + growth > dayLimits(limits, allowance).bytes)
      return usedUp.BYTES[allowance];
    // Clients send a few megabytes out of order at most; further in is the rest of a cut upload.
    if (upload.byteCount === 0 && offset > limits.inFlightBytes) return 'RESUME_NOT_POSSIBLE';
    return null;
  }

  private close(requestId: number, handle: Buffer): void {
    const opened = this.handleOf(handle);
    // From now on this file is not cut by a lost connection: the client has sent all of it.
    if (opened) this.handles.delete(handle.readUInt32BE(0));
    this.enqueue(requestId, async () => {
      if (!opened) return this.refuse(requestId, 'BAD_HANDLE');
      if (!(opened instanceof Upload)) return this.status(requestId, STATUS_CODE.OK, '');
      const code = await opened.finish();
      this.parts.uploads.delete(opened);
      if (code === null) {
        this.parts.recordEvent({ kind: 'UPLOAD_RECEIVED', fileName: opened.fileName });
        return this.status(requestId, STATUS_CODE.OK, '');
      }
      this.parts.recordEvent({ kind: 'UPLOAD_CUT', code, fileName: opened.fileName });
      this.answerRefusal(requestId, code);
    });
  }

  private statHandle(requestId: number, handle: Buffer): void {
    const opened = this.handleOf(handle);
    if (!opened) return this.refuse(requestId, 'BAD_HANDLE');
    const attributes =
      opened instanceof Upload
        ? fileAttributes(opened.byteCount, this.parts.ctx.clock.now())
        : folderAttributes(this.parts.ctx.clock.now());
    this.parts.sftp.attrs(requestId, attributes);
  }

  private async setHandleAttributes(
    requestId: number,
    handle: Buffer,
    attributes: Partial<Attributes>,
  ): Promise<void> {
    const opened = this.handleOf(handle);
    if (!opened) return this.refuse(requestId, 'BAD_HANDLE');
    if (opened instanceof Upload && attributes.size !== undefined)
      await opened.setSize(attributes.size);
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async stat(requestId: number, path: string): Promise<void> {
    const attributes = await this.attributesOf(path);
    if (!attributes) return this.refuse(requestId, 'NO_SUCH_FILE');
    this.parts.sftp.attrs(requestId, attributes);
  }

  private async setAttributes(
    requestId: number,
    path: string,
    wanted: Partial<Attributes>,
  ): Promise<void> {
    const attributes = await this.attributesOf(path);
    if (!attributes) return this.refuse(requestId, 'NO_SUCH_FILE');
    // Times and modes are accepted and not kept; a different size would be a different file.
    if (wanted.size !== undefined && wanted.size !== attributes.size)
      return this.refuse(requestId, 'NOT_SUPPORTED');
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async openFolder(requestId: number, path: string): Promise<void> {
    const parsed = parseVirtualPath(path, this.parts.limits.nameLength);
    if (!parsed.ok) return this.refuse(requestId, 'NO_SUCH_FOLDER');
    const folder = parsed.kind === 'root' ? null : parsed.name;
    if (folder !== null && !(await this.isFolder(folder)))
      return this.refuse(requestId, 'NO_SUCH_FOLDER');
    if (this.handles.size >= this.parts.limits.openHandles)
      return this.refuse(requestId, 'TOO_MANY_OPEN_FILES');
    this.giveHandle(requestId, { entries: await this.entriesOf(folder) });
  }

  private readFolder(requestId: number, handle: Buffer): void {
    const opened = this.handleOf(handle);
    if (!opened || opened instanceof Upload) return this.refuse(requestId, 'BAD_HANDLE');
    const entries = opened.entries.splice(0, LISTED_AT_ONCE);
    if (entries.length === 0) return this.status(requestId, STATUS_CODE.EOF, '');
    this.parts.sftp.name(requestId, entries);
    this.checkUnreadAnswers();
  }

  private realPath(requestId: number, path: string): void {
    if (path.length > MAX_PATH) return this.refuse(requestId, 'NAME_TOO_LONG');
    const filename = normaliseVirtualPath(path);
    const attrs = folderAttributes(this.parts.ctx.clock.now());
    this.parts.sftp.name(requestId, [{ filename, longname: filename, attrs }]);
    this.checkUnreadAnswers();
  }

  private async remove(requestId: number, path: string): Promise<void> {
    const { ctx, key, folders } = this.parts;
    const entry = this.entryOf(path);
    if (!entry.ok) return this.refuse(requestId, entry.code);
    if (await this.isFolder(entry.name)) return this.refuse(requestId, 'IS_A_FOLDER');
    const result = await removeDelivery(ctx, key, entry.name);
    if (!result.ok) return this.refuse(requestId, result.code);
    const used = result.wasUsed ? await findSentFile(ctx, key, entry.name) : null;
    if (used) folders.hide(key.connectionId, used.id);
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async makeFolder(requestId: number, path: string): Promise<void> {
    const entry = this.entryOf(path);
    if (!entry.ok) return this.refuse(requestId, entry.code);
    if (entry.name.includes('/')) return this.refuse(requestId, 'FOLDER_TOO_DEEP');
    if ((await this.isFolder(entry.name)) || (await this.findSent(entry.name)))
      return this.refuse(requestId, 'FILE_EXISTS');
    if (!this.parts.folders.add(this.parts.key.connectionId, entry.name))
      return this.refuse(requestId, 'NOT_SUPPORTED');
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async removeFolder(requestId: number, path: string): Promise<void> {
    const entry = this.entryOf(path);
    if (!entry.ok || !(await this.isFolder(entry.name)))
      return this.refuse(requestId, 'NO_SUCH_FOLDER');
    if ((await this.entriesOf(entry.name)).length > 0)
      return this.refuse(requestId, 'FOLDER_NOT_EMPTY');
    this.parts.folders.delete(this.parts.key.connectionId, entry.name);
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async rename(requestId: number, fromPath: string, toPath: string): Promise<void> {
    const { ctx, key } = this.parts;
    const [from, to] = [this.entryOf(fromPath), this.entryOf(toPath)];
    if (!from.ok) return this.refuse(requestId, from.code);
    if (!to.ok) return this.refuse(requestId, to.code);
    if ((await this.isFolder(from.name)) || (await this.isFolder(to.name)))
      return this.refuse(requestId, 'NOT_SUPPORTED');
    const open = [...this.handles.values()].find(
      (handle) => handle instanceof Upload && handle.fileName === from.name,
    );
    if (open instanceof Upload) {
      await open.rename(to.name);
    } else {
      const result = await renameDelivery(ctx, key, from.name, to.name);
      if (!result.ok) return this.refuse(requestId, result.code, from.name);
    }
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async extended(requestId: number, name: string, data: Buffer | undefined): Promise<void> {
    const paths = name === 'posix-rename@openssh.com' ? readStrings(data) : [];
    const [from, to] = paths;
    if (from === undefined || to === undefined) return this.refuse(requestId, 'NOT_SUPPORTED');
    await this.rename(requestId, from, to);
  }

  private entryOf(path: string): Entry {
    const parsed = parseVirtualPath(path, this.parts.limits.nameLength);
    if (!parsed.ok) return { ok: false, code: parsed.code };
    if (parsed.kind === 'root') return { ok: false, code: 'IS_A_FOLDER' };
    return { ok: true, name: parsed.name };
  }

  private async attributesOf(path: string): Promise<Attributes | null> {
    const parsed = parseVirtualPath(path, this.parts.limits.nameLength);
    const now = this.parts.ctx.clock.now();
    if (!parsed.ok) return null;
    if (parsed.kind === 'root') return folderAttributes(now);
    const open = this.openUploads().find((upload) => upload.fileName === parsed.name);
    if (open) return fileAttributes(open.byteCount, now);
    const sent = await this.findSent(parsed.name);
    if (sent) return fileAttributes(sent.byteCount, sent.receivedAt);
    return (await this.isFolder(parsed.name)) ? folderAttributes(now) : null;
  }

  private async entriesOf(folder: string | null): Promise<FileEntry[]> {
    const now = this.parts.ctx.clock.now();
    const sent = await this.listSent();
    const open = this.openUploads();
    const files = new Map<string, Attributes>();
    for (const file of sent)
      files.set(file.fileName, fileAttributes(file.byteCount, file.receivedAt));
    for (const upload of open) files.set(upload.fileName, fileAttributes(upload.byteCount, now));

    const entries = [...files]
      .filter(([name]) => folderOf(name) === folder)
      .map(([name, attrs]) =>
        listed(folder === null ? name : name.slice(folder.length + 1), attrs),
      );
    if (folder !== null) return entries;
    const folders = new Set(this.parts.folders.list(this.parts.key.connectionId));
    for (const name of files.keys()) {
      const inside = folderOf(name);
      if (inside !== null) folders.add(inside);
    }
    return [...entries, ...[...folders].map((name) => listed(name, folderAttributes(now)))];
  }

  private async isFolder(name: string): Promise<boolean> {
    const { key, folders } = this.parts;
    if (name.includes('/')) return false;
    if (folders.list(key.connectionId).includes(name)) return true;
    if (this.openUploads().some((upload) => folderOf(upload.fileName) === name)) return true;
    return (await this.listSent()).some((file) => folderOf(file.fileName) === name);
  }

  private openUploads(): Upload[] {
    return this.parts.uploads.of(this.parts.key.connectionId);
  }

  private async listSent(): Promise<SentFile[]> {
    const { ctx, key, folders } = this.parts;
    const sent = await listSentFiles(ctx, key);
    return sent.filter((file) => !folders.isHidden(key.connectionId, file.id));
  }

  private async findSent(name: string): Promise<SentFile | null> {
    const { ctx, key, folders } = this.parts;
    const sent = await findSentFile(ctx, key, name);
    return sent && !folders.isHidden(key.connectionId, sent.id) ? sent : null;
  }

  private giveHandle(requestId: number, opened: Upload | Listing): void {
    const number = this.nextHandle++;
    this.handles.set(number, opened);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(number);
    this.parts.sftp.handle(requestId, handle);
  }

  private handleOf(handle: Buffer): Upload | Listing | undefined {
    return handle.length === 4 ? this.handles.get(handle.readUInt32BE(0)) : undefined;
  }

  private refuse(requestId: number, code: RefusalCode, fileName?: string): void {
    if (refusals[code].isEvidence) this.recordRefusal(code, fileName);
    this.answerRefusal(requestId, code);
  }

  private recordRefusal(code: RefusalCode, fileName?: string): void {
    this.refusalEvents += 1;
    if (this.refusalEvents > MAX_REFUSAL_EVENTS) return;
    this.parts.recordEvent({ kind: 'REFUSED', code, ...(fileName ? { fileName } : {}) });
  }

  private answerRefusal(requestId: number, code: RefusalCode): void {
    this.status(requestId, refusals[code].status, refusals[code].message);
  }

  private status(requestId: number, code: number, message: string): void {
    this.parts.sftp.status(requestId, code, message);
    this.checkUnreadAnswers();
  }

  private checkUnreadAnswers(): void {
    const waiting: unknown = Reflect.get(this.parts.sftp, '_buffer');
    if (Array.isArray(waiting) && waiting.length > MAX_UNREAD_ANSWERS)
      this.parts.cutConnection('ANSWERS_NOT_READ');
  }
}

function readStrings(data: Buffer | undefined): string[] {
  const strings: string[] = [];
  let at = 0;
  while (data && at + 4 <= data.length) {
    const end = at + 4 + data.readUInt32BE(at);
    if (end > data.length) return [];
    strings.push(data.toString('utf8', at + 4, end));
    at = end;
  }
  return strings;
}

function fileAttributes(size: number, at: Date): Attributes {
  const seconds = Math.floor(at.getTime() / 1000);
  return { mode: FILE_MODE, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}

function folderAttributes(at: Date): Attributes {
  return { ...fileAttributes(0, at), mode: FOLDER_MODE };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** As `ls -l` writes it: some clients show it as it is. */
function listed(filename: string, attrs: Attributes): FileEntry {
  const at = new Date(attrs.mtime * 1000);
  const kind = attrs.mode === FOLDER_MODE ? 'drwxr-x---' : '-rw-r-----';
  const size = String(attrs.size).padStart(10);
  const day = String(at.getUTCDate()).padStart(2);
  const time = at.toISOString().slice(11, 16);
  const longname = `${kind}    1 tpc      tpc      ${size} ${MONTHS[at.getUTCMonth()]} ${day} ${time} ${filename}`;
  return { filename, longname, attrs };
}
