// How far a district is with its set-up: what it answered, and what was seen.
import { minuteOfDay } from '@/lib/core/calendar/zoned-time';
import { isPullOpen, pullStatus } from '@/lib/core/pulls/pull-status';
import type { ApiFacts, SetUpFacts } from '@/lib/core/set-up/steps';
import { usualTime, type UsualTime } from '@/lib/core/set-up/usual-time';
import type { SetUpWay } from '@/lib/core/set-up/ways';
import { RHYTHM_SETS } from '@/lib/core/sync-run/late-files';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AppContext } from '../../app-context';
import type { TenantRef } from '../../auth/tenant-access';
import type { ConnectionRow } from '../../connections/queries/list-connections';
import { isValidAt } from '../../connections/valid-credentials';
import { isWayOpen, wayOf } from '../way';

export interface LateMailContact {
  userId: number;
  name: string;
  email: string;
  getsLateMail: boolean;
}

export interface SetUpView {
  facts: SetUpFacts;
  way: SetUpWay;
  /** Another way can still be chosen. */
  isWayOpen: boolean;
  filesReadyAt: Date | null;
  /** "HH:MM", local. */
  exportAt: string | null;
  /** Null before enough sets came to tell. */
  usual: UsualTime | null;
  contacts: LateMailContact[];
}

export async function loadSetUp(
  ctx: AppContext,
  tenant: TenantRef,
  connection: ConnectionRow,
): Promise<SetUpView> {
  const { prisma } = ctx.db;
  const own = { tenantId: tenant.id, connectionId: connection.id };
  const [said, credentials, sets, members] = await Promise.all([
    prisma.tenant.findUniqueOrThrow({
      where: { id: tenant.id },
      select: { sis: true, setUp: true },
    }),
    prisma.sftpCredential.findMany({
      where: own,
      select: { kind: true, expiresAt: true, revokedAt: true, lastUsedAt: true },
    }),
    prisma.syncRun.findMany({
      where: { ...own, state: { not: 'SUPERSEDED' } },
      select: { state: true, createdAt: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: RHYTHM_SETS,
    }),
    prisma.tenantMember.findMany({
      where: { tenantId: tenant.id, user: { disabledAt: null } },
      select: { userId: true, getsLateMail: true, user: { select: { name: true, email: true } } },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    }),
  ]);
  const { sis, setUp } = said;
  const hasSets = sets.length > 0;
  const way = wayOf({ connection, hasSets, wanted: setUp?.apiVendor ?? null });
  const shared = {
    sis,
    upload: connection.baselineRunId === null ? uploadOf(sets[0]?.state ?? null) : 'good',
    scheduleSet: setUp?.scheduleSetAt != null,
  } as const;
  const now = ctx.clock.now();
  const valid = credentials.filter((each) => isValidAt(each, now));
  return {
    facts:
      way === 'FILES'
        ? {
            ...shared,
            way: 'FILES',
            passwordCount: valid.filter(({ kind }) => kind === 'PASSWORD').length,
            keyCount: valid.filter(({ kind }) => kind === 'PUBLIC_KEY').length,
            hasSignedIn: credentials.some(({ lastUsedAt }) => lastUsedAt !== null),
            saidFilesReady: setUp?.filesReadyAt != null,
          }
        : { ...shared, way: 'API', ...(await fetchFacts(ctx, connection)) },
    way,
    isWayOpen: isWayOpen({ connection, hasSets }),
    filesReadyAt: setUp?.filesReadyAt ?? null,
    exportAt: setUp?.exportAt ?? null,
    usual: usualTime(sets.map(({ createdAt }) => minuteOfDay(createdAt, tenant.timeZone))),
    contacts: members.map(({ userId, getsLateMail, user }) => ({ userId, getsLateMail, ...user })),
  };
}

/** A preview goes nowhere, so it is no first pull. */
async function fetchFacts(
  ctx: AppContext,
  { id: connectionId, tenantId, api }: ConnectionRow,
): Promise<Pick<ApiFacts, 'hasAccount' | 'test' | 'pull'>> {
  if (!api) return { hasAccount: false, test: 'none', pull: 'none' };
  const where = { tenantId, connectionId };
  const [test, pull] = await Promise.all([
    ctx.db.prisma.apiTest.findFirst({
      where,
      orderBy: { id: 'desc' },
      select: { askedAt: true, finishedAt: true, lines: true },
    }),
    ctx.db.prisma.pull.findFirst({
      where: { ...where, feed: 'ROSTER', purpose: 'UPDATE', state: { not: 'CANCELED' } },
      orderBy: { number: 'desc' },
      select: {
        state: true,
        purpose: true,
        nextAttemptAt: true,
        troubleCode: true,
        handedOverAt: true,
      },
    }),
  ]);
  return {
    hasAccount: true,
    test:
      test?.finishedAt === null
        ? 'running'
        : api.testedAt !== null
          ? 'passed'
          : hasFailed(test?.lines)
            ? 'failed'
            : 'none',
    pull: pull === null ? 'none' : pullOf({ ...pull, hasFiles: true }, ctx.clock.now()),
  };
}

/** One that passed and is outdated since says nothing of the account as it is now. */
const hasFailed = (lines: unknown): boolean =>
  Array.isArray(lines) && lines.some((line) => Object(line).outcome === 'FAILED');

function pullOf(pull: Parameters<typeof pullStatus>[0], now: Date): ApiFacts['pull'] {
  const status = pullStatus(pull, now);
  if (isPullOpen(status)) return 'open';
  return status === 'FAILED' ? 'failed' : 'complete';
}

/** What a first set says about the export. A failure of ours says nothing about the files. */
function uploadOf(state: SyncRunState | null): SetUpFacts['upload'] {
  switch (state) {
    case null:
      return 'none';
    case 'RECEIVING':
    case 'QUEUED':
    case 'PROCESSING':
    case 'FAILED':
    case 'SUPERSEDED':
      return 'arriving';
    case 'INCOMPLETE':
      return 'incomplete';
    case 'INVALID':
      return 'refused';
    case 'HELD':
    case 'DEFERRED':
    case 'APPLYING':
    case 'APPLIED':
    case 'NO_CHANGE':
    // What people decided about it is no fault of the files.
    case 'REJECTED':
    case 'EXPIRED':
      return 'good';
  }
}
