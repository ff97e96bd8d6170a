// How large the reviews of a list are and what they look like: asked only for those that are shown.
import type { Situation } from '@/lib/core/circuit-break/evaluate';
import type { FindingKind } from '@/lib/core/circuit-break/patterns';
import { sizeInShort, type ShortSize } from '@/lib/core/review/size-in-short';
import type { AppContext } from '../../app-context';
import { FAMILIES_ROW } from '../../policy/findings';

export async function listReviewNotes(
  ctx: Pick<AppContext, 'db'>,
  breakIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (breakIds.length === 0) return new Map();
  const { rows } = await ctx.db.pool.query<{
    breakId: number;
    sizes: ShortSize[];
    finding: FindingKind | null;
    situation: Situation | null;
  }>(
    `SELECT b.id AS "breakId", size.list AS sizes,
       (SELECT f.kind FROM run_finding f WHERE f.tenant_id = b.tenant_id AND f.run_id = v.run_id AND f.kind <> $2
         ORDER BY f.position LIMIT 1) AS finding,
       (SELECT e.rule_id FROM rule_evaluation e WHERE e.tenant_id = b.tenant_id AND e.run_id = v.run_id
         AND e.rule_id IN ('resume', 'newSource') AND e.tripped ORDER BY e.rule_id LIMIT 1) AS situation
     FROM circuit_break b
     JOIN LATERAL (SELECT run_id FROM circuit_break_version
       WHERE tenant_id = b.tenant_id AND break_id = b.id ORDER BY version DESC LIMIT 1) v ON true
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(to_jsonb(counted)), '[]') AS list FROM (
         SELECT c.entity, coalesce(sum(c.count) FILTER (WHERE c.action = 'REMOVE'), 0)::int AS removed,
           coalesce(sum(c.count) FILTER (WHERE c.action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
           coalesce(sum(c.count) FILTER (WHERE c.action = 'UPDATE'), 0)::int AS changed,
           coalesce((SELECT sum(r.count) FROM roster_count r
             WHERE r.tenant_id = b.tenant_id AND r.facet = '' AND r.entity = c.entity), 0)::int AS baseline
         FROM change_count c WHERE c.tenant_id = b.tenant_id AND c.run_id = v.run_id GROUP BY c.entity) counted) size
     WHERE b.id = ANY($1)`,
    [breakIds, FAMILIES_ROW],
  );
  return new Map(rows.map(({ breakId, ...facts }) => [breakId, sizeInShort(facts)]));
}
