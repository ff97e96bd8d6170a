import { allowanceOf, ALLOWANCES, type Allowance } from '@/lib/core/sftp/allowances';
import type { AppContext } from '../../app-context';
import { usageOfDay } from '../deliveries';
import type { Upload } from './upload';

/** Uploads under way in this process, and what each tenant has used of its day. */
export class UploadRegistry {
  private readonly uploads = new Set<Upload>();
  /** By tenant and allowance. */
  private readonly finishedBytes = new Map<string, number>();
  private readonly beginnings = new Map<number, Promise<unknown>>();

  add(upload: Upload): void {
    this.uploads.add(upload);
  }

  delete(upload: Upload): void {
    if (!this.uploads.delete(upload)) return;
    const day = dayKey(upload.key.tenantId, allowanceOf(upload.fileName));
    this.finishedBytes.set(day, (this.finishedBytes.get(day) ?? 0) + upload.byteCount);
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
    allowance: Allowance,
  ): Promise<{ fileCount: number; byteCount: number }> {
    const usage = await usageOfDay(ctx, tenantId);
    for (const each of ALLOWANCES)
      this.finishedBytes.set(dayKey(tenantId, each), usage[each].finishedBytes);
    return {
      fileCount: usage[allowance].fileCount,
      byteCount: this.dayBytes(tenantId, allowance),
    };
  }

  dayBytes(tenantId: number, allowance: Allowance): number {
    let byteCount = this.finishedBytes.get(dayKey(tenantId, allowance)) ?? 0;
    for (const upload of this.uploads)
      if (upload.key.tenantId === tenantId && allowanceOf(upload.fileName) === allowance)
        byteCount += upload.byteCount;
    return byteCount;
  }
}

function dayKey(tenantId: number, allowance: Allowance): string {
  return `${tenantId} ${allowance}`;
}
