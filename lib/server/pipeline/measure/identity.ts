// Who people are before and after: names, birth dates, and ids that go to somebody else. Only the changed rows are
// read; what counts as another name is decided in lib/core/identity.
import type { Measured } from '@/lib/core/circuit-break/evaluate';
import type { WatchedCount } from '@/lib/core/circuit-break/plan-counts';
import { compareChangedNames, type ComparedNames } from './changed-names';
import { findIdsUsedAgain, type UsedAgain } from './ids-used-again';
import { liveTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';

export interface Identity extends Pick<ComparedNames, 'names' | 'replaced'> {
  watched: WatchedCount[];
  measures: Measured[];
  usedAgain: UsedAgain;
}

export const NO_IDENTITY: Identity = {
  watched: [],
  measures: [],
  names: [],
  replaced: { count: 0, samples: [] },
  usedAgain: { count: 0, returning: 0, samples: [] },
};

/** Fewer than this never trip a share, so their base is not looked up. */
const WORTH_A_BASE = 3;

export async function measureIdentity(
  input: MeasureInput,
  has: { updates: boolean; reactivations: boolean },
): Promise<Identity> {
  const updated = has.updates ? await measureUpdates(input) : NO_IDENTITY;
  if (!has.reactivations) return updated;
  const usedAgain = await findIdsUsedAgain(input);
  const measured: Measured = {
    measure: 'idUsedAgain',
    entity: 'students',
    baseline: usedAgain.returning,
    count: usedAgain.count,
  };
  return { ...updated, usedAgain, measures: [...updated.measures, measured] };
}

async function measureUpdates(input: MeasureInput): Promise<Identity> {
  const compared = await compareChangedNames(input);
  const births = await changedBirthDates(input);
  const blanked = sum(births.map((row) => row.blanked));
  const found: [WatchedCount['part'], Map<string, number>][] = [
    ['birthDate', new Map(births.map(({ school, changed }) => [school, changed]))],
    ['nameAndBirthDate', compared.replacedBySchool],
  ];
  const isWorthBase = [blanked, ...found.map(([, counts]) => sum([...counts.values()]))].some(
    (count) => count >= WORTH_A_BASE,
  );
  const baseOf = isWorthBase ? await birthDatesInForce(input) : () => null;
  const blankOut: Measured = {
    measure: 'blankOut',
    subject: 'birth_date',
    entity: 'students',
    changeType: 'UPDATE',
    count: blanked,
    baseline: baseOf('') ?? blanked,
  };
  return {
    ...NO_IDENTITY,
    names: compared.names,
    replaced: compared.replaced,
    measures: blanked >= WORTH_A_BASE ? [blankOut] : [],
    watched: [
      ...compared.watched,
      ...found.flatMap(([part, counts]) =>
        [['', sum([...counts.values()])] as const, ...counts]
          .filter(([school], at) => at === 0 || school !== '')
          .map(([school, count]) => ({
            entity: 'students' as const,
            part,
            schoolSourcedId: school,
            count,
            baseline: baseOf(school),
          })),
      ),
    ],
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

interface ChangedBirths {
  school: string;
  changed: number;
  blanked: number;
}

/** Of students who stay; a birth date that comes for the first time changes nobody. */
async function changedBirthDates({ client, run }: MeasureInput): Promise<ChangedBirths[]> {
  const { rows } = await client.query<ChangedBirths>(
    `SELECT coalesce(l.school_sourced_id, '') AS school,
       count(*) FILTER (WHERE c.after->>'birth_date' IS NOT NULL) AS changed,
       count(*) FILTER (WHERE c.after->>'birth_date' IS NULL) AS blanked
     FROM change c JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.entity = 'demographics' AND c.action = 'UPDATE' AND 'birth_date' = ANY(c.changed_fields)
       AND c.before->>'birth_date' IS NOT NULL AND l.role = 'student' AND l.removed_at IS NULL
     GROUP BY 1`,
    [run.tenantId],
  );
  return rows;
}

/** Students of a school, or of the district, who have one. */
async function birthDatesInForce({
  client,
  run,
}: MeasureInput): Promise<(school: string) => number | null> {
  const { rows } = await client.query<{ school: string; count: number }>(
    `SELECT coalesce(l.school_sourced_id, '') AS school, count(*) AS count
     FROM ${liveTable('demographics')} d JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = d.sourced_id
     WHERE d.tenant_id = $1 AND d.removed_at IS NULL AND d.birth_date IS NOT NULL AND l.role = 'student' AND l.removed_at IS NULL
     GROUP BY 1`,
    [run.tenantId],
  );
  const counts = new Map(rows.map(({ school, count }) => [school, count]));
  const everywhere = sum([...counts.values()]);
  return (school) => (school === '' ? everywhere : (counts.get(school) ?? 0));
}
