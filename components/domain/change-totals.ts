import { countedEntities, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import { entityWords } from '@/lib/core/format/entity-words';

export type ChangeTotal = {
  entity: CountedEntity;
  /** "Students" */
  label: string;
  added: number;
  changed: number;
  removed: number;
};

/** Counts per school added up per entity, in the order of the files. */
export function changeTotals(
  counts: readonly { entity: CountedEntity; action: ChangeAction; count: number }[],
): ChangeTotal[] {
  return countedEntities.flatMap((entity) => {
    const of = (...actions: ChangeAction[]) =>
      counts
        .filter((row) => row.entity === entity && actions.includes(row.action))
        .reduce((sum, { count }) => sum + count, 0);
    const [added, changed, removed] = [of('ADD', 'REACTIVATE'), of('UPDATE'), of('REMOVE')];
    return added + changed + removed === 0
      ? []
      : [{ entity, label: capital(entityWords[entity].many), added, changed, removed }];
  });
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
