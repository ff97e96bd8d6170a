// One SFTP channel: a flat folder per connection where files can be sent, listed, renamed and removed, and beside it one of
// reports that can be read.
// Everything but WRITE runs one after the other, so that "close, rename, stat" means what it says.
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import { isInResults } from '@/lib/core/results/report-name';
import { normaliseVirtualPath, parseVirtualPath } from '@/lib/core/sftp/virtual-path';
import type { CloseCode } from '@/lib/core/sftp/disconnect-text';
import type { AppContext } from '../../app-context';
import { findSentFile, removeDelivery, renameDelivery, type ConnectionKey } from '../deliveries';
import type { DiskGauge } from './disk-gauge';
import { fileAttributes, folderAttributes } from './entries';
import type { SftpEventEntry } from './event-log';
import type { FlowGate } from './flow-gate';
import type { SftpLimits } from './sftp-limits';
import { refusals, type RefusalCode } from './refusals';
import { OpenReport, type ResultsFolder } from './results-folder';
import { Upload } from './upload';
import { refusalOfOpen, refusalOfWrite } from './upload-refusals';
import type { UploadRegistry } from './upload-registry';
import type { VirtualFolders } from './virtual-folders';
import { VisibleFiles } from './visible-files';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

const LISTED_AT_ONCE = 100;
const MAX_PATH = 4096;
const MAX_REFUSAL_EVENTS = 50;
// Answers held because the client does not read them.
const MAX_UNREAD_ANSWERS = 2000;
/** The same of pieces of reports, which are larger. No client asks for more at once. */
const MAX_UNREAD_PIECES = 512;
/** What most clients ask for at once; whoever asks for more gets the rest with the next question. */
const READ_AT_ONCE = 32 * 1024;

export interface SessionParts {
  ctx: AppContext;
  limits: SftpLimits;
  key: ConnectionKey;
  sourceAddress: string;
  sftp: SFTPWrapper;
  flow: FlowGate;
  uploads: UploadRegistry;
  folders: VirtualFolders;
  results: ResultsFolder;
  disk: DiskGauge;
  isStopping(): boolean;
  recordEvent(entry: Omit<SftpEventEntry, 'connectionId' | 'sourceAddress'>): void;
  /** The client did something: the idle clock starts again. */
  onActivity(): void;
  /** The client broke the protocol: its connection goes, nobody else's. */
  cutConnection(code: CloseCode): void;
}

interface Listing {
  entries: FileEntry[];
}

type Opened = Upload | Listing | OpenReport;

type Entry = { ok: true; name: string } | { ok: false; code: RefusalCode };

export class SftpSession {
  private readonly handles = new Map<number, Opened>();
  private nextHandle = 1;
  private queue: Promise<void> = Promise.resolve();
  private queued = 0;
  private refusalEvents = 0;
  private isOver = false;
  private readonly visible: VisibleFiles;

  constructor(private readonly parts: SessionParts) {
    this.visible = new VisibleFiles(parts);
    const { sftp } = parts;
    sftp.on('error', () => parts.cutConnection('PROTOCOL_ERROR'));
    sftp.on('OPEN', (id, path, flags) => this.enqueue(id, () => this.open(id, path, flags)));
    sftp.on('WRITE', (id, handle, offset, data) => this.write(id, handle, offset, data));
    sftp.on('CLOSE', (id, handle) => this.close(id, handle));
    sftp.on('READ', (id, handle, offset, length) =>
      this.enqueue(id, async () => this.read(id, handle, offset, length)),
    );
    sftp.on('FSTAT', (id, handle) => this.enqueue(id, async () => this.statHandle(id, handle)));
    sftp.on('FSETSTAT', (id, handle, attrs) => this.setHandleAttributes(id, handle, attrs));
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
          'SFTP request failed',
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
        this.parts.ctx.log.error({ err: error }, 'SFTP session task failed');
      },
    );
  }

  private async open(requestId: number, path: string, flags: number): Promise<void> {
    const { key, limits, uploads } = this.parts;
    const entry = this.entryOf(path);
    if (!entry.ok) return this.refuse(requestId, entry.code);
    if (this.handles.size >= limits.openHandles)
      return this.refuse(requestId, 'TOO_MANY_OPEN_FILES', entry.name);
    if (isInResults(entry.name)) return this.openReport(requestId, entry.name, flags);
    await uploads.inTurn(key.tenantId, () => this.begin(requestId, entry.name, flags));
  }

  private async openReport(requestId: number, name: string, flags: number): Promise<void> {
    if ((flags & ~OPEN_MODE.READ) !== 0) return this.refuse(requestId, 'RESULTS_READ_ONLY', name);
    if (await this.visible.isFolder(name)) return this.refuse(requestId, 'IS_A_FOLDER');
    const report = await this.parts.results.open(this.parts.key, name);
    if (!report) return this.refuse(requestId, 'NO_SUCH_FILE');
    this.giveHandle(requestId, report);
  }

  private read(requestId: number, handle: Buffer, offset: number, length: number): void {
    const opened = this.handleOf(handle);
    if (!(opened instanceof OpenReport)) return this.refuse(requestId, 'READ_NOT_ALLOWED');
    const piece = opened.read(offset, Math.min(length, READ_AT_ONCE));
    if (piece === null) return this.status(requestId, STATUS_CODE.EOF, '');
    this.parts.sftp.data(requestId, piece);
    this.checkUnreadAnswers(MAX_UNREAD_PIECES);
  }

  private async begin(requestId: number, fileName: string, flags: number): Promise<void> {
    const { ctx, key, uploads, sourceAddress } = this.parts;
    const code = await refusalOfOpen(this.parts, this.visible, fileName, flags);
    if (code) return this.refuse(requestId, code, fileName);
    const upload = await Upload.begin(ctx, key, { fileName, sourceAddress });
    uploads.add(upload);
    this.parts.recordEvent({ kind: 'UPLOAD_STARTED', fileName });
    this.giveHandle(requestId, upload);
  }

  private write(requestId: number, handle: Buffer, offset: number, data: Buffer): void {
    const { flow } = this.parts;
    this.parts.onActivity();
    const upload = this.handleOf(handle);
    if (!(upload instanceof Upload)) return this.refuse(requestId, 'BAD_HANDLE');
    if (upload.refusedWith === null) {
      const code = refusalOfWrite(this.parts, upload, offset, data.length);
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
    this.parts.sftp.attrs(requestId, this.attributesOf(opened));
  }

  private attributesOf(opened: Opened): Attributes {
    if (opened instanceof OpenReport) return opened.attributes;
    const now = this.parts.ctx.clock.now();
    return opened instanceof Upload ? fileAttributes(opened.byteCount, now) : folderAttributes(now);
  }

  /** Begun at once, as writing is: a write that comes after it is written after it. */
  private setHandleAttributes(
    requestId: number,
    handle: Buffer,
    attributes: Partial<Attributes>,
  ): void {
    const opened = this.handleOf(handle);
    const changed =
      opened instanceof Upload && attributes.size !== undefined
        ? opened.setSize(attributes.size)
        : Promise.resolve();
    // Awaited below; until then a failure must not count as unhandled.
    changed.catch(() => {});
    this.enqueue(requestId, async () => {
      if (!opened) return this.refuse(requestId, 'BAD_HANDLE');
      if (opened instanceof OpenReport) return this.refuse(requestId, 'RESULTS_READ_ONLY');
      await changed;
      this.status(requestId, STATUS_CODE.OK, '');
    });
  }

  private async stat(requestId: number, path: string): Promise<void> {
    const attributes = await this.visible.attributesOf(path);
    if (!attributes) return this.refuse(requestId, 'NO_SUCH_FILE');
    this.parts.sftp.attrs(requestId, attributes);
  }

  private async setAttributes(
    requestId: number,
    path: string,
    wanted: Partial<Attributes>,
  ): Promise<void> {
    const attributes = await this.visible.attributesOf(path);
    if (!attributes) return this.refuse(requestId, 'NO_SUCH_FILE');
    if (this.isReadOnly(path)) return this.refuse(requestId, 'RESULTS_READ_ONLY');
    // Times and modes are accepted and not kept; a different size would be a different file.
    if (wanted.size !== undefined && wanted.size !== attributes.size)
      return this.refuse(requestId, 'NOT_SUPPORTED');
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async openFolder(requestId: number, path: string): Promise<void> {
    const parsed = parseVirtualPath(path, this.parts.limits.nameLength);
    if (!parsed.ok) return this.refuse(requestId, 'NO_SUCH_FOLDER');
    const folder = parsed.kind === 'root' ? null : parsed.name;
    if (folder !== null && !(await this.visible.isFolder(folder)))
      return this.refuse(requestId, 'NO_SUCH_FOLDER');
    if (this.handles.size >= this.parts.limits.openHandles)
      return this.refuse(requestId, 'TOO_MANY_OPEN_FILES');
    this.giveHandle(requestId, { entries: await this.visible.entriesOf(folder) });
  }

  private readFolder(requestId: number, handle: Buffer): void {
    const opened = this.handleOf(handle);
    if (!opened || !('entries' in opened)) return this.refuse(requestId, 'BAD_HANDLE');
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
    if (isInResults(entry.name)) return this.refuse(requestId, 'RESULTS_READ_ONLY', entry.name);
    if (await this.visible.isFolder(entry.name)) return this.refuse(requestId, 'IS_A_FOLDER');
    const result = await removeDelivery(ctx, key, entry.name);
    if (!result.ok) return this.refuse(requestId, result.code);
    const used = result.wasUsed ? await findSentFile(ctx, key, entry.name) : null;
    if (used) folders.hide(key.connectionId, used.id);
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async makeFolder(requestId: number, path: string): Promise<void> {
    const entry = this.entryOf(path);
    if (!entry.ok) return this.refuse(requestId, entry.code);
    if (entry.name.includes('/'))
      return this.refuse(
        requestId,
        isInResults(entry.name) ? 'RESULTS_READ_ONLY' : 'FOLDER_TOO_DEEP',
      );
    if ((await this.visible.isFolder(entry.name)) || (await this.visible.findSent(entry.name)))
      return this.refuse(requestId, 'FILE_EXISTS');
    if (!this.parts.folders.add(this.parts.key.connectionId, entry.name))
      return this.refuse(requestId, 'NOT_SUPPORTED');
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async removeFolder(requestId: number, path: string): Promise<void> {
    const entry = this.entryOf(path);
    if (!entry.ok || !(await this.visible.isFolder(entry.name)))
      return this.refuse(requestId, 'NO_SUCH_FOLDER');
    if (isInResults(entry.name)) return this.refuse(requestId, 'RESULTS_READ_ONLY');
    if ((await this.visible.entriesOf(entry.name)).length > 0)
      return this.refuse(requestId, 'FOLDER_NOT_EMPTY');
    this.parts.folders.delete(this.parts.key.connectionId, entry.name);
    this.status(requestId, STATUS_CODE.OK, '');
  }

  private async rename(requestId: number, fromPath: string, toPath: string): Promise<void> {
    const { ctx, key } = this.parts;
    const [from, to] = [this.entryOf(fromPath), this.entryOf(toPath)];
    if (!from.ok) return this.refuse(requestId, from.code);
    if (!to.ok) return this.refuse(requestId, to.code);
    const inResults = [to.name, from.name].find(isInResults);
    if (inResults !== undefined) return this.refuse(requestId, 'RESULTS_READ_ONLY', inResults);
    if ((await this.visible.isFolder(from.name)) || (await this.visible.isFolder(to.name)))
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

  private isReadOnly(path: string): boolean {
    const entry = this.entryOf(path);
    return entry.ok && isInResults(entry.name);
  }

  private giveHandle(requestId: number, opened: Opened): void {
    const number = this.nextHandle++;
    this.handles.set(number, opened);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(number);
    this.parts.sftp.handle(requestId, handle);
  }

  private handleOf(handle: Buffer): Opened | undefined {
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

  private checkUnreadAnswers(most = MAX_UNREAD_ANSWERS): void {
    const waiting: unknown = Reflect.get(this.parts.sftp, '_buffer');
    if (Array.isArray(waiting) && waiting.length > most)
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
