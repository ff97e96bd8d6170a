// The files that belong to a set, and whether they are all of it.
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { isArchiveName } from '@/lib/core/names/archive-name';
import {
  feedOfFile,
  isRosterName,
  isTemporaryName,
  mayBecomeRoster,
} from '@/lib/core/feeds/feed-of-file';
import { modesOf } from '@/lib/core/oneroster';
import { readManifest } from '@/lib/core/oneroster/read-manifest';
import {
  awaitedLooseFiles,
  chooseArchive,
  type Completeness,
  type ManifestMode,
  type ReceivedFile,
  type SetRules,
  withManifest,
} from '@/lib/core/sync-run/completeness';
import type { AppContext } from '../app-context';
import { findClientPresence } from '../connections/client-sessions';
import { setRulesOf } from '../connections/set-rules';
import type { Transaction } from '../db';
import type { DeliveryStorage } from '../storage';

export interface SeenSet {
  answer: Completeness;
  receivedFileNames: string[];
  awaitedFileNames: string[];
  /** Their upload was cut, and nothing of this name came whole since. */
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
        // Some clients send under a name of their own and rename the file at the end.
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
  const manifestModes = manifest ? await readModes(ctx.storage, manifest) : null;
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
  // The set waits for an archive whose upload was cut, and for nothing else.
  const cutArchive = answer.kind === 'complete' ? undefined : answer.missing.find(isArchiveName);
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
async function readModes(
  storage: DeliveryStorage,
  manifest: { storageKey: string; bytesDeletedAt: Date | null },
): Promise<Record<string, ManifestMode> | null> {
  if (manifest.bytesDeletedAt) return null;
  return modesOf(await readManifest(storage.read(manifest.storageKey)));
}
