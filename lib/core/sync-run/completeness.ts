/**
 * When is a set of files whole? OneRoster has no end marker, so: every file the manifest promises is
 * here, and nothing has arrived for the quiet period. Absence must never be read from half a set.
 * Where the sender has gone as well, a shorter quiet is enough.
 */
import { isArchiveName } from '@/lib/core/names/archive-name';
import { requiredFileNames } from '@/lib/core/names/required-files';

export type ManifestMode = 'absent' | 'bulk' | 'delta';

export type ReceivedFile = {
  readonly name: string;
  readonly receivedAt: Date;
  /** False for an upload that was cut; its bytes are kept and never read. */
  readonly isComplete: boolean;
  /** Of an archive: false where it holds no roster files, or nothing that could be looked at. */
  readonly isArchiveOfRoster?: boolean;
  /** Under a name that the client is going to change. */
  readonly isTemporary?: boolean;
};

/** How long a set is waited for. */
type SetTimes = {
  readonly quietSeconds: number;
  /** Quiet that is enough where everything is surely here and the client has gone. */
  readonly settledSeconds: number;
  readonly incompleteAfterSeconds: number;
};

/** That, and whether the sender writes a manifest. */
export type SetRules = SetTimes & { readonly manifestRequired: boolean };

export type CompletenessInput = SetRules & {
  readonly files: readonly ReceivedFile[];
  /** Modes by file name ("users.csv"), null while no readable manifest has arrived. */
  readonly manifestModes: Readonly<Record<string, ManifestMode>> | null;
  readonly client: {
    readonly isConnected: boolean;
    /** When one was last there; null where that is not known. */
    readonly seenAt: Date | null;
  };
  readonly now: Date;
};

export type Completeness =
  | {
      readonly kind: 'receiving';
      readonly missing: string[];
      readonly quietUntil: Date;
      /** When the answer can change without another file arriving, while clients come and go as now. */
      readonly checkAgainAt: Date;
      /** All is here beyond doubt: once no client is connected, the shorter quiet counts. */
      readonly canSettle: boolean;
    }
  | { readonly kind: 'complete' }
  | { readonly kind: 'incomplete'; readonly missing: string[] };

export function completeness(input: CompletenessInput): Completeness {
  const latest = latestByName(withManifest(input.files, input.manifestRequired));
  const missing = missingFiles(latest, input.manifestModes);
  const lastReceivedAt = Math.max(
    ...(latest.size > 0
      ? [...latest.values()].map((file) => file.receivedAt.getTime())
      : [input.now.getTime()]),
  );
  const canSettle = missing.length === 0 && isSurelyWhole(latest, input.manifestModes);
  const quietUntil = quietUntilOf(input, { lastReceivedAt, canSettle });
  const incompleteAt = Math.max(quietUntil, lastReceivedAt + input.incompleteAfterSeconds * 1000);
  const now = input.now.getTime();

  if (missing.length === 0 && now >= quietUntil) return { kind: 'complete' };
  if (missing.length > 0 && now >= incompleteAt) return { kind: 'incomplete', missing };
  return {
    kind: 'receiving',
    missing,
    quietUntil: new Date(quietUntil),
    checkAgainAt: new Date(missing.length === 0 ? quietUntil : incompleteAt),
    canSettle,
  };
}

/** A district whose system writes no manifest sends the other six: the seventh counts as here. */
export function withManifest(
  files: readonly ReceivedFile[],
  manifestRequired: boolean,
): readonly ReceivedFile[] {
  const isHere = files.some(({ name, isComplete }) => name === 'manifest.csv' && isComplete);
  if (manifestRequired || isHere || files.length === 0) return files;
  const receivedAt = new Date(Math.min(...files.map((file) => file.receivedAt.getTime())));
  return [...files, { name: 'manifest.csv', receivedAt, isComplete: true }];
}

/** Never later than the ordinary quiet, so that a client that looks in again and again keeps no set open. */
function quietUntilOf(
  { quietSeconds, settledSeconds, client }: CompletenessInput,
  { lastReceivedAt, canSettle }: { lastReceivedAt: number; canSettle: boolean },
): number {
  const ordinary = lastReceivedAt + quietSeconds * 1000;
  if (!canSettle || client.isConnected) return ordinary;
  const goneAt = Math.max(lastReceivedAt, client.seenAt?.getTime() ?? lastReceivedAt);
  return Math.min(ordinary, goneAt + settledSeconds * 1000);
}

/**
 * Nothing speaks for more to come: every file of a manifest that could be read, or one archive with a roster in it, and
 * nothing cut, half sent or under a temporary name beside it.
 */
function isSurelyWhole(
  latest: ReadonlyMap<string, ReceivedFile>,
  manifestModes: Readonly<Record<string, ManifestMode>> | null,
): boolean {
  const files = [...latest.values()];
  if (files.some(({ isComplete, isTemporary }) => !isComplete || isTemporary)) return false;
  const loose = files.filter(({ name }) => !isArchiveName(name)).map(({ name }) => name);
  if (manifestModes !== null && missingLooseFiles(loose, manifestModes).length === 0) return true;
  return loose.length === 0 && newestArchive(files)?.isArchiveOfRoster === true;
}

/** The last upload of a name counts, even when it was cut: the sender was replacing the older one. */
function latestByName(files: readonly ReceivedFile[]): Map<string, ReceivedFile> {
  const latest = new Map<string, ReceivedFile>();
  for (const file of files) {
    const known = latest.get(file.name);
    if (!known || known.receivedAt <= file.receivedAt) latest.set(file.name, file);
  }
  return latest;
}

function missingFiles(
  latest: ReadonlyMap<string, ReceivedFile>,
  manifestModes: Readonly<Record<string, ManifestMode>> | null,
): string[] {
  const files = [...latest.values()];
  const missing = missingLooseFiles(
    files.filter((file) => file.isComplete).map((file) => file.name),
    manifestModes,
  );
  if (missing.length === 0) return [];
  const newest = newestArchive(files);
  if (newest === null) return missing;
  // One that was cut is waited for like any upload, also where an older one is whole: it was meant to replace that.
  return newest.isComplete ? [] : [newest.name];
}

/** What the files sent one by one lack of a set. */
export function missingLooseFiles(
  names: readonly string[],
  manifestModes: Readonly<Record<string, ManifestMode>> | null,
): string[] {
  return awaitedLooseFiles(manifestModes).filter((name) => !names.includes(name));
}

/** The files of a set that is sent one by one, by name. */
export function awaitedLooseFiles(
  manifestModes: Readonly<Record<string, ManifestMode>> | null,
): string[] {
  return [...(manifestModes === null ? requiredFileNames : promisedFiles(manifestModes))].sort();
}

function newestArchive<T extends ReceivedFile>(files: readonly T[]): T | null {
  let newest: T | null = null;
  for (const file of files)
    if (isArchiveName(file.name) && (newest === null || newest.receivedAt <= file.receivedAt))
      newest = file;
  return newest;
}

/**
 * Which whole files a set is made of: one archive, or the files sent one by one (null). The last to arrive is what the
 * district means, be it of several archives or of an archive and a whole set of single files; half a set and what
 * cannot be opened give way.
 */
export function chooseArchive<T extends ReceivedFile>(
  files: readonly T[],
  manifestModes: Readonly<Record<string, ManifestMode>> | null,
): T | null {
  const archive = newestArchive(files);
  if (archive === null) return null;
  const loose = files.filter((file) => !isArchiveName(file.name));
  const names = loose.map((file) => file.name);
  if (missingLooseFiles(names, manifestModes).length > 0) return archive;
  if (archive.isArchiveOfRoster === false) return null;
  const awaited = manifestModes === null ? requiredFileNames : promisedFiles(manifestModes);
  const lastLoose = Math.max(
    ...loose.filter(({ name }) => awaited.includes(name)).map((file) => file.receivedAt.getTime()),
  );
  return archive.receivedAt.getTime() >= lastLoose ? archive : null;
}

function promisedFiles(manifestModes: Readonly<Record<string, ManifestMode>>): readonly string[] {
  const promised = Object.entries(manifestModes)
    .filter(([, mode]) => mode !== 'absent')
    .map(([name]) => name);
  return [...new Set(['manifest.csv', ...promised])];
}
