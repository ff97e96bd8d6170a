// The files of one run, as the pipeline and the pages need them.
import { kindOfConnection } from '@/lib/core/connections/kinds';
import {
  awaitedLooseFiles,
  chooseArchive,
  type Completeness,
  type ManifestMode,
  type ReceivedFile,
  type SetRules,
  withManifest,
} from '@/lib/core/sync-run/completeness';
import { parseManifest } from '@/lib/core/oneroster';
import {
  feedOfFile,
  isRosterName,
  isTemporaryName,
  mayBecomeRoster,
} from '@/lib/core/feeds/feed-of-file';
import type { AppContext } from '../app-context';
import { findClientPresence } from '../connections/client-sessions';
import { setRulesOf, WITH_SET_RULES } from '../connections/set-rules';
import type { Transaction } from '../db';
import { isStopped } from '../policy/find-pauses';
import type { DeliveryStorage } from '../storage';
import { readManifest } from './read-manifest';

export interface Waiting {
  receivedFileNames: string[];
  /** What must still come; empty while only the quiet period runs. */
  missingFileNames: string[];
  /** What the set is made of: the files of its manifest, or one archive. Others that came do not count. */
  awaitedFileNames: string[];
  /** Of the missing: their upload was cut, so that they came only in part. */
  cutFileNames: string[];
  /** Nothing has come for the quiet period. */
  isQuiet: boolean;
  /** Uploads at this moment. */
  arrivingFileNames: string[];
  /** The set is this archive. */
  archiveName: string | null;
  isClientConnected: boolean;
  /** Where all is here beyond doubt: the shorter quiet that is enough once no client is connected. */
  settledSeconds: number | null;
  /** With nothing missing: when the set counts as complete if nothing else arrives. */
  quietUntil: Date | null;
  /** With files missing: when the set is given up. */
  giveUpAt: Date | null;
  /** Paused or in a blackout: taken up afterwards. */
  isPaused: boolean;
}

/** What an open set waits for; null when the run is not open or not this tenant's. */
export async function waitingFor(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<Waiting | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { id: runId, tenantId, state: 'RECEIVING' },
    select: { id: true, connection: { include: WITH_SET_RULES } },
  });
  if (!run) return null;
  const seen = await lookAtSet(ctx, ctx.db.prisma, run.connection, runId);
  const rules = setRulesOf(run.connection);
  const now = ctx.clock.now();
  const missing = seen.answer.kind === 'complete' ? [] : seen.answer.missing;
  const receiving = seen.answer.kind === 'receiving' ? seen.answer : null;
  const again = receiving?.checkAgainAt ?? null;
  return {
    receivedFileNames: seen.receivedFileNames,
    missingFileNames: missing,
    awaitedFileNames: seen.awaitedFileNames,
    cutFileNames: missing.filter((name) => seen.cutFileNames.includes(name)),
    isQuiet:
      seen.lastTouchedAt === null ||
      now.getTime() - seen.lastTouchedAt.getTime() >= rules.quietSeconds * 1000,
    arrivingFileNames: seen.arrivingFileNames,
    archiveName: seen.archiveName,
    isClientConnected: seen.isClientConnected,
    settledSeconds: receiving?.canSettle ? rules.settledSeconds : null,
    quietUntil: missing.length === 0 ? again : null,
    giveUpAt: missing.length > 0 ? again : null,
    isPaused: await isStopped(ctx.db.prisma, run.connection, 'CHECK_ROSTER', now),
  };
}

export interface SeenSet {
  answer: Completeness;
  receivedFileNames: string[];
  awaitedFileNames: string[];
  /** Came only in part, and nothing whole of the name since. */
  cutFileNames: string[];
  arrivingFileNames: string[];
  archiveName: string | null;
  isClientConnected: boolean;
  /** Null when nothing is left in the set. */
  lastTouchedAt: Date | null;
}

interface SetConnection {
  id: number;
  tenantId: number;
  kind: string;
  sftp: SetRules | null;
}

/** The pure question "is this set whole?", with its facts read from the database. */
export async function lookAtSet(
  ctx: AppContext,
  db: Pick<Transaction, 'delivery' | 'sftpSession'>,
  connection: SetConnection,
  runId: number,
): Promise<SeenSet> {
  const found = await db.delivery.findMany({
    where: {
      tenantId: connection.tenantId,
      connectionId: connection.id,
      replacedById: null,
      OR: [
        { syncRunId: runId, state: { in: ['RECEIVED', 'INCOMPLETE'] } },
        // Running uploads, and files waiting under a temporary name, keep the set open.
        { syncRunId: null, state: { in: ['RECEIVING', 'RECEIVED'] } },
      ],
    },
    orderBy: { id: 'asc' },
  });
  const rows = found.filter(
    (row) =>
      row.archiveContent !== 'OTHER' &&
      (isRosterName(row.fileName) ||
        mayBecomeRoster(row.fileName) ||
        // Some clients send under a name that tells nothing.
        (row.state === 'RECEIVING' && feedOfFile(row.fileName) === 'OTHER')),
  );
  const received = rows.filter((row) => row.syncRunId === runId && row.state === 'RECEIVED');
  const sent: ReceivedFile[] = rows.map((row) => ({
    name: row.fileName,
    receivedAt: row.touchedAt,
    isComplete: row.state === 'RECEIVED',
    isArchiveOfRoster: row.archiveContent === 'ROSTER',
    isTemporary: isTemporaryName(row.fileName),
  }));
  const manifest = received.find((row) => row.fileName === 'manifest.csv');
  const rules = setRulesOf(connection);
  const isWithoutManifest = !manifest && !rules.manifestRequired;
  const manifestModes = manifest ? await readManifestModes(ctx.storage, manifest) : null;
  const client = await findClientPresence(db, connection, ctx.clock.now());
  const answer = kindOfConnection(connection.kind).completeness({
    files: sent,
    manifestModes,
    client,
    ...rules,
    now: ctx.clock.now(),
  });
  const archive = chooseArchive(
    withManifest(sent, rules.manifestRequired).filter(({ isComplete }) => isComplete),
    manifestModes,
  );
  // One that was cut is what the set waits for, and all of it.
  const cutArchive =
    answer.kind === 'complete' ? undefined : answer.missing.find((name) => /\.zip$/i.test(name));
  const archiveName = cutArchive ?? archive?.name ?? null;
  const awaited = archiveName === null ? awaitedLooseFiles(manifestModes) : [archiveName];
  return {
    answer,
    receivedFileNames: received.map((row) => row.fileName).sort(),
    awaitedFileNames: awaited.filter((name) => name !== 'manifest.csv' || !isWithoutManifest),
    cutFileNames: rows.filter((row) => row.state === 'INCOMPLETE').map((row) => row.fileName),
    arrivingFileNames: rows
      .filter((row) => row.state === 'RECEIVING')
      .map((row) => row.fileName)
      .sort(),
    archiveName,
    isClientConnected: client.isConnected,
    lastTouchedAt: rows.some((row) => row.syncRunId === runId)
      ? new Date(Math.max(...rows.map((row) => row.touchedAt.getTime())))
      : null,
  };
}

/** Null where it cannot be read: the required files are then awaited and the pipeline says what is wrong. */
async function readManifestModes(
  storage: DeliveryStorage,
  manifest: { storageKey: string; bytesDeletedAt: Date | null },
): Promise<Record<string, ManifestMode> | null> {
  if (manifest.bytesDeletedAt) return null;
  const text = await readManifest(storage.read(manifest.storageKey));
  if (!text.ok) return null;
  const parsed = parseManifest(text.rows);
  return parsed.ok ? parsed.modes : null;
}
