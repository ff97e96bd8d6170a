// What a kind of odd form may do to a week: claim people and files that no other kind touches, change the truth, and
// change how it is written.
import type { Row, Table } from './csv';
import type { Draw } from './draw';
import type { Category, Fact } from './facts';
import type { Grouping, OddMembership, OddPerson, OddRoster } from './roster';
import type { RosterFile, RosterTables } from './roster-tables';

export interface OddKind {
  name: string;
  /** What it is, for whoever reads expected.json. */
  about: string;
  plant(week: WeekPlan, draw: Draw): void;
}

export interface FileKey {
  grouping: Grouping;
  slot: number;
}

/** A daily file on its way from rows to bytes. */
export interface DailyDraft extends Table {
  /** Beside the rows, in their order. */
  facts: Fact[];
  lineEnd: string;
  /** Changes the whole text. */
  edit: (text: string) => string;
  encode: (text: string) => Buffer;
  /** Sent under this name first, then renamed. */
  temporaryName: string | null;
}

/** Rows of a set that says only what changed. */
export type DeltaRows = Record<'users' | 'enrollments' | 'demographics', Row[]>;

export type RosterDay = 1 | 2 | 3;

export interface WeekPlan {
  /** The roster of the first day: what is changed here holds for all days. */
  readonly roster: OddRoster;
  readonly acceptsUsDates: boolean;
  /** Somebody no other kind has claimed, of the school with this place. */
  claimStudent(school?: number): OddPerson;
  /** A daily file whose bytes no other kind changes. */
  claimFile(): FileKey;
  contactOf(student: OddPerson): OddPerson;
  membershipsOf(student: OddPerson): OddMembership[];
  addFact(values: FactValues): Fact;
  onSecondDay(change: (roster: OddRoster) => void): void;
  onDelta(change: (roster: OddRoster, rows: DeltaRows) => void): void;
  writeTables(write: (day: RosterDay, tables: RosterTables) => void): void;
  writeText(write: (day: RosterDay, file: RosterFile, text: string) => string): void;
  writeFile(file: FileKey, write: (draft: DailyDraft) => void): void;
  /** A row of this file cannot be told whose it is: nothing vanishes because of that day's files. */
  withholdCorrections(file: FileKey): void;
  /** A school day with more absences than are believed: its list is held. */
  flu(school: number, dayIndex: number, count: number): void;
  /** There is no school that day, as calendar.csv says. */
  close(school: number, dayIndex: number): void;
  writeCalendarDates(write: (date: string, draw: Draw) => string): void;
  /** A person says on Thursday evening what a word means. */
  mapWord(text: string, category: Category): void;
  /** The second day comes as an archive, among others. */
  sendArchives(): void;
  /** Beside each set, and by themselves: files that are no part of any. */
  sendBeside(names: readonly string[]): void;
  /** The roster of the third day is held. */
  holdDelta(): void;
  /** Another child has it: nothing of what happened before they came is theirs. */
  useIdAgain(studentId: string): void;
  setSetting(name: string, value: boolean): void;
}

export interface FactValues extends Partial<Fact> {
  student: OddPerson;
  dayIndex: number;
  text: string;
}
