import type { AppContext } from '../../app-context';

const DISK_CHECK_MS = 2000;

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
