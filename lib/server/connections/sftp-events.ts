// What the SFTP server saw of one connection, as a log to watch and as hints when nothing works.
import { nearestFileName } from '@/lib/core/oneroster';
import type { ConnectionHint } from '@/lib/core/sftp/seen';
import { folderOf } from '@/lib/core/sftp/file-names';
import type { AppContext } from '../app-context';
import { waitingFor } from '../sync-runs/run-deliveries';

export interface SftpEventRow {
  id: number;
  at: Date;
  kind: string;
  code: string | null;
  fileName: string | null;
  sourceAddress: string;
}

/** Newest first. Null where the tenant has no such connection. */
export async function listSftpEvents(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
  { limit = 100, afterId = 0 }: { limit?: number; afterId?: number } = {},
): Promise<SftpEventRow[] | null> {
  if (!(await hasConnection(ctx, tenantId, connectionId))) return null;
  return ctx.db.prisma.sftpEvent.findMany({
    where: { connectionId, id: { gt: afterId } },
    orderBy: { id: 'desc' },
    take: limit,
    omit: { connectionId: true },
  });
}

const HINT_WINDOW_MS = 24 * 3600_000;
const MAX_REFUSALS = 5;

/** Help by evidence for the set-up page: what we saw in the last day that explains why nothing arrives. */
export async function connectionHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<ConnectionHint[]> {
  const connection = await ctx.db.prisma.connection.findFirst({
    where: { id: connectionId, tenantId },
    select: { pausedAt: true },
  });
  if (!connection) return [];
  const now = ctx.clock.now();
  const validPasswords = await ctx.db.prisma.sftpPassword.count({
    where: {
      tenantId,
      connectionId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  return [
    ...(validPasswords === 0 ? [{ code: 'NO_PASSWORD' } as const] : []),
    ...(connection.pausedAt ? [{ code: 'PAUSED' } as const] : []),
    ...(await signInHints(ctx, connectionId)),
    ...(await fileHints(ctx, tenantId, connectionId)),
  ];
}

async function signInHints(ctx: AppContext, connectionId: number): Promise<ConnectionHint[]> {
  const since = new Date(ctx.clock.now().getTime() - HINT_WINDOW_MS);
  const events = await ctx.db.prisma.sftpEvent.findMany({
    where: { connectionId, at: { gt: since } },
    orderBy: { id: 'desc' },
    take: 1000,
  });
  const lastSignInAt = events.find((event) => event.kind === 'SIGNED_IN')?.at ?? null;
  const isSince = (at: Date) => lastSignInAt === null || at > lastSignInAt;
  const hints: ConnectionHint[] = [];
  const addresses = [...new Set(events.map((event) => event.sourceAddress))];
  for (const sourceAddress of addresses) {
    const here = events.filter(
      (event) => event.sourceAddress === sourceAddress && isSince(event.at),
    );
    const wrong = here.filter((event) => event.kind === 'WRONG_PASSWORD');
    const throttled = here.filter((event) => event.code === 'SIGN_IN_THROTTLED');
    const crowded = here.find((event) => event.code === 'TOO_MANY_SESSIONS');
    const add = (code: 'WRONG_PASSWORD' | 'SIGN_IN_THROTTLED', found: typeof here) => {
      if (found[0]) hints.push({ code, sourceAddress, count: found.length, lastAt: found[0].at });
    };
    add('WRONG_PASSWORD', wrong);
    add('SIGN_IN_THROTTLED', throttled);
    if (crowded) hints.push({ code: 'TOO_MANY_SESSIONS', sourceAddress, lastAt: crowded.at });
  }
  const cut = await ctx.db.prisma.sftpEvent.findMany({
    where: {
      connectionId: null,
      kind: 'SIGN_IN_CUT',
      at: { gt: lastSignInAt ?? since },
      ...(addresses.length > 0 ? { sourceAddress: { in: addresses } } : {}),
    },
    orderBy: { id: 'desc' },
    take: 100,
  });
  if (cut[0])
    hints.push({
      code: 'CUT_BEFORE_SIGN_IN',
      sourceAddress: addresses.length > 0 ? cut[0].sourceAddress : null,
      count: cut.length,
      lastAt: cut[0].at,
    });
  const refused = events.filter(
    (event) =>
      event.kind === 'REFUSED' &&
      event.code !== 'SIGN_IN_THROTTLED' &&
      event.code !== 'TOO_MANY_SESSIONS',
  );
  for (const allowance of ['ROSTER', 'ATTENDANCE'] as const) {
    const told = events.find(({ kind, code }) => kind === 'NEARLY_USED' && code === allowance);
    if (told) hints.push({ code: 'NEARLY_USED', allowance, at: told.at });
  }
  for (const event of refused.slice(0, MAX_REFUSALS))
    hints.push({
      code: 'REFUSED',
      refusalCode: event.code ?? 'UNKNOWN',
      fileName: event.fileName,
      at: event.at,
    });
  return hints;
}

async function fileHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<ConnectionHint[]> {
  const since = new Date(ctx.clock.now().getTime() - HINT_WINDOW_MS);
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING' },
    select: { id: true },
  });
  const recent = await ctx.db.prisma.delivery.findMany({
    where: {
      tenantId,
      connectionId,
      replacedById: null,
      touchedAt: { gt: since },
      state: { in: ['RECEIVED', 'INCOMPLETE'] },
    },
    orderBy: { id: 'desc' },
    take: 200,
  });
  const hints: ConnectionHint[] = [];
  const open = recent.filter(
    (row) => row.state === 'RECEIVED' && (row.syncRunId === null || row.syncRunId === run?.id),
  );
  for (const { fileName } of open) {
    const match = nearestFileName(fileName);
    if (folderOf(fileName) !== null)
      hints.push({ code: 'FOLDER_INSTEAD_OF_ROOT', fileName, rightName: match.fileName });
    else if (match.kind === 'temporary')
      hints.push({ code: 'NEVER_RENAMED', fileName, rightName: match.fileName });
    else if (match.kind !== 'exact' && match.fileName !== null)
      hints.push({ code: 'WRONG_NAME', fileName, rightName: match.fileName });
  }
  const waiting = run ? await waitingFor(ctx, tenantId, run.id) : null;
  if (run && waiting && waiting.missingFileNames.length > 0)
    hints.push({
      code: 'WAITING_FOR_FILES',
      runId: run.id,
      receivedCount: waiting.awaitedFileNames.length - waiting.missingFileNames.length,
      awaitedCount: waiting.awaitedFileNames.length,
      missing: waiting.missingFileNames,
    });
  const stopped = recent.filter(
    (row) =>
      row.state === 'INCOMPLETE' &&
      !recent.some((other) => other.fileName === row.fileName && other.id > row.id),
  );
  for (const row of stopped) {
    const before = await ctx.db.prisma.delivery.findFirst({
      where: { tenantId, connectionId, fileName: row.fileName, state: 'RECEIVED' },
      orderBy: { id: 'desc' },
      select: { byteCount: true },
    });
    const byteCount = Number(row.byteCount);
    const whole = Number(before?.byteCount ?? 0);
    hints.push({
      code: 'UPLOAD_STOPPED',
      fileName: row.fileName,
      byteCount,
      percent: whole > byteCount ? Math.floor((100 * byteCount) / whole) : null,
      at: row.touchedAt,
    });
  }
  return hints;
}

async function hasConnection(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<boolean> {
  return (await ctx.db.prisma.connection.count({ where: { id: connectionId, tenantId } })) > 0;
}
