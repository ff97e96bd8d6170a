// Who names whom among the people of a first roster, and who is enrolled, followed while they are read: two million names are
// resolved here in a second, where the database needs several for each of its joins.
import type { PeopleFacts } from '@/lib/core/circuit-break/first-roster-gate';
import { CONTACT_ROLES, REACHED_FIELDS, storedColumns } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import type { BinaryRows } from '../../db/binary-rows';
import { nodeBytes } from '../../text/node-bytes';
import { Bitset, IntList, StringArena } from './compact-lists';
import { IdIndex } from '@/lib/core/csv/bytes/id-index';
import { PeopleCounts } from './people-counts';

const NOT_THERE = -1;
/** What a person is, once the person's own row came, and what is known besides: some of it before. */
const STUDENT = 1;
const CONTACT = 2;
const STAFF = 3;
const KIND = 3;
const NOBODY = -1;
const IS_REACHABLE = 4;
const IS_ENROLLED = 8;
const IS_STUDYING = 16;

const CONTACTS: ReadonlySet<CellValue> = new Set(CONTACT_ROLES);

const position = (field: string): number =>
  storedColumns('user').findIndex((column) => column.field === field);
const ID = position('sourced_id');
const ROLE = position('role');
const AGENTS = position('agent_sourced_ids');
const SCHOOL = position('school_sourced_id');
const LANGUAGE = position('language_code');
const MAIL = position('email_key');
const REACHED = REACHED_FIELDS.map(position);

/**
 * Whoever is there, is named or is enrolled has a number, in the order of first mention: a name may come before its
 * person, and afterwards everything is a question of numbers.
 */
export class PeopleLinks {
  private readonly index = new IdIndex();
  private texts = new StringArena();
  /** KIND, which is 0 until the person's own row came, and the rest. */
  private readonly marks = new Bitset();
  private readonly schools = new IntList();
  /** Where in `names` a person's list stands: its length, then the numbers of those named. */
  private lists = new IntList();
  private names = new IntList();
  private readonly schoolIndex = new IdIndex();
  private readonly schoolIds: string[] = [];
  private isTwice = false;
  private readonly counts = new PeopleCounts();
  private whole: boolean | null = null;
  hasContacts = false;

  /** Takes the values of an accepted row of users.csv. */
  add(values: readonly CellValue[]): void {
    const person = this.numberOf(String(values[ID]));
    if ((this.marks.at(person) & KIND) !== 0) {
      this.isTwice = true;
      return;
    }
    const role = values[ROLE] ?? null;
    if (role === 'student') {
      this.marks.set(person, STUDENT);
      this.counts.addStudent(values[LANGUAGE] ?? null);
    } else if (CONTACTS.has(role)) {
      this.marks.set(person, CONTACT);
      this.hasContacts = true;
      // A position is always there; its value may be missing.
      if (REACHED.some((at) => (values[at] ?? null) !== null)) {
        this.marks.set(person, IS_REACHABLE);
      }
    } else {
      this.marks.set(person, STAFF);
      this.counts.addStaff(values[MAIL] ?? null);
    }
    const school = values[SCHOOL];
    if (typeof school === 'string') this.schools.set(person, this.schoolNumberOf(school));
    const agents = values[AGENTS];
    if (!Array.isArray(agents) || agents.length === 0) return;
    this.lists.set(person, this.names.length);
    this.names.push(agents.length);
    for (const agent of agents) this.names.push(this.numberOf(agent));
  }

  /** The number of somebody whose own row came; -1 for anybody else. */
  find(id: string): number {
    return this.there(this.index.find(id));
  }

  /** The same for an id of ASCII that stands in a block of the file. */
  findBytes(bytes: Uint8Array, from: number, to: number): number {
    return this.there(this.index.findBytes(bytes, from, to));
  }

  /** Somebody is enrolled, whose own row may come later. */
  enroll(id: string, role: CellValue): void {
    this.noteEnrolled(this.numberOf(id), role === 'student');
  }

  /** The same for an id of ASCII that stands in a block of the file. */
  enrollBytes(bytes: Uint8Array, from: number, to: number, isStudent: boolean): void {
    const before = this.index.size;
    const person = this.index.placeOfBytes(bytes, from, to);
    if (person === before) this.open(nodeBytes.utf8(bytes, from, to));
    this.noteEnrolled(person, isStudent);
  }

  /** Whether everybody who is enrolled has a row. Asked after the last of both. */
  isEverybodyEnrolledThere(): boolean {
    for (let person = 0; person < this.index.size; person += 1) {
      if ((this.marks.at(person) & (KIND | IS_ENROLLED)) === IS_ENROLLED) return false;
    }
    return true;
  }

  /** Students who are enrolled as such. */
  countStudying(): number {
    let count = 0;
    for (let person = 0; person < this.index.size; person += 1) {
      const marks = this.marks.at(person);
      if ((marks & KIND) === STUDENT && (marks & IS_STUDYING) !== 0) count += 1;
    }
    return count;
  }

  /** What the gate of a first roster asks of its people; before their links are forgotten. */
  facts(): PeopleFacts {
    const reached = new Bitset();
    let studentsReachable = 0;
    for (let person = 0; person < this.index.size; person += 1) reached.push();
    for (const { student, contact } of this.links()) {
      if ((this.marks.at(contact) & IS_REACHABLE) === 0 || reached.at(student) !== 0) continue;
      reached.set(student, IS_REACHABLE);
      studentsReachable += 1;
    }
    return { ...this.counts.facts(), studentsReachable };
  }

  /** Whether every person stands once, and every name leads from a student to a contact or back. Asked after the last. */
  isWhole(): boolean {
    this.whole ??= !this.isTwice && this.isEveryNameLink();
    return this.whole;
  }

  /**
   * Each link once, whichever side names the other, as the numbers of student and contact; valid until the next.
   */
  *links(): Generator<{ student: number; contact: number }> {
    const link = { student: 0, contact: 0 };
    for (let person = 0; person < this.index.size; person += 1) {
      const isStudent = (this.marks.at(person) & KIND) === STUDENT;
      for (const named of this.namedBy(person)) {
        if (!isStudent && this.isNamedBy(person, named)) continue;
        link.student = isStudent ? person : named;
        link.contact = isStudent ? named : person;
        yield link;
      }
    }
  }

  /** The id of a person, as the next cell. */
  writeId(person: number, into: BinaryRows): void {
    this.texts.write(person, into);
  }

  /** Links by the student's school; '' where it is unknown. */
  countBySchool(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { student } of this.links()) {
      const school = this.schoolIds[this.schools.at(student)] ?? '';
      counts.set(school, (counts.get(school) ?? 0) + 1);
    }
    return counts;
  }

  /** Once the links are staged, only who is there is still asked for. */
  forgetLinks(): void {
    this.texts = new StringArena();
    this.lists = new IntList();
    this.names = new IntList();
  }

  private there(person: number): number {
    return person !== NOT_THERE && (this.marks.at(person) & KIND) !== 0 ? person : NOT_THERE;
  }

  private isEveryNameLink(): boolean {
    for (let person = 0; person < this.index.size; person += 1) {
      const kind = this.marks.at(person) & KIND;
      const other = kind === STUDENT ? CONTACT : kind === CONTACT ? STUDENT : NOBODY;
      for (const named of this.namedBy(person)) {
        if ((this.marks.at(named) & KIND) !== other) return false;
      }
    }
    return true;
  }

  private *namedBy(person: number): Generator<number> {
    const list = this.lists.at(person);
    if (list === NOT_THERE) return;
    const end = list + this.names.at(list);
    for (let at = list + 1; at <= end; at += 1) yield this.names.at(at);
  }

  private isNamedBy(named: number, person: number): boolean {
    const list = this.lists.at(person);
    if (list === NOT_THERE) return false;
    const end = list + this.names.at(list);
    for (let at = list + 1; at <= end; at += 1) if (this.names.at(at) === named) return true;
    return false;
  }

  private numberOf(id: string): number {
    const before = this.index.size;
    const person = this.index.placeOf(id);
    if (person === before) this.open(id);
    return person;
  }

  private open(id: string): void {
    this.texts.push(id);
    this.marks.push();
    this.schools.push(NOT_THERE);
    this.lists.push(NOT_THERE);
  }

  private noteEnrolled(person: number, isStudent: boolean): void {
    this.marks.set(person, isStudent ? IS_ENROLLED | IS_STUDYING : IS_ENROLLED);
  }

  private schoolNumberOf(id: string): number {
    const before = this.schoolIndex.size;
    const school = this.schoolIndex.placeOf(id);
    // A copy: cut out of a block of the file, it would keep all of the block.
    if (school === before) this.schoolIds.push(Buffer.from(id).toString());
    return school;
  }
}
