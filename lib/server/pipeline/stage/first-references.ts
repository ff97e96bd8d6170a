// Follows the references of a first roster while its files are read. Where all of them lead to rows read before,
// the database need not look for them; where one does not, the database finds which and says so.
import { REFERENCES, referencesFrom, storedColumns, type RosterEntity } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row';
import { IdIndex } from './id-index';
import { PeopleLinks } from './people-links';

/** Entities that rows of other files point to. */
const POINTED_TO: ReadonlySet<RosterEntity> = new Set(
  REFERENCES.filter(({ entity, target }) => entity !== target).map(({ target }) => target),
);

export class FirstReferences {
  readonly people = new PeopleLinks();
  private readonly ids = new Map<RosterEntity, IdIndex>();
  private readonly unresolved = new Set<RosterEntity>();
  private wereRowsTakenOut = false;
  /** What takes the values of each accepted row of an entity's file. Files come in load order. */
  follow(entity: RosterEntity): (values: readonly CellValue[]) => void {
    const fields = storedColumns(entity).map((column) => column.field);
    const references = referencesFrom(entity)
      .filter((reference) => reference.target !== entity)
      .map(({ field, target, onMissing, many }) => ({
        position: fields.indexOf(field),
        ids: target === 'user' ? this.people : this.idsOf(target),
        isNeeded: onMissing === 'reject' && !many,
      }));
    const isUser = entity === 'user';
    const own = !isUser && POINTED_TO.has(entity) ? this.idsOf(entity) : null;
    const idPosition = fields.indexOf('sourced_id');
    return (values) => {
      for (const { position, ids, isNeeded } of references) {
        const value = values[position];
        if (typeof value === 'string') {
          if (!ids.has(value)) this.unresolved.add(entity);
        } else if (Array.isArray(value)) {
          for (const item of value) if (!ids.has(item)) this.unresolved.add(entity);
        } else if (isNeeded) this.unresolved.add(entity);
      }
      own?.add(String(values[idPosition]));
      if (isUser) this.people.add(values);
    };
  }

  /** A check has taken rows out again: what pointed to them may now lead nowhere. */
  noteTakenOut(): void {
    this.wereRowsTakenOut = true;
  }

  /** Whether every reference of the entity to another one leads somewhere. Asked after what it points to was checked. */
  isResolved(entity: RosterEntity): boolean {
    return !this.wereRowsTakenOut && !this.unresolved.has(entity);
  }

  /** Whether what people say of each other can be taken as it was read. */
  arePeopleWhole(): boolean {
    return this.isResolved('user') && this.people.isWhole();
  }

  private idsOf(entity: RosterEntity): IdIndex {
    const known = this.ids.get(entity);
    if (known) return known;
    const made = new IdIndex();
    this.ids.set(entity, made);
    return made;
  }
}
