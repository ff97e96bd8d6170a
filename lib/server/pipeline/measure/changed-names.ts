// Names before and after, of people who stay under their id.
import { compareNames, isNoName } from '@/lib/core/identity/compare-names';
import { isOtherPerson, knownBirthDate } from '@/lib/core/identity/compare-people';
import type { CountedEntity } from '@/lib/core/change/change';
import type { WatchedCount } from '@/lib/core/circuit-break/plan-counts';
import { inBatches } from '../../db/in-batches';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';
import { markOtherPeople, type OtherPeople } from './other-people';

export interface ComparedNames {
  watched: WatchedCount[];
  /** By kind of person: names that differ by more than their spelling, and of these by lost letters alone. */
  names: { entity: CountedEntity; count: number; garbled: number }[];
  /** Students who keep their id and get another name and another birth date. */
  replaced: OtherPeople;
  replacedBySchool: Map<string, number>;
}

interface ChangedName {
  seq: number;
  sourcedId: string;
  entity: CountedEntity;
  school: string;
  line: number | null;
  givenBefore: string;
  familyBefore: string;
  middleBefore: string | null;
  givenAfter: string;
  familyAfter: string;
  middleAfter: string | null;
  bornBefore: string | null;
  bornAfter: string | null;
}

const before = (field: string): string =>
  `CASE WHEN c.before ? '${field}' THEN c.before->>'${field}' ELSE l.${field} END`;
const after = (field: string): string =>
  `CASE WHEN c.after ? '${field}' THEN c.after->>'${field}' ELSE l.${field} END`;

export async function compareChangedNames(input: MeasureInput): Promise<ComparedNames> {
  const { run } = input;
  const counts = new Map<CountedEntity, { garbled: number; bySchool: Map<string, number> }>();
  const replaced: OtherPeople = { count: 0, samples: [] };
  const replacedBySchool = new Map<string, number>();
  // What is folded the same is spelled the same.
  const query = `
    SELECT c.seq, c.sourced_id AS "sourcedId", c.counted_as AS entity, c.school_sourced_id AS school, s.line_number AS line,
      ${before('given_name')} AS "givenBefore", ${before('family_name')} AS "familyBefore", ${before('middle_name')} AS "middleBefore",
      ${after('given_name')} AS "givenAfter", ${after('family_name')} AS "familyAfter", ${after('middle_name')} AS "middleAfter",
      d.before->>'birth_date' AS "bornBefore", d.after->>'birth_date' AS "bornAfter"
    FROM change c JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
    LEFT JOIN ${stagingTable(run, 'user')} s ON s.sourced_id = c.sourced_id
    LEFT JOIN change d ON d.tenant_id = $1 AND d.run_id = ${run.id} AND d.entity = 'demographics' AND d.action = 'UPDATE'
      AND d.sourced_id = c.sourced_id AND 'birth_date' = ANY(d.changed_fields)
    WHERE ${isOf(run)} AND c.entity = 'user' AND c.action = 'UPDATE' AND 'name_key' = ANY(c.changed_fields)`;
  for await (const rows of inBatches<ChangedName>(input.client, 'changed_name', query, [
    run.tenantId,
  ])) {
    const others: ChangedName[] = [];
    for (const row of rows) {
      const verdict = compareNames(nameBefore(row), nameAfter(row));
      // A name that is given up for "." is lost like a garbled one; one that comes at last is no change of person.
      const isLost = verdict === 'unknown' && !isNoName(nameBefore(row));
      if (verdict !== 'other' && verdict !== 'garbled' && !isLost) continue;
      const counted = counts.get(row.entity) ?? { garbled: 0, bySchool: new Map<string, number>() };
      counts.set(row.entity, counted);
      addOne(counted.bySchool, row.school);
      if (verdict === 'garbled') counted.garbled += 1;
      if (row.entity !== 'students' || !areBothBornOtherwise(row)) continue;
      others.push(row);
      addOne(replacedBySchool, row.school);
    }
    await markOtherPeople(
      input,
      replaced,
      others.map(({ seq, sourcedId, line, school }) => ({
        seq,
        sourcedId,
        line,
        schoolSourcedId: school,
      })),
    );
  }
  return { watched: watchedOf(counts), names: namesOf(counts), replaced, replacedBySchool };
}

const nameBefore = (row: ChangedName) => ({
  given: row.givenBefore,
  family: row.familyBefore,
  middle: row.middleBefore,
});
const nameAfter = (row: ChangedName) => ({
  given: row.givenAfter,
  family: row.familyAfter,
  middle: row.middleAfter,
});

/** Of somebody who stays, an unknown birth date says nothing: the name is judged by itself. */
function areBothBornOtherwise(row: ChangedName): boolean {
  const [was, is] = [knownBirthDate(row.bornBefore), knownBirthDate(row.bornAfter)];
  if (was === null || is === null) return false;
  return isOtherPerson(
    { name: nameBefore(row), birthDate: was },
    { name: nameAfter(row), birthDate: is },
  );
}

function addOne(counts: Map<string, number>, school: string): void {
  counts.set(school, (counts.get(school) ?? 0) + 1);
}

type Counts = ReadonlyMap<CountedEntity, { garbled: number; bySchool: Map<string, number> }>;

const totalOf = (bySchool: ReadonlyMap<string, number>): number =>
  [...bySchool.values()].reduce((all, count) => all + count, 0);

function watchedOf(counts: Counts): WatchedCount[] {
  return (['students', 'staff', 'contacts'] as const).flatMap((entity) => {
    const bySchool = counts.get(entity)?.bySchool ?? new Map<string, number>();
    return [
      ['', totalOf(bySchool)] as const,
      ...[...bySchool].filter(([school]) => school !== ''),
    ].map(([school, count]) => ({
      entity,
      part: 'name' as const,
      schoolSourcedId: school,
      count,
      baseline: null,
    }));
  });
}

function namesOf(counts: Counts): ComparedNames['names'] {
  return [...counts].map(([entity, { garbled, bySchool }]) => ({
    entity,
    count: totalOf(bySchool),
    garbled,
  }));
}
