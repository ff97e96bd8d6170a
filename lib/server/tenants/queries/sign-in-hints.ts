// What became of sign-ins, of connections that ended before one, and of what was refused to somebody signed in.
import { baseName } from '@/lib/core/names/path';
import { isNothingInCommon, type NothingInCommon } from '@/lib/core/sftp/algorithms';
import {
  UNKNOWN_USER,
  type ConnectionHint,
  type RepeatedSignInHint,
  type SftpEventKind,
  type SftpSignInRefusal,
} from '@/lib/core/sftp/seen';
import { isAllowedFrom } from '../../address-list';
import type { AppContext } from '../../app-context';

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

/** What lets in by now: evidence of before that it has answered is told no more. */
export interface AccessNow {
  hasPassword: boolean;
  /** Of the keys. */
  fingerprints: readonly string[];
  allowedAddresses: readonly string[];
  userName: string;
}

export async function signInHints(
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
  const own = await addressesOfCredentials(ctx, connectionId);
  hints.push(
    ...(await cutHints(ctx, [...new Set([...addresses, ...own])], lastSignInAt ?? since, access)),
  );
  for (const allowance of ['ROSTER', 'ATTENDANCE'] as const) {
    const told = events.find(({ kind, code }) => kind === 'NEARLY_USED' && code === allowance);
    if (told) hints.push({ code: 'NEARLY_USED', allowance, at: told.at });
  }
  return [...hints, ...refusalHints(events)];
}

/** What was refused of somebody who was signed in, once for each file and reason, until the file came after all. */
function refusalHints(events: readonly NamedEvent[]): ConnectionHint[] {
  const refused = events.filter(
    (event) =>
      event.kind === 'REFUSED' &&
      !SIGN_IN_REFUSALS.includes(event.code ?? '') &&
      !isAnswered(event, events),
  );
  const alike = new Map<string, NamedEvent[]>();
  for (const event of refused) {
    const key = `${event.code} ${event.fileName}`;
    alike.set(key, [...(alike.get(key) ?? []), event]);
  }
  return [...alike.values()].slice(0, MAX_REFUSALS).flatMap((found): ConnectionHint[] => {
    const [last] = found;
    if (!last) return [];
    const { code, fileName, sourceAddress, at: lastAt } = last;
    const what = { refusalCode: code ?? 'UNKNOWN', fileName };
    return [{ code: 'REFUSED', ...what, sourceAddress, count: found.length, lastAt }];
  });
}

/** The file came later; where the refusal names none, something did, in a later session. */
function isAnswered(refusal: NamedEvent, events: readonly NamedEvent[]): boolean {
  const later = events.filter(({ id }) => id > refusal.id);
  const received = later.filter(({ kind }) => kind === 'UPLOAD_RECEIVED');
  if (refusal.fileName !== null) {
    const name = baseName(refusal.fileName);
    return received.some(({ fileName }) => fileName !== null && baseName(fileName) === name);
  }
  const signIns = later.filter(({ kind }) => kind === 'SIGNED_IN').map(({ id }) => id);
  return received.some(({ id }) => signIns.some((signedIn) => signedIn < id));
}

interface NamedEvent extends SeenEvent {
  id: number;
  fileName: string | null;
  sourceAddress: string;
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
  { hasPassword, fingerprints, allowedAddresses, userName }: AccessNow,
): ConnectionHint[] {
  const hints: ConnectionHint[] = [];
  const ofKind = (kind: SftpEventKind) => here.filter((event) => event.kind === kind);
  const ofCode = (code: SftpSignInRefusal) => here.filter((event) => event.code === code);
  const add = (code: RepeatedSignInHint, found: readonly SeenEvent[]) => {
    if (found[0]) hints.push({ code, sourceAddress, count: found.length, lastAt: found[0].at });
  };
  add('WRONG_PASSWORD', ofKind('WRONG_PASSWORD'));
  const near = ofKind('NEAR_USER_NAME');
  if (near[0]) {
    const seen = { sourceAddress, count: near.length, lastAt: near[0].at };
    hints.push({ code: 'UNKNOWN_USER', isNear: true, userName, ...seen });
  }
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
  const crowded = ofCode('TOO_MANY_SESSIONS');
  if (crowded[0]) {
    const seen = { sourceAddress, count: crowded.length, lastAt: crowded[0].at };
    hints.push({ code: 'TOO_MANY_SESSIONS', ...seen });
  }
  return hints;
}

/** From where somebody has signed in before, however long ago: events are kept for a month, credentials stay. */
async function addressesOfCredentials(ctx: AppContext, connectionId: number): Promise<string[]> {
  const used = await ctx.db.prisma.sftpCredential.findMany({
    where: { connectionId, lastUsedFrom: { not: null } },
    distinct: ['lastUsedFrom'],
    select: { lastUsedFrom: true },
  });
  return used.flatMap(({ lastUsedFrom }) => lastUsedFrom ?? []);
}

/**
 * Connections that nobody signed in on, from the addresses of the district. It has none until somebody has tried: then
 * they may be anybody's, and are told without address.
 */
async function cutHints(
  ctx: AppContext,
  addresses: readonly string[],
  since: Date,
  { userName }: AccessNow,
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
  const isUnknownUser = ({ code }: { code: string | null }) => code === UNKNOWN_USER;
  const unknown = cut.filter(isUnknownUser);
  const unknownUser = unknown.slice(0, 1).map(({ sourceAddress, at: lastAt }): ConnectionHint => {
    const seen = { count: unknown.length, lastAt };
    const from = { sourceAddress: addresses.length > 0 ? sourceAddress : null };
    return { code: 'UNKNOWN_USER', isNear: false, userName, ...seen, ...from };
  });
  const unlike = [...new Set(cut.map(({ code }) => code).filter(isNothingInCommon))];
  return [
    ...unlike.flatMap((code) =>
      hintOf(
        code,
        cut.filter((event) => event.code === code),
      ),
    ),
    ...unknownUser,
    // A crowd of strangers explains nothing to a district that has not tried yet.
    ...(addresses.length > 0 ? hintOf('TOO_MANY_WAITING', cut.filter(isCrowd)) : []),
    ...hintOf(
      'CUT_BEFORE_SIGN_IN',
      cut.filter(
        (event) =>
          !isCrowd(event) &&
          !isUnknownUser(event) &&
          !isNothingInCommon(event.code) &&
          event.code !== 'SERVER_STOPPED',
      ),
    ),
  ];
}
