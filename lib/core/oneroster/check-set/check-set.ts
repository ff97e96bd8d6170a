// Reads and checks the files of one set as a first run would, in memory and without a live roster: for a browser and a
// command line. The server checks sets of any size in PostgreSQL; a test holds the two to saying the same.
import { evaluate } from '@/lib/core/circuit-break/evaluate';
import { fileMeasures, type FileFacts } from '@/lib/core/circuit-break/file-measures';
import { strictProfile } from '@/lib/core/circuit-break/profiles';
import { defaultRules } from '@/lib/core/circuit-break/rules';
import type { ByteTools } from '@/lib/core/csv/bytes/byte-tools';
import {
  IssueGroups,
  type FileIssue,
  type IssueCode,
  type IssueGroup,
  type IssueParams,
} from '@/lib/core/issues';
import type { Refused } from '@/lib/core/refusals/catalogue';
import { readFile } from '../file-reading/read-file';
import {
  fileSpecForEntity,
  MANIFEST_FILE_NAME,
  ROSTER_ENTITIES,
  type RosterEntity,
} from '../files';
import { checkPackage, type ParsedManifest } from '../manifest';
import { readManifest } from '../read-manifest';
import { PLACEHOLDER_COURSE, type RowSettings } from '../row/row-state';
import { assumeManifest, sortSetFiles } from '../set-files';
import { checkDuplicates } from './check-duplicates';
import { checkPeopleLinks } from './check-people-links';
import { checkReferences } from './check-references';
import { foldMemberships } from './fold-memberships';
import { FIRST_READING_ORDER, isReadUpTo } from './load-order';
import { keepRows } from './keep-rows';
import { RowTable, type RowTables } from './row-table';
import {
  findHangingFiles,
  isEveryFileUsable,
  tellHanging,
  tellMostlyUnusable,
  tellNothingUsable,
  type FileUse,
} from './usable-files';

/** All rows are in memory at once: about 1 GB for as many as these. A larger set is refused, not tried. */
export const MOST_ROWS_IN_MEMORY = 1_000_000;
export const MOST_BYTES_IN_MEMORY = 256 * 1024 ** 2;

export interface GivenFile {
  fileName: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface SetSettings {
  rows: Omit<RowSettings, 'mode' | 'titleOfCourse' | 'isSchool'>;
  /** A class without a title is shown under that of its course. */
  showsCourseTitles: boolean;
  isManifestRequired: boolean;
}

export interface CheckSetOptions {
  bytes?: ByteTools;
  /** What was found while the files were opened: of the archive they came in. */
  found?: readonly FileIssue[];
  /** What an error of a file's source says of the file; null where it is our own fault. */
  problemOf?: (error: unknown) => { code: IssueCode; params: IssueParams } | null;
  mostRows?: number;
}

/** One file, and what became of its rows: read = accepted + rejected + ignored. */
export interface CheckedFile extends FileUse {
  fileName: string;
  rowsRead: number;
}

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

  const checking = new CheckingSet(read, settings, options, issues);
  try {
    await checking.readFiles();
  } catch (error) {
    if (!(error instanceof TooLargeError)) throw error;
    return { ok: false, code: 'SET_TOO_LARGE', rowLimit: checking.mostRows };
  }
  checking.checkRows();
  const isUsable = checking.tellWhetherUsable();
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

class TooLargeError extends Error {}

class CheckingSet {
  readonly mostRows: number;
  private readonly tables: RowTables = {
    org: new RowTable('org'),
    academicSession: new RowTable('academicSession'),
    course: new RowTable('course'),
    class: new RowTable('class'),
    user: new RowTable('user'),
    enrollment: new RowTable('enrollment'),
    demographics: new RowTable('demographics'),
  };
  private readonly checked = new Map<RosterEntity, CheckedFile>();
  private readonly unusable = new Set<RosterEntity>();
  private readonly duplicates = new Map<RosterEntity, { ignored: number; rejected: number }>();
  private readonly dangling = new Map<RosterEntity, number>();
  private readonly wasSetUsable: boolean;
  private rowCount = 0;
  private byteCount = 0;

  constructor(
    private readonly files: ReadonlyMap<RosterEntity, { file: GivenFile; mode: 'bulk' | 'delta' }>,
    private readonly settings: SetSettings,
    private readonly options: CheckSetOptions,
    private readonly issues: IssueGroups,
  ) {
    this.mostRows = options.mostRows ?? MOST_ROWS_IN_MEMORY;
    this.wasSetUsable = !issues.has('set');
  }

  async readFiles(): Promise<void> {
    for (const entity of FIRST_READING_ORDER) {
      const given = this.files.get(entity);
      if (!given) continue;
      const reading = await this.readOne(entity, given.file);
      this.checked.set(entity, reading);
      if (!reading.isUsable) this.unusable.add(entity);
      // Of a file that is missing or unusable, what points to it is not looked at; a repeated id is one all the same.
      if (!this.isCheckable(entity)) continue;
      const repeated = checkDuplicates(this.tables[entity], entity, this.issues);
      this.duplicates.set(entity, repeated);
      takeOut(reading, repeated);
    }
  }

  /** In load order: what an entity may point to is checked before it. */
  checkRows(): void {
    const { tables, issues } = this;
    for (const entity of ROSTER_ENTITIES) {
      const reading = this.checked.get(entity);
      if (!this.isCheckable(entity)) continue;
      const found = checkReferences({ tables, entity, issues });
      this.dangling.set(entity, found.rejected);
      takeOut(reading, found);
      if (entity === 'user') checkPeopleLinks(tables.user, issues);
      if (entity === 'enrollment') takeOut(reading, foldMemberships(tables.enrollment, issues));
    }
  }

  /** As a run ends: what stops it is told. */
  tellWhetherUsable(): boolean {
    const { files, checked, issues } = this;
    tellNothingUsable(files, checked, issues);
    if (issues.has('set') || !isEveryFileUsable(files, checked)) {
      for (const hanging of findHangingFiles(files, checked, true)) {
        const file = checked.get(hanging.entity);
        const count = file?.rowsAccepted ?? 0;
        if (count === 0) continue;
        takeOut(file, { rejected: count, ignored: 0 });
        tellHanging(hanging, count, issues);
      }
      return false;
    }
    const counts = {
      isFirstRun: true,
      district: {},
      schools: [],
      measures: fileMeasures(this.fileFacts()),
    };
    // As long as no roster is live.
    const verdict = evaluate(counts, defaultRules, strictProfile);
    if (verdict.outcome === 'invalid') tellMostlyUnusable(verdict, issues);
    return verdict.outcome !== 'invalid';
  }

  listFiles(): CheckedFile[] {
    return ROSTER_ENTITIES.flatMap((entity) => this.checked.get(entity) ?? []);
  }

  private async readOne(entity: RosterEntity, { fileName, open }: GivenFile): Promise<CheckedFile> {
    const { settings, issues, options, tables } = this;
    const { bytes, problemOf } = options;
    let rowsOfFile = 0;
    const { isUsable, rowsRead, rowsAccepted, rowsRejected, rowsIgnored } = await readFile({
      spec: fileSpecForEntity(entity),
      settings: { ...settings.rows, mode: 'bulk', ...this.knownBefore(entity) },
      source: this.counted(open()),
      issues,
      openRows: () => keepRows(tables[entity]),
      ...(bytes ? { bytes } : {}),
      ...(problemOf ? { problemOf } : {}),
      onProgress: (count) => {
        this.rowCount += count - rowsOfFile;
        rowsOfFile = count;
        if (this.rowCount > this.mostRows) throw new TooLargeError();
      },
    });
    if (entity === 'course' && settings.rows.allowMissingCourse && isUsable)
      addPlaceholderCourse(tables.course);
    return { fileName, isUsable, rowsRead, rowsAccepted, rowsRejected, rowsIgnored };
  }

  /** What a file's rows are read with, and only the files before it say. */
  private knownBefore(entity: RosterEntity): Pick<RowSettings, 'isSchool' | 'titleOfCourse'> {
    const { org, course } = this.tables;
    if (entity === 'user') {
      const schools = org.rows.filter((row) => org.text(row, 'type') === 'school');
      const ids = new Set(schools.map(({ sourcedId }) => sourcedId));
      return { isSchool: (id) => ids.has(id) };
    }
    if (entity !== 'class' || !this.settings.showsCourseTitles) return {};
    return {
      titleOfCourse(id) {
        const row = course.find(id);
        return row && (course.text(row, 'title') ?? '');
      },
    };
  }

  private async *counted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.byteCount += chunk.length;
      if (this.byteCount > MOST_BYTES_IN_MEMORY) throw new TooLargeError();
      yield chunk;
    }
  }

  private isCheckable(entity: RosterEntity): boolean {
    return this.wasSetUsable && isReadUpTo(entity, this.unusable);
  }

  private fileFacts(): FileFacts[] {
    return [...this.checked].map(([entity, { fileName, rowsRead, rowsRejected }]) => {
      const repeated = this.duplicates.get(entity) ?? { ignored: 0, rejected: 0 };
      return {
        fileName,
        rowsRead,
        rowsRejected,
        mode: 'bulk',
        rowsBefore: null,
        duplicates: repeated.ignored + repeated.rejected,
        duplicatesRejected: repeated.rejected,
        dangling: this.dangling.get(entity) ?? 0,
      };
    });
  }
}

function takeOut(
  file: FileUse | undefined,
  { rejected, ignored }: { rejected: number; ignored: number },
): void {
  if (!file) return;
  file.rowsAccepted -= rejected + ignored;
  file.rowsRejected += rejected;
  file.rowsIgnored += ignored;
}

/** No file has it, so it is there with every one of them. */
function addPlaceholderCourse(courses: RowTable): void {
  courses.addMade({ sourced_id: PLACEHOLDER_COURSE.sourcedId, title: PLACEHOLDER_COURSE.title });
}
