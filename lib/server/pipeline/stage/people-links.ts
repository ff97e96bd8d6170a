// Who names whom among the people of a first roster, followed while users.csv is read: two million names are
// resolved here in a second, where the database needs several for each of its joins.
import { CONTACT_ROLES, storedColumns } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row';
import { escapeText } from '../../db/copy';
import { IdIndex } from './id-index';

const NOT_THERE = -1;
const OTHER = 0;
const STUDENT = 1;
const CONTACT = 2;

const CONTACTS: ReadonlySet<CellValue> = new Set(CONTACT_ROLES);

const position = (field: string): number =>
  storedColumns('user').findIndex((column) => column.field === field);
const ID = position('sourced_id');
const ROLE = position('role');
const AGENTS = position('agent_sourced_ids');
const SCHOOL = position('school_sourced_id');

/**
 * Whoever is there or is named has a number, in the order of first mention: a name may come before its person,
 * and afterwards everything is a question of numbers.
 */
export class PeopleLinks {
  private readonly index = new IdIndex();
  private texts = new Texts();
  /** STUDENT, CONTACT or OTHER; NOT_THERE until the person's own row came. */
  private readonly kinds = new Numbers();
  private readonly schools = new Numbers();
  /** Where in `names` a person's list stands: its length, then the numbers of those named. */
  private lists = new Numbers();
  private names = new Numbers();
  private readonly schoolIndex = new IdIndex();
  private readonly schoolIds: string[] = [];
  private people = 0;
  private isTwice = false;
  hasContacts = false;

  /** Takes the values of an accepted row of users.csv. */
  add(values: readonly CellValue[]): void {
    const person = this.numberOf(String(values[ID]));
    if (this.kinds.at(person) !== NOT_THERE) {
      this.isTwice = true;
      return;
    }
    this.people += 1;
    const role = values[ROLE] ?? null;
    const kind = role === 'student' ? STUDENT : CONTACTS.has(role) ? CONTACT : OTHER;
    if (kind === CONTACT) this.hasContacts = true;
    this.kinds.set(person, kind);
    const school = values[SCHOOL];
    if (typeof school === 'string') this.schools.set(person, this.schoolNumberOf(school));
    const agents = values[AGENTS];
    if (!Array.isArray(agents) || agents.length === 0) return;
    this.lists.set(person, this.names.length);
    this.names.push(agents.length);
    for (const agent of agents) this.names.push(this.numberOf(agent));
  }

  /** Whether the person's own row came. */
  has(id: string): boolean {
    const person = this.index.find(id);
    return person !== -1 && this.kinds.at(person) !== NOT_THERE;
  }

  /** Whether every person stands once, and every name leads from a student to a contact or back. */
  isWhole(): boolean {
    if (this.isTwice || this.index.size !== this.people) return false;
    for (let person = 0; person < this.people; person += 1) {
      for (const named of this.namedBy(person)) {
        if (this.kinds.at(person) + this.kinds.at(named) !== STUDENT + CONTACT) return false;
        if (this.kinds.at(person) === OTHER || this.kinds.at(named) === OTHER) return false;
      }
    }
    return true;
  }

  /** Each link once, whichever side names the other: the ids of student and contact as COPY takes them. */
  *pairs(): Generator<{ student: string; contact: string }> {
    for (const { student, contact } of this.links()) {
      yield { student: this.texts.at(student), contact: this.texts.at(contact) };
    }
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
    this.texts = new Texts();
    this.lists = new Numbers();
    this.names = new Numbers();
  }

  private *links(): Generator<{ student: number; contact: number }> {
    const link = { student: 0, contact: 0 };
    for (let person = 0; person < this.people; person += 1) {
      const isStudent = this.kinds.at(person) === STUDENT;
      for (const named of this.namedBy(person)) {
        if (!isStudent && this.isNamedBy(person, named)) continue;
        link.student = isStudent ? person : named;
        link.contact = isStudent ? named : person;
        yield link;
      }
    }
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
    const known = this.index.find(id);
    if (known !== -1) return known;
    this.texts.push(escapeText(id));
    this.kinds.push(NOT_THERE);
    this.schools.push(NOT_THERE);
    this.lists.push(NOT_THERE);
    return this.index.add(id);
  }

  private schoolNumberOf(id: string): number {
    const known = this.schoolIndex.find(id);
    if (known !== -1) return known;
    // A copy: cut out of a block of the file, it would keep all of the block.
    this.schoolIds.push(Buffer.from(id).toString());
    return this.schoolIndex.add(id);
  }
}

/** Numbers in the order they came; grows by doubling. */
class Numbers {
  private values = new Int32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index] as number;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

const BYTES_PER_CHARACTER = 3;

/** Texts in the order they came, as bytes of one block: a million strings would cost five times as much. */
class Texts {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private end = 0;
  private readonly ends = new Numbers();

  push(text: string): void {
    const room = text.length * BYTES_PER_CHARACTER;
    if (this.end + room > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length + room);
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
    }
    this.end += this.bytes.write(text, this.end);
    this.ends.push(this.end);
  }

  at(index: number): string {
    const start = index === 0 ? 0 : this.ends.at(index - 1);
    return this.bytes.toString('utf8', start, this.ends.at(index));
  }
}
