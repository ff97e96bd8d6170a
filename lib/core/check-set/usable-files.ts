// What is told of a set once its files were read and checked, when too little of it can be used.
import { trippedRules, type Verdict } from '../circuit-break/evaluate';
import { fileList } from '../format/file-list';
import type { IssueGroups } from '../issues';
import { fileSpecForEntity, ROSTER_ENTITIES, type RosterEntity } from '../oneroster/files';
import { referencesFrom } from '../oneroster/references';

/** What became of a file: read = accepted + rejected + ignored. */
export interface FileUse {
  isUsable: boolean;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
}

type Modes = ReadonlyMap<RosterEntity, { readonly mode: 'bulk' | 'delta' }>;
type Uses = ReadonlyMap<RosterEntity, FileUse>;

export function isEveryFileUsable(files: Modes, uses: Uses): boolean {
  return [...files.keys()].every((entity) => uses.get(entity)?.isUsable === true);
}

/**
 * A full copy with rows of which none can be used, however few: the limits for such rows begin at 25. A required one
 * leaves nothing to compare with; of another the rest of the set is used. A delta names only what changed.
 */
export function recordNothingUsable(files: Modes, uses: Uses, issues: IssueGroups): void {
  for (const [entity, { mode }] of files) {
    const use = uses.get(entity);
    if (mode !== 'bulk' || !use?.isUsable) continue;
    if (use.rowsAccepted > 0 || use.rowsRejected === 0) continue;
    const { fileName, required } = fileSpecForEntity(entity);
    issues.add(fileName, required ? 'NO_ROW_USABLE' : 'NO_ROW_USABLE_OPTIONAL', {
      line: null,
      column: null,
      value: null,
      params: { count: use.rowsRejected },
    });
  }
}

/** A file whose rows need another file of which nothing can be used. */
export interface HangingFile {
  entity: RosterEntity;
  /** The files at fault. */
  needs: readonly string[];
}

/**
 * Of a set that cannot be used because of one of its files: the others that need that file, and what needs them. With a
 * live roster (`isFirst` false), what was not sent is there all the same.
 */
export function findHangingFiles(files: Modes, uses: Uses, isFirst: boolean): HangingFile[] {
  /** Entities of which no row can be used, each with the files that are at fault. */
  const lost = new Map<RosterEntity, readonly string[]>();
  for (const entity of ROSTER_ENTITIES) {
    const { fileName, required } = fileSpecForEntity(entity);
    const isMissing = !files.has(entity) && required && isFirst;
    if (isMissing || (files.has(entity) && uses.get(entity)?.isUsable !== true))
      lost.set(entity, [fileName]);
  }
  const hanging: HangingFile[] = [];
  for (const entity of ROSTER_ENTITIES) {
    if (lost.has(entity) || !uses.has(entity)) continue;
    // Every row has them: without, it could not have been read.
    const needed = referencesFrom(entity).filter(
      ({ required, onMissing, target }) =>
        required && onMissing === 'reject' && target !== entity && lost.has(target),
    );
    if (needed.length === 0) continue;
    const needs = [...new Set(needed.flatMap(({ target }) => lost.get(target) ?? []))];
    lost.set(entity, needs);
    hanging.push({ entity, needs });
  }
  return hanging;
}

/** The rows were read, and nothing they point to can be: the file at fault is told, not each of them. */
export function recordHanging(
  { entity, needs }: HangingFile,
  count: number,
  issues: IssueGroups,
): void {
  issues.add(fileSpecForEntity(entity).fileName, 'ROWS_NEED_OTHER_FILE', {
    line: null,
    column: null,
    value: null,
    params: { count, files: fileList(needs) },
  });
}

const CLASSES_FILE = fileSpecForEntity('class').fileName;

/** The rules found too little of the set usable. Those that would only have held the run say nothing of rows. */
export function recordMostlyUnusable(verdict: Verdict, issues: IssueGroups): void {
  const unusable = trippedRules(verdict).filter(({ effect }) => effect === 'invalid');
  for (const { subject = '', changeCount: count, baselineCount: total } of unusable) {
    const isOfTitles = subject === CLASSES_FILE && issues.isIn(subject, 'title', 'VALUE_MISSING');
    issues.add(subject, 'ROWS_MOSTLY_UNUSABLE', {
      line: null,
      column: null,
      value: null,
      params: isOfTitles ? { count, total, titles: 'missing' } : { count, total },
    });
  }
}
