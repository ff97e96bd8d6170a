// From a stored plan to its verdict: what it would do is counted, the policy of the day decides, and what a person will
// want to know of a held run is found.
import type pg from 'pg';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { Verdict } from '@/lib/core/circuit-break/evaluate';
import type { Finding } from '@/lib/core/circuit-break/patterns';
import type { RunKey } from '../db/roster-tables';
import { loadPolicy } from '../policy/load-policy';
import { decideRun } from './decide-run';
import {
  knownFindings,
  loadAccepted,
  markAccepted,
  storeAccepted,
  type FindingsOfRun,
} from './measure/accepted';
import { storeFindings } from './measure/find-patterns';
import type { Identity } from './measure/identity';
import { measurePlan } from './measure/measure-plan';
import { forgetPlan } from './parts/change-counts';
import type { IssueCollector } from './parts/issue-collector';
import type { RunFacts } from './parts/run-facts';
import type { Plan } from './parts/plan';

export interface Decision {
  verdict: Verdict;
  /** What people let through before, and what of it is here again. */
  findings: FindingsOfRun;
  /** What a held run looks like; none where it is not held. */
  patterns: readonly Finding[];
}

/** In the transaction that stores the plan. A verdict that nobody can approve leaves no plan behind. */
export async function measureAndDecide(
  client: pg.PoolClient,
  run: RunFacts,
  { groups, firstRoster }: Plan,
  issues: IssueCollector,
  { fingerprint, now }: { fingerprint: string; now: Date },
): Promise<Decision> {
  const today = localDate(now, run.timeZone);
  const policy = await loadPolicy(client, run, today);
  const expected = policy.transition?.expected ?? null;
  const input = { client, run, today, now, groups, issues, firstRoster, expected };
  const measured = await measurePlan(input);
  await reportOtherPeople(client, run, measured.identity, issues);
  const accepted = await loadAccepted(client, run);
  const found = knownFindings(measured.counts, issues);
  const counts = markAccepted(measured.counts, found, accepted);
  const verdict = await decideRun(client, run, { counts, policy, fingerprint });
  const findings = { found, accepted, files: measured.files };
  await storeAccepted(client, run, findings, verdict);
  const patterns =
    verdict.outcome === 'hold' ? await storeFindings(input, measured, policy, verdict) : [];
  if (verdict.outcome === 'invalid') await forgetPlan(client, run);
  return { verdict, findings, patterns };
}

/** Held or not, who has an id that was somebody else's is told. */
async function reportOtherPeople(
  client: pg.PoolClient,
  run: RunKey,
  { replaced, usedAgain }: Identity,
  issues: IssueCollector,
): Promise<void> {
  if (replaced.count + usedAgain.count === 0) return;
  for (const [code, { count, samples }] of [
    ['ID_USED_AGAIN', usedAgain],
    ['PERSON_REPLACED', replaced],
  ] as const) {
    issues.addCounted(
      'users.csv',
      code,
      count,
      samples.map(({ sourcedId: value, ...place }) => ({ ...place, column: 'sourcedId', value })),
    );
  }
  await issues.store(client, run);
}
