// From a stored plan to the counts the rules compare. Everything is worked out from the changed rows and
// from counts that are kept; a day without changes asks for the files' accounting and nothing else.
import type { CountedEntity } from '@/lib/core/change/change';
import type { Measured, PlanCounts, SchoolCounts } from '@/lib/core/circuit-break/evaluate';
import { fileMeasures, type FileFacts } from '@/lib/core/circuit-break/file-measures';
import { planCountsOf, type BaselineCount } from '@/lib/core/circuit-break/plan-counts';
import { analyzePlan } from '../../plan/large-plans';
import type { IssueCollector } from '../parts/issue-collector';
import type { FirstRosterFacts, PlanGroup } from '../parts/plan';
import { baselineCounts, countLinksOfSchools, listSchools, totalOf } from './baseline';
import { readFileFacts } from './files';
import { measureFirstRoster, measureNewSchools, type SchoolGate } from './gates';
import { measureIdentity, NO_IDENTITY, type Identity } from './identity';
import type { MeasureInput } from './measured-run';
import { schoolMoves } from './moves';
import { measureReach, type Reach } from './reachability';
import type { Rekey } from './rekey';
import { findRekeys } from './rekeys';
import { findSituations } from './situations';
import { watchedFields } from './watched-fields';

export interface PlanInput extends MeasureInput {
  groups: readonly PlanGroup[];
  /** What was found in the files. */
  issues: IssueCollector;
  /** Null where a roster is in force. */
  firstRoster: FirstRosterFacts | null;
  now: Date;
  /** Totals the district gave for a transition in force. */
  expected: Readonly<Partial<Record<CountedEntity, number | null>>> | null;
}

/** What was found on the way and explains more than it decides. */
export interface Measurements {
  counts: PlanCounts;
  files: readonly FileFacts[];
  rekeys: readonly Rekey[];
  reach: Reach | null;
  identity: Identity;
  baseline: readonly BaselineCount[];
  moves: readonly { from: string; to: string; count: number }[];
  newSchools: ReadonlySet<string>;
  gates: readonly SchoolGate[];
}

export async function measurePlan(input: PlanInput): Promise<Measurements> {
  const { groups, firstRoster } = input;
  const isFirstRun = firstRoster !== null;
  const files = await readFileFacts(input, input.issues);
  const nothing: Measurements = {
    counts: { isFirstRun, district: {}, schools: [], measures: fileMeasures(files) },
    files,
    rekeys: [],
    reach: null,
    identity: NO_IDENTITY,
    baseline: [],
    moves: [],
    newSchools: new Set(),
    gates: [],
  };
  if (!groups.some(({ count }) => count > 0)) return nothing;
  if (firstRoster !== null) {
    const { district } = planCountsOf({ ...none, groups, baseline: [] });
    const gates = await measureFirstRoster(input, firstRoster, files);
    return { ...nothing, counts: { ...nothing.counts, district }, gates };
  }
  // The planner knows nothing yet of what this run has just written.
  if (sum(groups) > WORTH_ANALYZING) await analyzePlan(input.client, input.run);
  const baseline = await baselineCounts(input);
  const situations = await findSituations(input, input.now);
  const { schools, newSchools } = await listSchools(input);
  const { watched, blankOuts } = has(groups, 'UPDATE')
    ? await watchedFields(input)
    : { watched: [], blankOuts: [] };
  const identity = await measureIdentity(input, {
    updates: has(groups, 'UPDATE'),
    reactivations: has(groups, 'REACTIVATE', 'students'),
  });
  const moves = has(groups, 'UPDATE', 'students') ? await schoolMoves(input) : [];
  const rekeys = await findRekeys(input, {
    hasRemovals: has(groups, 'REMOVE'),
    hasAdditions: has(groups, 'ADD'),
  });
  const reach = await measureReach(input, totalOf(baseline, 'students'));
  const links = await countLinksOfSchools(input, groups);
  const counted = planCountsOf({
    groups: links.groups,
    baseline: [...baseline, ...links.baseline],
    watched: [...watched, ...identity.watched],
    moves,
    schools,
    newSchools,
  });
  const gates = await measureNewSchools(input, newSchools);
  return {
    counts: {
      isFirstRun,
      district: counted.district,
      schools: withGates(counted.schools, gates),
      situations,
      measures: [
        ...fileMeasures(files),
        ...blankOuts,
        ...identity.measures,
        ...rekeys.map((rekey) => rekeyMeasure(rekey, baseline)),
        reach.measured,
        { measure: 'manyContacts', baseline: 0, count: reach.withManyContacts, entity: 'students' },
        allRemovals(groups, baseline),
        ...expectedCounts(input, baseline),
      ],
    },
    files,
    rekeys,
    reach,
    identity,
    baseline,
    moves,
    newSchools,
    gates,
  };
}

const WORTH_ANALYZING = 20_000;

const none = { watched: [], moves: [], schools: new Set<string>(), newSchools: new Set<string>() };

function has(groups: readonly PlanGroup[], action: PlanGroup['action'], entity?: string): boolean {
  return groups.some(
    (group) => group.action === action && group.count > 0 && (!entity || group.entity === entity),
  );
}

function rekeyMeasure(rekey: Rekey, baseline: readonly BaselineCount[]): Measured {
  return {
    measure: 'rekey',
    subject: rekey.entity,
    entity: rekey.entity,
    baseline: totalOf(baseline, rekey.entity),
    count: rekey.pairs,
  };
}

/** Cascades included: what would be gone in the end, of everything that is there. */
function allRemovals(groups: readonly PlanGroup[], baseline: readonly BaselineCount[]): Measured {
  return {
    measure: 'allRemovals',
    changeType: 'REMOVE',
    baseline: sum(baseline.filter((row) => row.schoolSourcedId === '')),
    count: sum(groups.filter(({ action }) => action === 'REMOVE')),
  };
}

function expectedCounts(input: PlanInput, baseline: readonly BaselineCount[]): Measured[] {
  return Object.entries(input.expected ?? {}).flatMap(([name, expected]) => {
    const entity = name as CountedEntity;
    const groups = input.groups.filter((group) => group.entity === entity);
    const removed = sum(groups.filter(({ action }) => action === 'REMOVE'));
    const added = sum(groups.filter(({ action }) => action === 'ADD' || action === 'REACTIVATE'));
    if (expected === null || removed + added === 0) return [];
    const result = totalOf(baseline, entity) + added - removed;
    return [
      {
        measure: 'expectedCount' as const,
        subject: entity,
        entity,
        baseline: expected,
        count: Math.abs(result - expected),
        side: result < expected ? ('below' as const) : ('above' as const),
      },
    ];
  });
}

const sum = (rows: readonly { count: number }[]): number =>
  rows.reduce((total, { count }) => total + count, 0);

function withGates(schools: readonly SchoolCounts[], gates: readonly SchoolGate[]): SchoolCounts[] {
  const bySchool = new Map(schools.map((school) => [school.schoolSourcedId, school]));
  for (const { schoolSourcedId, criteria } of gates) {
    const school = bySchool.get(schoolSourcedId) ?? { schoolSourcedId, counts: {}, isNew: true };
    const failed = criteria.filter(({ outcome }) => outcome === 'failed').length;
    const measured = {
      measure: 'newSchoolGate',
      baseline: criteria.length,
      count: failed,
    } as const;
    bySchool.set(schoolSourcedId, { ...school, measures: [measured] });
  }
  return [...bySchool.values()];
}
