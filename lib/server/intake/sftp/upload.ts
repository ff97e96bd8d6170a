// One file being received: writes at offsets, knows which bytes it has, hashes while they come in order, and
// says "received" only when bytes, folder entry and database row are safe.
import { createHash, type Hash } from 'node:crypto';
import type { AppContext } from '../../app-context';
import {
  beginDelivery,
  cutDelivery,
  receiveDelivery,
  renameOpenDelivery,
  type ConnectionKey,
  type OpenDelivery,
} from '../deliveries';
import type { RefusalCode } from './refusals';
import { WrittenRanges } from './written-ranges';

// Far more than any client has in flight; a sender of scattered single bytes is not one of ours.
const MAX_RANGES = 512;

export class Upload {
  private readonly ranges = new WrittenRanges();
  private readonly writes = new Set<Promise<void>>();
  /** A change of size that is not done: what is written after it waits for it. */
  private sizeChange: Promise<void> | null = null;
  private hash: Hash = createHash('sha256');
  private hashedBytes = 0;
  /** False once bytes came out of order: the file is then hashed from the disk at the end. */
  private isHashGood = true;
  private refusal: RefusalCode | null = null;

  private constructor(
    private readonly ctx: AppContext,
    readonly key: ConnectionKey,
    private readonly delivery: OpenDelivery,
    public fileName: string,
  ) {}

  static async begin(
    ctx: AppContext,
    key: ConnectionKey,
    file: { fileName: string; sourceAddress: string },
  ): Promise<Upload> {
    return new Upload(ctx, key, await beginDelivery(ctx, key, file), file.fileName);
  }

  get deliveryId(): number {
    return this.delivery.id;
  }

  get byteCount(): number {
    return this.ranges.byteCount;
  }

  /** From now on nothing of this upload can be kept, whatever else is written. */
  refuse(code: RefusalCode): void {
    this.refusal ??= code;
  }

  get refusedWith(): RefusalCode | null {
    return this.refusal;
  }

  async write(data: Buffer, position: number): Promise<void> {
    while (this.sizeChange) await this.sizeChange.catch(() => {});
    this.ranges.add(position, position + data.length);
    if (this.ranges.count > MAX_RANGES) this.refuse('RESUME_NOT_POSSIBLE');
    if (position === this.hashedBytes) {
      this.hash.update(data);
      this.hashedBytes += data.length;
    } else {
      this.isHashGood = false;
    }
    const write = this.delivery.writer.write(data, position);
    this.writes.add(write);
    try {
      await write;
    } catch (error) {
      this.ctx.log.error(
        { err: error, deliveryId: this.deliveryId },
        'upload could not be written',
      );
      this.refuse('NOT_KEPT');
      throw error;
    } finally {
      this.writes.delete(write);
    }
  }

  /**
   * A client may set the size of what it sends, also without waiting for the answer: what it wrote before is cut, what
   * it writes after is not. Growing is left to the bytes themselves.
   */
  setSize(byteCount: number): Promise<void> {
    const change = (this.sizeChange ?? Promise.resolve())
      .catch(() => {})
      .then(() => this.cutTo(byteCount))
      .finally(() => {
        if (this.sizeChange === change) this.sizeChange = null;
      });
    this.sizeChange = change;
    return change;
  }

  private async cutTo(byteCount: number): Promise<void> {
    if (byteCount >= this.byteCount) return;
    await this.settleBegunWrites();
    await this.delivery.writer.truncate(byteCount);
    this.ranges.truncate(byteCount);
    if (byteCount === 0) {
      this.hash = createHash('sha256');
      this.hashedBytes = 0;
      this.isHashGood = true;
    } else {
      this.isHashGood = false;
    }
  }

  async rename(fileName: string): Promise<void> {
    await renameOpenDelivery(this.ctx, this.key, this.deliveryId, fileName);
    this.fileName = fileName;
  }

  /** Null when the file is kept; otherwise why it is not, and the row says INCOMPLETE. */
  async finish(): Promise<RefusalCode | null> {
    await this.settleWrites();
    if (!this.ranges.isWhole) this.refuse('UPLOAD_HAS_A_GAP');
    if (this.refusal === null) {
      try {
        await this.delivery.writer.sync();
        await this.delivery.writer.close();
        const sha256 = await this.digest();
        await receiveDelivery(this.ctx, this.key, this.deliveryId, {
          byteCount: this.byteCount,
          sha256,
        });
        return null;
      } catch (error) {
        this.ctx.log.error(
          { err: error, deliveryId: this.deliveryId },
          'upload could not be stored',
        );
        this.refuse('NOT_KEPT');
      }
    }
    await this.cut();
    return this.refusal;
  }

  /** The connection went away, or the file was refused: what came is kept and never read. */
  async cut(): Promise<void> {
    await this.settleWrites();
    try {
      await this.delivery.writer.close();
    } catch (error) {
      // Closing twice is how a failed finish arrives here; the row matters more.
      this.ctx.log.debug({ err: error, deliveryId: this.deliveryId }, 'upload was already closed');
    }
    try {
      await cutDelivery(this.ctx, this.key, this.deliveryId, this.byteCount);
    } catch (error) {
      // The sweep for abandoned uploads marks it when the database is back.
      this.ctx.log.error(
        { err: error, deliveryId: this.deliveryId },
        'interrupted upload could not be recorded',
      );
    }
  }

  private async settleWrites(): Promise<void> {
    do {
      while (this.sizeChange) await this.sizeChange.catch(() => {});
      await this.settleBegunWrites();
    } while (this.sizeChange);
  }

  private async settleBegunWrites(): Promise<void> {
    while (this.writes.size > 0) await Promise.allSettled(this.writes);
  }

  private async digest(): Promise<string> {
    if (this.isHashGood) return this.hash.digest('hex');
    const hash = createHash('sha256');
    for await (const chunk of this.ctx.storage.read(this.delivery.storageKey)) hash.update(chunk);
    return hash.digest('hex');
  }
}
