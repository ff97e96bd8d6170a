// What we saw of a connection that explains why nothing arrives.
import { isNothingInCommon, type NothingInCommon } from '@/lib/core/sftp/algorithms';
import type { ConnectionHint, RepeatedSignInHint, SftpSignInRefusal } from '@/lib/core/sftp/seen';
import type { AppContext } from '../../app-context';
import { validAt } from '../../connections/valid-credentials';
import { isStopped } from '../../policy/find-pauses';
import { waitingFor } from '../../sync-runs/queries/waiting-for';
import { listFileHints } from '../../sync-runs/seen-files';

const HINT_WINDOW_MS = 24 * 3600_000;
const MAX_REFUSALS = 5;
/** Told above the files, by address, and only until somebody signs in. */
const SIGN_IN_REFUSALS: readonly string[] = [
  'SIGN_IN_THROTTLED',
  'TOO_MANY_SESSIONS',
  'KEY_SIGNED_WITH_SHA1',
  'KEY_SIGNATURE_WRONG',
  'ADDRESS_NOT_ALLOWED',
] satisfies SftpSignInRefusal[];

/** Help by evidence for the set-up page: what we saw in the last day that explains why nothing arrives. */
export async function connectionHints(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<ConnectionHint[]> {
  const connection = await ctx.db.prisma.connection.findFirst({
    where: { id: connectionId, tenantId },
    select: { id: true, tenantId: true },
  });
  if (!connection) return [];
  const now = ctx.clock.now();
  const validCount = await ctx.db.prisma.sftpCredential.count({
    where: { tenantId, connectionId, ...validAt(now) },
  });
  return [
    ...(validCount === 0 ? [{ code: 'NO_PASSWORD' } as const] : []),
    ...((await isStopped(ctx.db.pool, connection, 'SFTP_SESSIONS', now))
      ? [{ code: 'PAUSED' } as const]
      : []),
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
    const add = (code: RepeatedSignInHint, found: typeof here) => {
      if (found[0]) hints.push({ code, sourceAddress, count: found.length, lastAt: found[0].at });
    };
    const crowded = here.find((event) => event.code === 'TOO_MANY_SESSIONS');
    for (const kind of ['WRONG_PASSWORD', 'OLD_PASSWORD'] as const)
      add(
        kind,
        here.filter((event) => event.kind === kind),
      );
    for (const code of [
      'SIGN_IN_THROTTLED',
      'KEY_SIGNED_WITH_SHA1',
      'ADDRESS_NOT_ALLOWED',
    ] as const)
      add(
        code,
        here.filter((event) => event.code === code),
      );
    for (const kind of ['UNKNOWN_KEY', 'OLD_KEY'] as const) {
      const tried = here.filter((event) => event.kind === kind);
      // The newest key alone: a program with several tries each.
      if (tried[0])
        hints.push({
          ...{ code: kind, sourceAddress, count: tried.length, lastAt: tried[0].at },
          fingerprint: tried[0].code ?? '',
        });
    }
    if (crowded) hints.push({ code: 'TOO_MANY_SESSIONS', sourceAddress, lastAt: crowded.at });
  }
  hints.push(...(await cutHints(ctx, addresses, lastSignInAt ?? since)));
  const refused = events.filter(
    (event) => event.kind === 'REFUSED' && !SIGN_IN_REFUSALS.includes(event.code ?? ''),
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

/** Connections that nobody signed in on. Where nobody has tried yet, they may be somebody else's: then without address. */
async function cutHints(
  ctx: AppContext,
  addresses: readonly string[],
  since: Date,
): Promise<ConnectionHint[]> {
  const cut = await ctx.db.prisma.sftpEvent.findMany({
    where: {
      connectionId: null,
      kind: 'SIGN_IN_CUT',
      at: { gt: since },
      ...(addresses.length > 0 ? { sourceAddress: { in: [...addresses] } } : {}),
    },
    orderBy: { id: 'desc' },
    take: 100,
  });
  type CutCode = 'CUT_BEFORE_SIGN_IN' | 'TOO_MANY_WAITING' | NothingInCommon;
  const hintOf = (code: CutCode, found: typeof cut): ConnectionHint[] => {
    const [last] = found;
    if (!last) return [];
    const sourceAddress = addresses.length > 0 ? last.sourceAddress : null;
    return [{ code, sourceAddress, count: found.length, lastAt: last.at }];
  };
  const isCrowd = ({ code }: { code: string | null }) => code === 'TOO_MANY_WAITING';
  const unlike = [...new Set(cut.map(({ code }) => code).filter(isNothingInCommon))];
  return [
    ...unlike.flatMap((code) =>
      hintOf(
        code,
        cut.filter((event) => event.code === code),
      ),
    ),
    // A crowd of strangers explains nothing to a district that has not tried yet.
    ...(addresses.length > 0 ? hintOf('TOO_MANY_WAITING', cut.filter(isCrowd)) : []),
    ...hintOf(
      'CUT_BEFORE_SIGN_IN',
      cut.filter(
        (event) =>
          !isCrowd(event) && !isNothingInCommon(event.code) && event.code !== 'SERVER_STOPPED',
      ),
    ),
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
