// What the SFTP server saw, as evidence for the set-up page. Written behind the protocol's back: an upload
// never waits for it, and a database that is away only delays it.
import type { SftpEventKind } from '@/lib/core/sftp/seen';
import type { AppContext } from '../../app-context';

export interface SftpEventEntry {
  connectionId: number | null;
  kind: SftpEventKind;
  code?: string;
  fileName?: string;
  sourceAddress: string;
  at?: Date;
}

const BATCH = 500;
const MAX_WAITING = 10_000;
const RETRY_MS = 2_000;

export class SftpEventLog {
  private readonly waiting: (SftpEventEntry & { at: Date })[] = [];
  private isWriting = false;
  private isStopped = false;
  private written: Promise<void> = Promise.resolve();

  constructor(private readonly ctx: AppContext) {}

  record(entry: SftpEventEntry): void {
    // Evidence may be lost in a flood; memory may not.
    if (this.waiting.length >= MAX_WAITING) return;
    this.waiting.push({ ...entry, at: entry.at ?? this.ctx.clock.now() });
    if (this.isWriting) return;
    this.isWriting = true;
    this.written = this.writeAll();
  }

  /** Resolves when everything recorded so far is stored, or could not be. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.written;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, BATCH);
      try {
        await this.ctx.db.prisma.sftpEvent.createMany({ data: batch });
        this.waiting.splice(0, batch.length);
      } catch (error) {
        this.ctx.log.warn(
          { err: error, waiting: this.waiting.length },
          'SFTP events could not be stored, will be retried',
        );
        if (this.isStopped) break;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.isWriting = false;
  }
}
