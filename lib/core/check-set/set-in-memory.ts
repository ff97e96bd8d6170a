// The files of a set while they are read and checked: their rows, and what became of them.
import { evaluate } from '../circuit-break/evaluate';
import { fileMeasures, type FileFacts } from '../circuit-break/file-measures';
import { strictProfile } from '../circuit-break/profiles';
import { defaultRules } from '../circuit-break/rules';
import type { IssueGroups } from '../issues';
import { readFile } from '../oneroster/file-reading/read-file';
import { fileSpecForEntity, ROSTER_ENTITIES, type RosterEntity } from '../oneroster/files';
import { PLACEHOLDER_COURSE, type RowSettings } from '../oneroster/row/row-state';
import { checkDuplicates } from './check-duplicates';
import { checkPeopleLinks } from './check-people-links';
import { checkReferences } from './check-references';
import { foldMemberships } from './fold-memberships';
import { keepRows } from './keep-rows';
import { FIRST_READING_ORDER, isReadUpTo } from './load-order';
import { RowTable, type RowTables } from './row-table';
import {
  MOST_BYTES_IN_MEMORY,
  MOST_ROWS_IN_MEMORY,
  type CheckedFile,
  type CheckSetOptions,
  type GivenFile,
  type SetSettings,
} from './set-to-check';
import {
  findHangingFiles,
  isEveryFileUsable,
  recordHanging,
  recordMostlyUnusable,
  recordNothingUsable,
  type FileUse,
} from './usable-files';

/** Thrown while files are read: their rows have no room. */
export class TooLargeError extends Error {}

export class SetInMemory {
  readonly mostRows: number;
  readonly mostBytes: number;
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
    this.mostBytes = options.mostBytes ?? MOST_BYTES_IN_MEMORY;
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
  recordWhetherUsable(): boolean {
    const { files, checked, issues } = this;
    recordNothingUsable(files, checked, issues);
    if (issues.has('set') || !isEveryFileUsable(files, checked)) {
      for (const hanging of findHangingFiles(files, checked, true)) {
        const file = checked.get(hanging.entity);
        const count = file?.rowsAccepted ?? 0;
        if (count === 0) continue;
        takeOut(file, { rejected: count, ignored: 0 });
        recordHanging(hanging, count, issues);
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
    if (verdict.outcome === 'invalid') recordMostlyUnusable(verdict, issues);
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
      if (this.byteCount > this.mostBytes) throw new TooLargeError();
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
