// What hangs on a removed or added parent: no rule counts again what was counted at the parent.
import type { ChangeAction } from '@/lib/core/change/change';
import type { RosterEntity } from '@/lib/core/oneroster';
import { stagingTable, type RunKey } from '../../db/roster-tables';

/** By which column a record hangs on which; all are planned before it. */
const PARENTS: Partial<Record<RosterEntity, Readonly<Partial<Record<RosterEntity, string>>>>> = {
  enrollment: { user: 'user_sourced_id', class: 'class_sourced_id', org: 'school_sourced_id' },
  demographics: { user: 'sourced_id' },
};

interface Cascade {
  /** SQL that is true where a parent has one of the actions. */
  isCascade: string;
  /** What to join the row with for that. A record has one change at most, so no row becomes two. */
  joins: string;
}

/** Of the rows `row` of an entity. Joined where they are planned: marking them later would write each a second time. */
export function cascadeOf(
  run: RunKey,
  entity: RosterEntity,
  row: string,
  actions: readonly ChangeAction[],
): Cascade {
  const parents = Object.entries(PARENTS[entity] ?? {});
  if (parents.length === 0) return { isCascade: 'false', joins: '' };
  const listed = actions.map((action) => `'${action}'`).join(', ');
  return {
    isCascade: `(${parents.map(([parent]) => `of_${parent}.sourced_id IS NOT NULL`).join(' OR ')})`,
    joins: parents
      .map(
        ([parent, column]) =>
          ` LEFT JOIN ${stagingTable(run, 'plan')} of_${parent} ON of_${parent}.entity = '${parent}' AND of_${parent}.action IN (${listed}) AND of_${parent}.sourced_id = ${row}.${column}`,
      )
      .join(''),
  };
}
