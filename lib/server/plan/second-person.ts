// What a plan removes, and whether one person alone may let that in.
import { secondPersonReasons, type SecondPersonReason } from '@/lib/core/review/second-person';
import type { Transaction } from '../db';
import type { RunKey } from '../db/roster-tables';

type Reader = Pick<Transaction, '$queryRaw'>;

export interface RemovedCounts {
  schools: number;
  students: number;
  contacts: number;
  staff: number;
  all: number;
}

/** Removals of a whole plan, by what is removed. */
export async function countRemovals(tx: Reader, run: RunKey): Promise<RemovedCounts> {
  const [counts] = await tx.$queryRaw<RemovedCounts[]>`
    SELECT coalesce(sum(count) FILTER (WHERE entity = 'orgs' AND school_sourced_id <> ''), 0)::int AS schools,
      coalesce(sum(count) FILTER (WHERE entity = 'students'), 0)::int AS students,
      coalesce(sum(count) FILTER (WHERE entity = 'contacts'), 0)::int AS contacts,
      coalesce(sum(count) FILTER (WHERE entity = 'staff'), 0)::int AS staff,
      coalesce(sum(count), 0)::int AS "all"
    FROM change_count WHERE tenant_id = ${run.tenantId} AND run_id = ${run.id} AND action = 'REMOVE'`;
  return counts ?? { schools: 0, students: 0, contacts: 0, staff: 0, all: 0 };
}

/** Why two people have to look at it; empty where one is enough. */
export async function whySecondPerson(
  tx: Reader,
  run: RunKey,
  removed: RemovedCounts,
  { saidStop = false }: { saidStop?: boolean } = {},
): Promise<SecondPersonReason[]> {
  const [facts] = await tx.$queryRaw<{ students: number; contacts: number; never: boolean }[]>`
    SELECT coalesce((SELECT count FROM roster_count WHERE tenant_id = ${run.tenantId} AND entity = 'students' AND facet = '' LIMIT 1), 0)::int AS students,
      coalesce((SELECT count FROM roster_count WHERE tenant_id = ${run.tenantId} AND entity = 'contacts' AND facet = '' LIMIT 1), 0)::int AS contacts,
      EXISTS (SELECT 1 FROM rule_evaluation WHERE tenant_id = ${run.tenantId} AND run_id = ${run.id} AND tripped AND never_relaxed) AS never`;
  return secondPersonReasons({
    schoolsRemoved: removed.schools,
    students: { removed: removed.students, baseline: facts?.students ?? 0 },
    contacts: { removed: removed.contacts, baseline: facts?.contacts ?? 0 },
    peopleRemoved: removed.students + removed.contacts + removed.staff,
    isNeverRelaxedReached: facts?.never ?? false,
    saidStop,
  });
}
