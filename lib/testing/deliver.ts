// Files of a set put where an upload would have left them, for tests of what comes after intake.
import { createHash, randomBytes } from 'node:crypto';
import type { AppContext } from '@/lib/server/app-context';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';

export interface GivenFile {
  name: string;
  chunks: Iterable<Buffer>;
}

export const textFile = (name: string, text: string): GivenFile => ({
  name,
  chunks: [Buffer.from(text)],
});

/** A run with these files, PROCESSING: what the worker hands to `processSyncRun`. */
export async function deliverRun(
  ctx: AppContext,
  connection: { id: number; tenantId: number },
  files: Iterable<GivenFile>,
): Promise<{ id: number; tenantId: number }> {
  const { tenantId, id: connectionId } = connection;
  const run = await ctx.db.prisma.syncRun.create({
    data: { tenantId, connectionId, createdAt: ctx.clock.now(), lastArrivalAt: ctx.clock.now() },
  });
  for (const file of files) {
    const storageKey = `test/${randomBytes(8).toString('hex')}`;
    const writer = await ctx.storage.create(storageKey);
    const hash = createHash('sha256');
    let byteCount = 0;
    for (const chunk of file.chunks) {
      await writer.write(chunk, byteCount);
      hash.update(chunk);
      byteCount += chunk.length;
    }
    await writer.sync();
    await writer.close();
    await ctx.db.prisma.delivery.create({
      data: {
        tenantId,
        connectionId,
        fileName: file.name,
        state: 'RECEIVED',
        byteCount,
        sha256: hash.digest('hex'),
        storageKey,
        sourceAddress: '127.0.0.1',
        receivedAt: ctx.clock.now(),
        syncRunId: run.id,
      },
    });
  }
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, 'QUEUED', { now }));
  await ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, 'PROCESSING', { now }));
  return { id: run.id, tenantId };
}
