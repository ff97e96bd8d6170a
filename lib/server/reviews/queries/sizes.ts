// How much would change, per entity and per school, from the counts that were stored with the plan.
import { countedEntities, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import type { AppContext } from '../../app-context';
import type { ReviewSize } from './queue';
import { getSchoolNames } from './reasons';

type Context = Pick<AppContext, 'db'>;

export interface EntitySize extends ReviewSize {
  entity: CountedEntity;
  /** Active records the run was compared with; where that was not kept, those in force now. */
  baseline: number;
  /** Of `removed`: those that follow from a person, class or school that goes. */
  cascadeRemoved: number;
}

export interface SchoolSize extends EntitySize {
  schoolSourcedId: string;
  schoolName: string | null;
}

/** Per entity, for the whole district, then per school where a school is known. */
export async function listReviewSizes(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<{ entities: EntitySize[]; schools: SchoolSize[] }> {
  const [{ rows: changes }, { rows: counts }, { rows: compared }] = await Promise.all([
    ctx.db.pool.query<{
      entity: CountedEntity;
      action: ChangeAction;
      school: string;
      count: number;
      cascade: number;
    }>(
      `SELECT entity, action, school_sourced_id AS school, count, cascade_count AS cascade
       FROM change_count WHERE tenant_id = $1 AND run_id = $2`,
      [tenantId, runId],
    ),
    ctx.db.pool.query<{ entity: CountedEntity; school: string; count: number }>(
      `SELECT entity, value AS school, count FROM roster_count
       WHERE tenant_id = $1 AND facet IN ('', 'school') AND entity = ANY($2)`,
      [tenantId, countedEntities],
    ),
    // What the limits were compared with then: the live roster now may be the one this run made.
    ctx.db.pool.query<{ entity: CountedEntity; school: string; count: number }>(
      `SELECT entity, scope_sourced_id AS school, max(baseline_count) AS count FROM rule_evaluation
       WHERE tenant_id = $1 AND run_id = $2 AND rule_id IN (entity || '.REMOVE', entity || '.ADD')
       GROUP BY 1, 2`,
      [tenantId, runId],
    ),
  ]);
  const sizes = new Map<string, SchoolSize>();
  const sizeFor = (entity: CountedEntity, schoolSourcedId: string): SchoolSize => {
    const key = `${entity} ${schoolSourcedId}`;
    const known = sizes.get(key);
    if (known) return known;
    const empty: SchoolSize = {
      entity,
      schoolSourcedId,
      schoolName: null,
      baseline: 0,
      added: 0,
      changed: 0,
      removed: 0,
      cascadeRemoved: 0,
    };
    sizes.set(key, empty);
    return empty;
  };
  for (const { entity, action, school, count, cascade } of changes) {
    for (const scope of new Set(['', school])) {
      const size = sizeFor(entity, scope);
      if (action === 'REMOVE') {
        size.removed += count;
        size.cascadeRemoved += cascade;
      } else if (action === 'UPDATE') size.changed += count;
      else size.added += count;
    }
  }
  for (const { entity, school, count } of [...counts, ...compared]) {
    const known = school === '' ? sizeFor(entity, '') : sizes.get(`${entity} ${school}`);
    if (known) known.baseline = count;
  }
  const all = [...sizes.values()].sort(
    (a, b) => countedEntities.indexOf(a.entity) - countedEntities.indexOf(b.entity),
  );
  const ofSchools = all.filter(({ schoolSourcedId }) => schoolSourcedId !== '');
  const names = await getSchoolNames(
    ctx,
    tenantId,
    runId,
    ofSchools.map(({ schoolSourcedId }) => schoolSourcedId),
  );
  return {
    entities: all.filter(({ schoolSourcedId }) => schoolSourcedId === ''),
    schools: ofSchools
      .map((size) => ({ ...size, schoolName: names.get(size.schoolSourcedId) ?? null }))
      .sort(
        (a, b) =>
          b.removed - a.removed || b.added - a.added || nameOf(a).localeCompare(nameOf(b), 'en'),
      ),
  };
}

function nameOf({ schoolName, schoolSourcedId }: SchoolSize): string {
  return schoolName ?? schoolSourcedId;
}
