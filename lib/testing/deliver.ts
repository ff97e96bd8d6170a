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
  const run = await queueRun(ctx, connection, files);
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'PROCESSING', { now: ctx.clock.now() }),
  );
  return run;
}

/** A run with these files, QUEUED: the worker takes it. */
export async function queueRun(
  ctx: AppContext,
  connection: { id: number; tenantId: number },
  files: Iterable<GivenFile>,
): Promise<{ id: number; tenantId: number }> {
  const { tenantId, id: connectionId } = connection;
  const kept: { fileName: string; byteCount: number; sha256: string; storageKey: string }[] = [];
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
    kept.push({ fileName: file.name, byteCount, sha256: hash.digest('hex'), storageKey });
  }
  const now = ctx.clock.now();
  // At once: a worker that runs beside the test would tidy up a set without files.
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.syncRun.create({
      data: { tenantId, connectionId, createdAt: now, lastArrivalAt: now },
    });
    await tx.delivery.createMany({
      data: kept.map((file) => ({
        ...file,
        tenantId,
        connectionId,
        state: 'RECEIVED',
        sourceAddress: '127.0.0.1',
        receivedAt: now,
        syncRunId: id,
      })),
    });
    await moveSyncRun(tx, { id, tenantId }, 'QUEUED', { now });
    return { id, tenantId };
  });
}
