import type { AppContext } from '../../app-context';
import { usageOfDay } from '../deliveries';
import type { Upload } from './upload';

/** Uploads under way in this process, and what each tenant has used of its day. */
export class UploadRegistry {
  private readonly uploads = new Set<Upload>();
  private readonly finishedBytes = new Map<number, number>();
  private readonly beginnings = new Map<number, Promise<unknown>>();

  add(upload: Upload): void {
    this.uploads.add(upload);
  }

  delete(upload: Upload): void {
    if (!this.uploads.delete(upload)) return;
    const { tenantId } = upload.key;
    this.finishedBytes.set(tenantId, (this.finishedBytes.get(tenantId) ?? 0) + upload.byteCount);
  }

  all(): Upload[] {
    return [...this.uploads];
  }

  of(connectionId: number): Upload[] {
    return this.all().filter((upload) => upload.key.connectionId === connectionId);
  }

  /** One upload of a tenant begins after the other: of two that both see room for one, one would be too many. */
  async inTurn(tenantId: number, begin: () => Promise<void>): Promise<void> {
    const before = this.beginnings.get(tenantId) ?? Promise.resolve();
    const begun = before.then(begin, begin);
    this.beginnings.set(tenantId, begun);
    try {
      await begun;
    } finally {
      if (this.beginnings.get(tenantId) === begun) this.beginnings.delete(tenantId);
    }
  }

  /** Asks the database once per upload; between uploads this process counts along. */
  async loadDay(
    ctx: AppContext,
    tenantId: number,
  ): Promise<{ fileCount: number; byteCount: number }> {
    const { fileCount, finishedBytes } = await usageOfDay(ctx, tenantId);
    this.finishedBytes.set(tenantId, finishedBytes);
    return { fileCount, byteCount: this.dayBytes(tenantId) };
  }

  dayBytes(tenantId: number): number {
    let byteCount = this.finishedBytes.get(tenantId) ?? 0;
    for (const upload of this.uploads)
      if (upload.key.tenantId === tenantId) byteCount += upload.byteCount;
    return byteCount;
  }
}
