// Follows the references of a first roster while its files are read. Where all of them lead to rows that are there,
// the database need not look for them nor count what its gate asks; where one does not, the database does both.
import type { ClassFacts, PeopleFacts } from '@/lib/core/circuit-break/first-roster-gate';
import {
  CONTACT_ROLES,
  REFERENCES,
  referencesFrom,
  storedColumns,
  type RosterEntity,
} from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { IdIndex } from '@/lib/core/csv/bytes/id-index';
import { PeopleLinks } from './people-links';
import type { RowFollower } from './row-follower';

/** Entities that rows of other files point to. */
const POINTED_TO: ReadonlySet<RosterEntity> = new Set(
  REFERENCES.filter(({ entity, target }) => entity !== target).map(({ target }) => target),
);

const USER_FIELDS = storedColumns('user').map(({ field }) => field);
const ID = USER_FIELDS.indexOf('sourced_id');
const SCHOOL = USER_FIELDS.indexOf('school_sourced_id');
const ROLE = USER_FIELDS.indexOf('role');
const CONTACTS: ReadonlySet<CellValue> = new Set(CONTACT_ROLES);

/** With more open schools than that, going through all people costs less than a list. */
const MOST_OPEN = 50_000;
const NOT_THERE = -1;
const DATE_BYTES = 10;
const LETTER_OF_STUDENT = 115;
const LETTER_OF_TEACHER = 116;

const ENDS = storedColumns('enrollment').findIndex(({ field }) => field === 'end_date');

export class FirstReferences {
  readonly people = new PeopleLinks();
  private readonly ids = new Map<RosterEntity, IdIndex>();
  private readonly unresolved = new Set<RosterEntity>();
  /** Places of the classes with a teacher. */
  private readonly taught = new Set<number>();
  /** Entities that checks took rows out of, and whether others point to one of them. */
  private readonly takenOut = new Set<RosterEntity>();
  private wasTargetTakenOut = false;
  private readonly todayBytes: Buffer;

  /** `today`: memberships that ended before it count for nothing the gate asks. */
  constructor(private readonly today: PlainDate) {
    this.todayBytes = Buffer.from(today);
  }

  private readonly openSchools = new Set<string>();

  /**
   * What takes each accepted row of an entity's file. Files come in load order, except that enrollments may come
   * before people.
   */
  follow(entity: RosterEntity): RowFollower {
    const fields = storedColumns(entity).map((column) => column.field);
    const references = referencesFrom(entity)
      .filter(({ target }) => target !== entity && (entity !== 'enrollment' || target !== 'user'))
      .map(({ field, target, onMissing, many }) => ({
        position: fields.indexOf(field),
        ids: target === 'user' ? this.people : this.idsOf(target),
        isNeeded: onMissing === 'reject' && !many,
      }));
    const unresolved = (): void => void this.unresolved.add(entity);
    const isUser = entity === 'user';
    const own = !isUser && POINTED_TO.has(entity) ? this.idsOf(entity) : null;
    const idPosition = fields.indexOf('sourced_id');
    const enrolled = entity === 'enrollment' ? this.followEnrolled(fields, unresolved) : null;
    return {
      take: (values) => {
        for (const { position, ids, isNeeded } of references) {
          const value = values[position];
          if (typeof value === 'string') {
            if (ids.find(value) === NOT_THERE) unresolved();
          } else if (Array.isArray(value)) {
            for (const item of value) if (ids.find(item) === NOT_THERE) unresolved();
          } else if (isNeeded) unresolved();
        }
        own?.placeOf(String(values[idPosition]));
        if (isUser) {
          this.people.add(values);
          if (values[SCHOOL] === null) this.noteOpenSchool(values);
        }
        enrolled?.take(values);
      },
      takeLine: (line) => {
        const { bytes, bounds, cellIndexes } = line;
        for (const { position, ids, isNeeded } of references) {
          const cell = cellIndexes[position] as number;
          const from = bounds[2 * cell] as number;
          const to = bounds[2 * cell + 1] as number;
          if (from === to || cell === -1) {
            if (isNeeded) unresolved();
          } else if (ids.findBytes(bytes, from, to) === NOT_THERE) unresolved();
        }
        enrolled?.takeLine(line);
      },
    };
  }

  /** A check has taken rows of the entity out again: what points to them may now lead nowhere. */
  noteTakenOut(entity: RosterEntity): void {
    this.takenOut.add(entity);
    if (POINTED_TO.has(entity)) this.wasTargetTakenOut = true;
  }

  /** Whether only the database can tell somebody's main school: what they are enrolled in, or which orgs are left. */
  areSchoolsOpen(): boolean {
    return this.openSchools.size > 0 || this.takenOut.has('org');
  }

  /** Whose they are; 'any' where orgs were taken out, or where there are too many to list. */
  peopleOfOpenSchools(): readonly string[] | 'any' {
    if (this.takenOut.has('org') || this.openSchools.size > MOST_OPEN) return 'any';
    return [...this.openSchools];
  }

  private noteOpenSchool(values: readonly CellValue[]): void {
    if (CONTACTS.has(values[ROLE] ?? null) || this.openSchools.size > MOST_OPEN) return;
    // A copy: cut out of a block of the file, it would keep all of the block.
    this.openSchools.add(Buffer.from(String(values[ID])).toString());
  }

  /** Whether every reference of the entity to another one leads somewhere. Asked after what it points to was checked. */
  isResolved(entity: RosterEntity): boolean {
    if (this.wasTargetTakenOut || this.takenOut.has(entity) || this.unresolved.has(entity))
      return false;
    return entity !== 'enrollment' || this.people.isEverybodyEnrolledThere();
  }

  /** Whether what people say of each other can be taken as it was read. */
  arePeopleWhole(): boolean {
    return this.isResolved('user') && this.people.isWhole();
  }

  /** Of its people; null where only the database can tell. Before their links are forgotten. */
  peopleFacts(): PeopleFacts | null {
    return this.arePeopleWhole() ? this.people.facts() : null;
  }

  /** Of its classes; null where only the database can tell. Asked after the enrollments were checked. */
  classFacts(): ClassFacts | null {
    if (!this.arePeopleWhole() || !this.isResolved('enrollment')) return null;
    return {
      studentsInClass: this.people.countStudying(),
      classes: this.idsOf('class').size,
      classesWithTeacher: this.taught.size,
    };
  }

  /** Who is enrolled: people may come later, so they are looked for when both files were read. */
  private followEnrolled(fields: readonly string[], unresolved: () => void): RowFollower {
    const [user, taughtClass, role] = ['user_sourced_id', 'class_sourced_id', 'role'].map((field) =>
      fields.indexOf(field),
    ) as [number, number, number];
    const { people } = this;
    const classes = this.idsOf('class');
    return {
      take: (values) => {
        const id = values[user];
        const end = values[ENDS];
        const isPast = typeof end === 'string' && end < this.today;
        if (typeof id === 'string') people.enroll(id, isPast ? null : (values[role] ?? null));
        else unresolved();
        if (values[role] === 'teacher' && !isPast)
          this.taught.add(classes.find(String(values[taughtClass])));
      },
      takeLine: ({ bytes, bounds, cellIndexes }) => {
        const userCell = 2 * (cellIndexes[user] as number);
        // One of four words, which begin with different letters.
        const letter = this.isPast(bytes, bounds, cellIndexes[ENDS] as number)
          ? 0
          : bytes[bounds[2 * (cellIndexes[role] as number)] as number];
        people.enrollBytes(
          bytes,
          bounds[userCell] as number,
          bounds[userCell + 1] as number,
          letter === LETTER_OF_STUDENT,
        );
        if (letter !== LETTER_OF_TEACHER) return;
        const classCell = 2 * (cellIndexes[taughtClass] as number);
        const from = bounds[classCell] as number;
        this.taught.add(classes.findBytes(bytes, from, bounds[classCell + 1] as number));
      },
    };
  }

  /** A date in a line that is kept as it stands has the form of `today`, or is empty. */
  private isPast(bytes: Uint8Array, bounds: Int32Array, cell: number): boolean {
    if (cell === -1) return false;
    const from = bounds[2 * cell] as number;
    if (from === bounds[2 * cell + 1]) return false;
    for (let at = 0; at < DATE_BYTES; at += 1) {
      const difference = (bytes[from + at] as number) - (this.todayBytes[at] as number);
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  private idsOf(entity: RosterEntity): IdIndex {
    const known = this.ids.get(entity);
    if (known) return known;
    const made = new IdIndex();
    this.ids.set(entity, made);
    return made;
  }
}
