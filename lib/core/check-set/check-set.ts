// Reads and checks the files of one set as a first run would, in memory and without a live roster: for a browser and a
// command line. The server checks sets of any size in PostgreSQL; a test holds the two to saying the same.
import { IssueGroups, type IssueCode, type IssueGroup, type IssueParams } from '../issues';
import type { Refused } from '../refusals/catalogue';
import { MANIFEST_FILE_NAME } from '../oneroster/files';
import { checkPackage, type ParsedManifest } from '../oneroster/manifest';
import { readManifest } from '../oneroster/read-manifest';
import { assumeManifest, sortSetFiles } from '../oneroster/set-files';
import { SetInMemory, TooLargeError } from './set-in-memory';
import type { CheckedFile, CheckSetOptions, GivenFile, SetSettings } from './set-to-check';

/** `unusable`: a run would end INVALID. `not ready`: it can be applied, and the district cannot go live with it. */
export type SetOutcome = 'usable' | 'not ready' | 'unusable';

export type CheckedSet =
  | { ok: true; outcome: SetOutcome; files: CheckedFile[]; issues: readonly IssueGroup[] }
  | Refused<'SET_TOO_LARGE'>
  | Refused<'SET_OF_CHANGES'>;

export async function checkSet(
  files: readonly GivenFile[],
  settings: SetSettings,
  options: CheckSetOptions = {},
): Promise<CheckedSet> {
  const issues = new IssueGroups();
  for (const issue of options.found ?? []) issues.add(issue.file, issue.code, issue);
  const ended = (outcome: SetOutcome, checked: CheckedFile[]): CheckedSet => ({
    ok: true,
    outcome,
    files: checked,
    issues: issues.list(),
  });
  if (files.length === 0) return ended('unusable', []);
  const names = files.map(({ fileName }) => fileName);
  const manifest = await openManifest(files, settings, options, issues);
  if (!manifest) return ended('unusable', []);
  for (const issue of [...manifest.issues, ...(manifest.ok ? checkPackage(manifest, names) : [])])
    issues.add(issue.file, issue.code, issue);
  const { read } = sortSetFiles(
    files.filter(({ fileName }) => fileName !== MANIFEST_FILE_NAME),
    manifest,
  );
  const changes = [...read.values()].filter(({ mode }) => mode === 'delta');
  if (changes.length > 0)
    return {
      ok: false,
      code: 'SET_OF_CHANGES',
      fileNames: changes.map(({ file }) => file.fileName),
    };

  const checking = new SetInMemory(read, settings, options, issues);
  try {
    await checking.readFiles();
  } catch (error) {
    if (!(error instanceof TooLargeError)) throw error;
    const { mostRows: rowLimit, mostBytes: byteLimit } = checking;
    return { ok: false, code: 'SET_TOO_LARGE', rowLimit, byteLimit };
  }
  checking.checkRows();
  const isUsable = checking.recordWhetherUsable();
  const outcome = isUsable ? (issues.has('golive') ? 'not ready' : 'usable') : 'unusable';
  return ended(outcome, checking.listFiles());
}

/** Null where there is nothing to read; the issues say why. */
async function openManifest(
  files: readonly GivenFile[],
  { isManifestRequired }: SetSettings,
  { problemOf }: CheckSetOptions,
  issues: IssueGroups,
): Promise<ParsedManifest | null> {
  const say = (code: IssueCode, params: IssueParams = {}): null => {
    issues.add(MANIFEST_FILE_NAME, code, { line: null, column: null, value: null, params });
    return null;
  };
  const file = files.find(({ fileName }) => fileName === MANIFEST_FILE_NAME);
  if (!file)
    return isManifestRequired
      ? say('MANIFEST_MISSING')
      : assumeManifest(files.map(({ fileName }) => fileName));
  try {
    return await readManifest(file.open());
  } catch (error) {
    const problem = problemOf?.(error);
    if (!problem) throw error;
    return say(problem.code, problem.params);
  }
}
