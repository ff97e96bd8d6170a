// People who would leave and come back under another id. The database finds whom to ask about, by what two records have in
// common; whether they are one person's is decided in lib/core/identity.
import type { CountedEntity } from '@/lib/core/change/change';
import {
  isSamePerson,
  NO_BIRTH_DATES,
  type InCommon,
  type KnownPerson,
} from '@/lib/core/identity/compare-people';
import { findAgain } from '@/lib/core/identity/find-again';
import { inBatches } from '../../db/in-batches';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';
import type { Rekey } from './rekey';

/** More people than this with one number or address share it: it tells nobody from another. */
const MOST_WITH_ONE = 10;
/** In a district of a million some hundreds are born on one day: a date of more was made up. */
const MOST_BORN_ON_A_DAY = 10_000;

const WAYS = [
  ['byLeadingZeros', 'number', `ltrim(p.sourced_id, '0')`],
  ['byCase', 'number', 'lower(p.sourced_id)'],
  ['byIdentifier', 'number', 'p.identifier'],
  ['byMail', 'mail', 'p.mail'],
] as const satisfies readonly (readonly [keyof Rekey, InCommon, string])[];

const COUNTED = [...WAYS.map(([way]) => way), 'byNameAndBirthDate'] as const;

export async function findSamePeople(input: MeasureInput): Promise<Rekey[]> {
  const { client } = input;
  await client.query(`CREATE TEMP TABLE person_come_or_gone ON COMMIT DROP AS ${people(input)}`);
  await client.query('ANALYZE person_come_or_gone');
  const { rows: sizes } = await client.query<{
    entity: CountedEntity;
    removed: number;
    added: number;
  }>(
    `SELECT entity, count(*) FILTER (WHERE is_gone) AS removed, count(*) FILTER (WHERE NOT is_gone) AS added
     FROM person_come_or_gone GROUP BY entity ORDER BY entity`,
  );
  const asked = sizes.filter(({ removed, added }) => removed > 0 && added > 0);
  if (asked.length === 0) return [];
  const found = new FoundPeople();
  for (const [way, inCommon, key] of WAYS) await askByKey(input, found, way, inCommon, key);
  await askByBirthDate(input, found);
  return asked.flatMap(({ entity, removed, added }) => {
    const counts = found.countsOf(entity);
    if (!counts) return [];
    return [{ entity, removed, byCode: 0, ...counts, pairs: Math.min(counts.pairs, added) }];
  });
}

function people({ run }: MeasureInput): string {
  const side = (isGone: boolean, action: string, users: string, births: string): string =>
    `SELECT ${isGone} AS is_gone, c.counted_as AS entity, c.seq, c.sourced_id, r.identifier, r.email_key AS mail,
       r.given_name AS given, r.family_name AS family, r.middle_name AS middle, d.birth_date
     FROM change c JOIN ${users} r ON r.tenant_id = ${run.tenantId} AND r.sourced_id = c.sourced_id
     LEFT JOIN ${births} d ON d.tenant_id = ${run.tenantId} AND d.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.entity = 'user' AND c.action = '${action}'`;
  return `${side(true, 'REMOVE', liveTable('user'), liveTable('demographics'))} UNION ALL ${side(false, 'ADD', stagingTable(run, 'user'), stagingTable(run, 'demographics'))}`;
}

/** Which ways led to somebody who leaves, a bit for each: half a million people may. */
class FoundPeople {
  private readonly ways = new Map<CountedEntity, Map<number, number>>();

  add(entity: CountedEntity, seq: number, way: (typeof COUNTED)[number]): void {
    const bySeq = this.ways.get(entity) ?? new Map<number, number>();
    this.ways.set(entity, bySeq);
    bySeq.set(seq, (bySeq.get(seq) ?? 0) | (1 << COUNTED.indexOf(way)));
  }

  countsOf(
    entity: CountedEntity,
  ): (Record<(typeof COUNTED)[number], number> & { pairs: number }) | null {
    const bySeq = this.ways.get(entity);
    if (!bySeq) return null;
    const counts = {
      pairs: bySeq.size,
      byLeadingZeros: 0,
      byCase: 0,
      byIdentifier: 0,
      byMail: 0,
      byNameAndBirthDate: 0,
    };
    for (const bits of bySeq.values())
      COUNTED.forEach((way, at) => {
        if (bits & (1 << at)) counts[way] += 1;
      });
    return counts;
  }
}

interface Candidates {
  entity: CountedEntity;
  seq: number;
  given: string;
  family: string;
  middle: string | null;
  birthDate: string | null;
  givenOfOther: string;
  familyOfOther: string;
  middleOfOther: string | null;
  birthDateOfOther: string | null;
}

async function askByKey(
  input: MeasureInput,
  found: FoundPeople,
  way: (typeof WAYS)[number][0],
  inCommon: InCommon,
  key: string,
): Promise<void> {
  const side = (isGone: boolean): string =>
    `SELECT p.*, ${key} AS key FROM person_come_or_gone p WHERE p.is_gone = ${isGone} AND ${key} IS NOT NULL`;
  const query = `
    SELECT g.entity, g.seq, g.given, g.family, g.middle, g.birth_date::text AS "birthDate", n.given AS "givenOfOther",
      n.family AS "familyOfOther", n.middle AS "middleOfOther", n.birth_date::text AS "birthDateOfOther"
    FROM (${side(true)}) g
    JOIN (SELECT *, count(*) OVER (PARTITION BY entity, key) AS sharing FROM (${side(false)}) p) n
      ON n.sharing <= ${MOST_WITH_ONE} AND n.entity = g.entity AND n.key = g.key`;
  for await (const rows of inBatches<Candidates>(
    input.client,
    `same_${way}`.toLowerCase(),
    query,
    [],
  ))
    for (const row of rows) {
      const other: KnownPerson = {
        name: { given: row.givenOfOther, family: row.familyOfOther, middle: row.middleOfOther },
        birthDate: row.birthDateOfOther,
      };
      if (isSamePerson(personOf(row), other, inCommon)) found.add(row.entity, row.seq, way);
    }
}

interface BornOn {
  entity: CountedEntity;
  isGone: boolean;
  seq: number;
  given: string;
  family: string;
  middle: string | null;
  birthDate: string;
}

/** One birth date at a time: nobody else has to be in memory. */
async function askByBirthDate(input: MeasureInput, found: FoundPeople): Promise<void> {
  const query = `
    WITH day AS (SELECT entity, birth_date FROM person_come_or_gone WHERE birth_date <> ALL ($1::date[])
                 GROUP BY 1, 2 HAVING bool_or(is_gone) AND NOT bool_and(is_gone) AND count(*) <= ${MOST_BORN_ON_A_DAY})
    SELECT p.entity, p.is_gone AS "isGone", p.seq, p.given, p.family, p.middle, p.birth_date::text AS "birthDate"
    FROM person_come_or_gone p JOIN day USING (entity, birth_date) ORDER BY p.entity, p.birth_date, p.seq`;
  let born: BornOn[] = [];
  const ask = (): void => {
    const leaving = born.filter(({ isGone }) => isGone);
    const coming = born.filter(({ isGone }) => !isGone);
    const isFound = findAgain(leaving.map(personOf), coming.map(personOf));
    leaving.forEach(({ entity, seq }, at) => {
      if (isFound[at]) found.add(entity, seq, 'byNameAndBirthDate');
    });
    born = [];
  };
  for await (const rows of inBatches<BornOn>(input.client, 'born_on', query, [NO_BIRTH_DATES]))
    for (const row of rows) {
      const [first] = born;
      if (first && (first.birthDate !== row.birthDate || first.entity !== row.entity)) ask();
      born.push(row);
    }
  ask();
}

const personOf = ({
  given,
  family,
  middle,
  birthDate,
}: Pick<Candidates, 'given' | 'family' | 'middle' | 'birthDate'>): KnownPerson => ({
  name: { given, family, middle },
  birthDate,
});
