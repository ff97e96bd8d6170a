// What we saw of a connection that explains why nothing arrives.
import type { ConnectionHint } from '@/lib/core/sftp/seen';
import type { AppContext } from '../../app-context';
import { validAt } from '../../connections/valid-credentials';
import { isStopped } from '../../policy/find-pauses';
import { waitingFor } from '../../sync-runs/queries/waiting-for';
import { listFileHints } from '../../sync-runs/seen-files';
import { setHints } from './set-hints';
import { signInHints, type AccessNow } from './sign-in-hints';

/** Help by evidence for the set-up page: what we saw in the last day that explains why nothing arrives. */
export async function connectionHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<ConnectionHint[]> {
  const connection = await ctx.db.prisma.connection.findFirst({
    where: { id: connectionId, tenantId },
    select: {
      id: true,
      tenantId: true,
      sftp: { select: { allowedAddresses: true, userName: true } },
    },
  });
  if (!connection) return [];
  const now = ctx.clock.now();
  const valid = await ctx.db.prisma.sftpCredential.findMany({
    where: { tenantId, connectionId, ...validAt(now) },
    select: { kind: true, fingerprint: true },
  });
  const access: AccessNow = {
    hasPassword: valid.some(({ kind }) => kind === 'PASSWORD'),
    fingerprints: valid.flatMap(({ fingerprint }) => fingerprint ?? []),
    allowedAddresses: connection.sftp?.allowedAddresses ?? [],
    userName: connection.sftp?.userName ?? '',
  };
  return [
    ...(valid.length === 0 ? [{ code: 'NO_PASSWORD' } as const] : []),
    ...((await isStopped(ctx.db.pool, connection, 'SFTP_SESSIONS', now))
      ? [{ code: 'PAUSED' } as const]
      : []),
    ...(await signInHints(ctx, connectionId, access)),
    ...(await fileHints(ctx, tenantId, connectionId)),
    ...(await setHints(ctx, tenantId, connectionId)),
  ];
}

async function fileHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<ConnectionHint[]> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING' },
    select: { id: true },
  });
  const files = await listFileHints(ctx, ctx.db.prisma, {
    tenantId,
    connectionId,
    runId: run?.id ?? null,
  });
  // Names that are nothing of ours have a list of their own on the page.
  const hints: ConnectionHint[] = files.filter(({ code }) => code !== 'UNKNOWN_NAME');
  const waiting = run ? await waitingFor(ctx, tenantId, run.id) : null;
  if (run && waiting && waiting.missingFileNames.length > 0)
    hints.push({
      code: 'WAITING_FOR_FILES',
      runId: run.id,
      receivedCount: waiting.awaitedFileNames.length - waiting.missingFileNames.length,
      awaitedCount: waiting.awaitedFileNames.length,
      missing: waiting.missingFileNames,
    });
  return hints;
}
