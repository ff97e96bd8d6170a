// Collects what kinds of odd forms want of a week, and the plain rows of everybody they leave alone.
import { at } from '../random';
import type { Draw } from './draw';
import { fact, slotOf, type Category, type Fact } from './facts';
import type {
  DailyDraft,
  DeltaRows,
  FactValues,
  FileKey,
  OddKind,
  RosterDay,
  WeekPlan,
} from './odd-kind';
import {
  createRoster,
  phoneNumber,
  WEEK,
  type Grouping,
  type OddPerson,
  type OddRoster,
} from './roster';
import { personRow, type RosterFile, type RosterTables } from './roster-tables';

/** Rows of a usual day, beside one for every thirty students. */
const FEWEST_ROWS = 4;
const DAILY_SLOTS = 10;

export class Plan implements WeekPlan {
  readonly roster: OddRoster;
  readonly acceptsUsDates: boolean;
  readonly facts: Fact[] = [];
  readonly settings: Record<string, boolean> = {};
  readonly secondDay: ((roster: OddRoster) => void)[] = [];
  readonly delta: ((roster: OddRoster, rows: DeltaRows) => void)[] = [];
  readonly tableWriters: ((day: RosterDay, tables: RosterTables) => void)[] = [];
  readonly textWriters: ((day: RosterDay, file: RosterFile, text: string) => string)[] = [];
  readonly fileWriters = new Map<string, ((draft: DailyDraft) => void)[]>();
  readonly words: { text: string; category: Category }[] = [];
  /** Schools and dates whose notice list is held. */
  readonly heldLists: { schoolId: string; date: string }[] = [];
  readonly closed: { schoolId: string; date: string }[] = [];
  readonly usedAgain: string[] = [];
  beside: readonly string[] = [];
  hasArchives = false;
  isDeltaHeld = false;
  calendarDate: (date: string, draw: Draw) => string = (date) => date;
  private readonly free: OddPerson[][];
  private readonly files: FileKey[];
  private readonly withoutCorrections = new Set<string>();
  private readonly flus = new Map<string, number>();

  /** Students and files by the kind that claimed them. */
  readonly claims: Record<string, { students: string[]; files: string[] }> = {};
  private planting = '';

  constructor(private readonly draw: Draw) {
    this.roster = createRoster(draw.of('roster'));
    this.acceptsUsDates = draw.of('us dates').chance(0.5);
    this.settings.acceptsUsDates = this.acceptsUsDates;
    const { people, schools } = this.roster;
    const order = draw.of('claims');
    this.free = schools.map(({ sourcedId }) =>
      order.shuffle(people.filter(({ mainSchool }) => mainSchool === sourcedId)),
    );
    this.files = order.shuffle(
      (['elementary', 'secondary'] as const).flatMap((grouping) =>
        Array.from({ length: DAILY_SLOTS }, (_, slot) => ({ grouping, slot })),
      ),
    );
  }

  plant(kind: OddKind): void {
    this.planting = kind.name;
    kind.plant(this, this.draw.of(kind.name));
  }

  claimStudent(school = 0): OddPerson {
    const student = required(this.free[school]?.pop(), 'student');
    this.claimed.students.push(student.sourcedId);
    return student;
  }

  claimFile(): FileKey {
    const file = required(this.files.pop(), 'file');
    this.claimed.files.push(fileKey(file));
    return file;
  }

  private get claimed() {
    return (this.claims[this.planting] ??= { students: [], files: [] });
  }

  contactOf(student: OddPerson): OddPerson {
    const [agent] = student.agents;
    return required(
      this.roster.people.find(({ sourcedId }) => sourcedId === agent),
      'contact',
    );
  }

  membershipsOf({ sourcedId }: OddPerson) {
    return this.roster.memberships.filter(({ userId }) => userId === sourcedId);
  }

  addFact({ student, dayIndex, ...values }: FactValues): Fact {
    const { schools } = this.roster;
    const school = required(
      schools.find(({ sourcedId }) => sourcedId === student.mainSchool),
      'school',
    );
    const added = fact({
      studentId: student.sourcedId,
      schoolId: school.sourcedId,
      grouping: school.grouping,
      date: at(WEEK, dayIndex),
      from: slotOf(dayIndex, false),
      ...values,
    });
    this.facts.push(added);
    return added;
  }

  onSecondDay(change: (roster: OddRoster) => void): void {
    this.secondDay.push(change);
  }

  onDelta(change: (roster: OddRoster, rows: DeltaRows) => void): void {
    this.delta.push(change);
  }

  writeTables(write: (day: RosterDay, tables: RosterTables) => void): void {
    this.tableWriters.push(write);
  }

  writeText(write: (day: RosterDay, file: RosterFile, text: string) => string): void {
    this.textWriters.push(write);
  }

  writeFile(file: FileKey, write: (draft: DailyDraft) => void): void {
    const key = fileKey(file);
    this.fileWriters.set(key, [...(this.fileWriters.get(key) ?? []), write]);
  }

  withholdCorrections({ grouping, slot }: FileKey): void {
    this.withoutCorrections.add(`${grouping} ${Math.floor(slot / 2)}`);
  }

  flu(school: number, dayIndex: number, count: number): void {
    this.flus.set(`${school} ${dayIndex}`, count);
    this.holdList(school, dayIndex);
  }

  close(school: number, dayIndex: number): void {
    this.closed.push(this.holdList(school, dayIndex));
  }

  writeCalendarDates(write: (date: string, draw: Draw) => string): void {
    this.calendarDate = write;
  }

  mapWord(text: string, category: Category): void {
    this.words.push({ text, category });
  }

  sendArchives(): void {
    this.hasArchives = true;
  }

  sendBeside(names: readonly string[]): void {
    this.beside = names;
  }

  holdDelta(): void {
    this.isDeltaHeld = true;
  }

  useIdAgain(studentId: string): void {
    this.usedAgain.push(studentId);
  }

  setSetting(name: string, value: boolean): void {
    this.settings[name] = value;
  }

  /** A new number each time, as every night has some. */
  addPlainChanges(): void {
    const draw = this.draw.of('plain changes');
    const { sourcedId } = this.contactOf(required(this.free[0]?.[0], 'student'));
    const change = (roster: OddRoster): OddPerson => {
      const contact = roster.people.find((person) => person.sourcedId === sourcedId);
      return Object.assign(required(contact, 'contact'), { sms: phoneNumber(draw) });
    };
    this.onSecondDay(change);
    this.onDelta((roster, rows) => {
      const state = { status: 'active', modified: '2026-10-07T06:00:00.000Z' };
      rows.users.push(personRow(change(roster), state));
    });
  }

  /** The rows of students whom no kind claimed. */
  addPlainFacts(): void {
    for (const dayIndex of WEEK.keys())
      for (const [school, students] of this.free.entries()) {
        const draw = this.draw.of(`plain ${school} ${dayIndex}`);
        const usual = FEWEST_ROWS + Math.floor(students.length / 30);
        const flu = this.flus.get(`${school} ${dayIndex}`);
        const { grouping } = at(this.roster.schools, school);
        const isCorrected = !this.withoutCorrections.has(`${grouping} ${dayIndex}`);
        for (const student of draw.shuffle(students).slice(0, flu ?? usual))
          if (flu !== undefined) this.addFact({ student, dayIndex, text: 'Excused Absence' });
          else this.addPlainFact(student, dayIndex, isCorrected, draw);
      }
  }

  private addPlainFact(
    student: OddPerson,
    dayIndex: number,
    isCorrected: boolean,
    draw: Draw,
  ): void {
    const [morning, noon] = [slotOf(dayIndex, false), slotOf(dayIndex, true)];
    const text = draw.pick(['Unexcused Absence', 'Excused Absence', 'Unexcused Absence', 'Tardy']);
    const duration = text === 'Tardy' ? '' : draw.pick(['', '1', '0.5']);
    const of = { student, dayIndex, text, duration };
    const kind = draw.number(20);
    if (kind < 3) this.addFact({ ...of, from: noon });
    else if (kind < 6 && isCorrected) this.addFact({ ...of, until: morning });
    else if (kind < 9) {
      this.addFact({ ...of, until: morning });
      this.addFact({
        student,
        dayIndex,
        text: draw.pick(['Tardy', 'Excused Absence']),
        from: noon,
      });
    } else this.addFact(of);
  }

  private holdList(school: number, dayIndex: number): { schoolId: string; date: string } {
    const list = { schoolId: at(this.roster.schools, school).sourcedId, date: at(WEEK, dayIndex) };
    this.heldLists.push(list);
    return list;
  }
}

export const fileKey = ({ grouping, slot }: { grouping: Grouping; slot: number }): string =>
  `${grouping} ${slot}`;

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new RangeError(`The week has no ${what} left for another kind`);
  return value;
}
