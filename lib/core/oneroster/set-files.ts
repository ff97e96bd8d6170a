// Which file of a set is read how: what its manifest says, and what is assumed where the district may send none.
import { fileIssue } from '../issues';
import { fileSpec, MANIFEST_FILE_NAME, type RosterEntity } from './files';
import type { ParsedManifest } from './manifest';

/** For districts whose SIS writes none: every file that came is a full copy. */
export function assumeManifest(names: readonly string[]): ParsedManifest {
  return {
    ok: true,
    modes: Object.fromEntries(names.map((name) => [name, 'bulk' as const])),
    systemName: null,
    issues: [fileIssue('MANIFEST_ASSUMED', MANIFEST_FILE_NAME)],
  };
}

export interface SortedFiles<File> {
  read: ReadonlyMap<RosterEntity, { file: File; mode: 'bulk' | 'delta' }>;
  /** Present and not read: gradebook, resources, declared absent, names we do not know. */
  leftAside: readonly File[];
}

/** The files beside the manifest, by what is in them. */
export function sortSetFiles<File extends { readonly fileName: string }>(
  files: readonly File[],
  { modes }: Pick<ParsedManifest, 'modes'>,
): SortedFiles<File> {
  const read = new Map<RosterEntity, { file: File; mode: 'bulk' | 'delta' }>();
  const leftAside: File[] = [];
  for (const file of files) {
    const entity = fileSpec(file.fileName)?.entity ?? null;
    const mode = modes[file.fileName] ?? 'absent';
    if (entity === null || mode === 'absent') leftAside.push(file);
    else read.set(entity, { file, mode });
  }
  return { read, leftAside };
}
