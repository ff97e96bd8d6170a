import { countedEntities, type ChangeAction, type CountedEntity } from '../change/change';
import type { EntityCounts, SchoolCounts, ScopeCounts } from './evaluate';
import type { WatchGroup } from './rules';

/** A part of a plan. `cascadeCount` of them follow from a parent and are counted there. */
export type CountedGroup = {
  readonly entity: string;
  readonly action: ChangeAction;
  readonly schoolSourcedId: string;
  readonly count: number;
  readonly cascadeCount: number;
};

/** Active records in force; `schoolSourcedId` is '' for the whole district. */
export type BaselineCount = {
  readonly entity: CountedEntity;
  readonly schoolSourcedId: string;
  readonly count: number;
};

export type WatchedCount = {
  readonly entity: CountedEntity;
  readonly schoolSourcedId: string;
  readonly part: WatchGroup | 'coversToday';
  readonly count: number;
  /** Rows where the field was filled; the entity's own baseline where it always is. */
  readonly baseline: number | null;
};

type Draft = {
  baseline: number;
  changes: Partial<Record<ChangeAction, number>>;
  watched?: Partial<Record<WatchGroup | 'coversToday', { baseline: number; count: number }>>;
  movedOut?: number;
  movedIn?: number;
};

/**
 * What the rules compare, from the plan's groups and the live roster: cascades left out, schools that
 * are none left out, whatever the order of the parts.
 */
export function planCountsOf(input: {
  readonly groups: readonly CountedGroup[];
  readonly baseline: readonly BaselineCount[];
  readonly watched: readonly WatchedCount[];
  /** Students who stay and change their school. */
  readonly moves: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  readonly schools: ReadonlySet<string>;
  readonly newSchools: ReadonlySet<string>;
}): { district: ScopeCounts; schools: SchoolCounts[] } {
  const scopes = new Map<string, Partial<Record<CountedEntity, Draft>>>();
  const draftOf = (school: string, entity: CountedEntity): Draft => {
    const scope = scopes.get(school) ?? {};
    scopes.set(school, scope);
    return (scope[entity] ??= { baseline: 0, changes: {} });
  };
  for (const { schoolSourcedId, entity, count } of input.baseline) {
    draftOf(schoolSourcedId, entity).baseline = count;
  }
  for (const { entity: name, action, schoolSourcedId, count, cascadeCount } of input.groups) {
    const entity = countedEntities.find((known) => known === name);
    if (!entity || count === cascadeCount) continue;
    for (const school of new Set(['', schoolSourcedId])) {
      const { changes } = draftOf(school, entity);
      changes[action] = (changes[action] ?? 0) + count - cascadeCount;
    }
  }
  for (const { schoolSourcedId, entity, part, count, baseline } of input.watched) {
    const draft = draftOf(schoolSourcedId, entity);
    draft.watched = { ...draft.watched, [part]: { count, baseline: baseline ?? draft.baseline } };
  }
  for (const { from, to, count } of input.moves) {
    const left = draftOf(from, 'students');
    left.movedOut = (left.movedOut ?? 0) + count;
    const reached = draftOf(to, 'students');
    reached.movedIn = (reached.movedIn ?? 0) + count;
  }
  const district: ScopeCounts = scopes.get('') ?? {};
  return {
    district,
    schools: [...scopes]
      .filter(([id, counts]) => input.schools.has(id) && Object.values(counts).some(hasChanges))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([schoolSourcedId, counts]) => ({
        schoolSourcedId,
        counts,
        isNew: input.newSchools.has(schoolSourcedId),
      })),
  };
}

function hasChanges({ changes, watched, movedOut }: EntityCounts): boolean {
  return Object.keys(changes).length > 0 || watched !== undefined || movedOut !== undefined;
}
