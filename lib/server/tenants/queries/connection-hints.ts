// What we saw of a connection that explains why nothing arrives.
import { isNothingInCommon, type NothingInCommon } from '@/lib/core/sftp/algorithms';
import type {
  ConnectionHint,
  RepeatedSignInHint,
  SftpEventKind,
  SftpSignInRefusal,
} from '@/lib/core/sftp/seen';
import { isAllowedFrom } from '../../address-list';
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
  'TOO_MANY_KEYS_TRIED',
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
    select: { id: true, tenantId: true, sftp: { select: { allowedAddresses: true } } },
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
  };
  return [
    ...(valid.length === 0 ? [{ code: 'NO_PASSWORD' } as const] : []),
    ...((await isStopped(ctx.db.pool, connection, 'SFTP_SESSIONS', now))
      ? [{ code: 'PAUSED' } as const]
      : []),
    ...(await signInHints(ctx, connectionId, access)),
    ...(await fileHints(ctx, tenantId, connectionId)),
  ];
}

/** What lets in by now: evidence of before that it has answered is told no more. */
interface AccessNow {
  hasPassword: boolean;
  /** Of the keys. */
  fingerprints: readonly string[];
  allowedAddresses: readonly string[];
}

async function signInHints(
  ctx: AppContext,
  connectionId: number,
  access: AccessNow,
): Promise<ConnectionHint[]> {
  const since = new Date(ctx.clock.now().getTime() - HINT_WINDOW_MS);
  const lastSignIn = await ctx.db.prisma.sftpEvent.findFirst({
    where: { connectionId, kind: 'SIGNED_IN', at: { gt: since } },
    orderBy: { id: 'desc' },
    select: { at: true },
  });
  const lastSignInAt = lastSignIn?.at ?? null;
  const events = await ctx.db.prisma.sftpEvent.findMany({
    where: { connectionId, at: { gt: since } },
    orderBy: { id: 'desc' },
    take: 1000,
  });
  const isSince = (at: Date) => lastSignInAt === null || at > lastSignInAt;
  const hints: ConnectionHint[] = [];
  const addresses = [...new Set(events.map((event) => event.sourceAddress))];
  for (const sourceAddress of addresses)
    hints.push(
      ...hintsOfAddress(
        events.filter((event) => event.sourceAddress === sourceAddress && isSince(event.at)),
        sourceAddress,
        access,
      ),
    );
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

interface SeenEvent {
  kind: string;
  code: string | null;
  at: Date;
}

/** Of what was seen from one address since the last sign-in, newest first. */
function hintsOfAddress(
  here: readonly SeenEvent[],
  sourceAddress: string,
  { hasPassword, fingerprints, allowedAddresses }: AccessNow,
): ConnectionHint[] {
  const hints: ConnectionHint[] = [];
  const ofKind = (kind: SftpEventKind) => here.filter((event) => event.kind === kind);
  const ofCode = (code: SftpSignInRefusal) => here.filter((event) => event.code === code);
  const add = (code: RepeatedSignInHint, found: readonly SeenEvent[]) => {
    if (found[0]) hints.push({ code, sourceAddress, count: found.length, lastAt: found[0].at });
  };
  add('WRONG_PASSWORD', ofKind('WRONG_PASSWORD'));
  const old = ofKind('OLD_PASSWORD');
  if (old[0]) {
    const seen = { sourceAddress, count: old.length, lastAt: old[0].at };
    hints.push({ code: 'OLD_PASSWORD', ...seen, hasPassword });
  }
  for (const code of ['SIGN_IN_THROTTLED', 'KEY_SIGNED_WITH_SHA1', 'TOO_MANY_KEYS_TRIED'] as const)
    add(code, ofCode(code));
  if (!isAllowedFrom(sourceAddress, allowedAddresses))
    add('ADDRESS_NOT_ALLOWED', ofCode('ADDRESS_NOT_ALLOWED'));
  for (const code of ['UNKNOWN_KEY', 'OLD_KEY'] as const) {
    const tried = ofKind(code).filter((event) => !fingerprints.includes(event.code ?? ''));
    if (!tried[0]) continue;
    // The newest key alone: a program with several tries each.
    const seen = { sourceAddress, count: tried.length, lastAt: tried[0].at };
    hints.push({ code, ...seen, fingerprint: tried[0].code ?? '' });
  }
  const [crowded] = ofCode('TOO_MANY_SESSIONS');
  if (crowded) hints.push({ code: 'TOO_MANY_SESSIONS', sourceAddress, lastAt: crowded.at });
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
