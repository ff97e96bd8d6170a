// Records that would leave and come back under another id: pairs of removed and added ones, matched by what they are;
// who is who among people is asked in `same-people.ts`. Only the changed rows are read.
import type { CountedEntity } from '@/lib/core/change/change';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';
import type { Rekey } from './rekey';
import { findSamePeople } from './same-people';

/** Removed and added records of the same kind, with what they can be known by. */
const SIDES: readonly { entity: CountedEntity; records: (input: MeasureInput) => string }[] = [
  {
    entity: 'orgs',
    records: (input) => records(input, 'org', `r.name AS code, r.identifier`),
  },
  {
    entity: 'classes',
    // The same section in another term is a term roll, not another id.
    records: (input) =>
      records(
        input,
        'class',
        `concat_ws(E'\\n', r.school_sourced_id, r.course_sourced_id, r.class_code, r.title, (SELECT string_agg(DISTINCT t, ',' ORDER BY t) FROM unnest(r.term_sourced_ids) AS t)) AS code, NULL AS identifier`,
      ),
  },
];

function records({ run }: MeasureInput, entity: 'org' | 'class', columns: string): string {
  const side = (isGone: boolean, action: string, table: string): string =>
    `SELECT ${isGone} AS is_gone, c.counted_as AS entity, c.sourced_id, ${columns}
     FROM change c JOIN ${table} r ON r.tenant_id = ${run.tenantId} AND r.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.entity = '${entity}' AND c.action = '${action}'`;
  return `${side(true, 'REMOVE', liveTable(entity))} UNION ALL ${side(false, 'ADD', stagingTable(run, entity))}`;
}

const WAYS = [
  ['leadingZeros', `ltrim(g.sourced_id, '0')`, `ltrim(n.sourced_id, '0')`],
  ['case', `lower(g.sourced_id)`, `lower(n.sourced_id)`],
  ['identifier', 'g.identifier', 'n.identifier'],
  ['code', 'g.code', 'n.code'],
] as const;

export async function findRekeys(
  input: MeasureInput,
  sizes: { hasRemovals: boolean; hasAdditions: boolean },
): Promise<Rekey[]> {
  if (!sizes.hasRemovals || !sizes.hasAdditions) return [];
  const { client } = input;
  await client.query(
    `CREATE TEMP TABLE come_or_gone ON COMMIT DROP AS
     ${SIDES.map(({ records: of }) => of(input)).join(' UNION ALL ')}`,
  );
  await client.query('ANALYZE come_or_gone');
  const { rows } = await client.query<Rekey>(
    `WITH pair AS (${WAYS.map(
      ([way, gone, come]) =>
        `SELECT DISTINCT g.entity, g.sourced_id, '${way}' AS way FROM come_or_gone g JOIN come_or_gone n
         ON g.is_gone AND NOT n.is_gone AND n.entity = g.entity AND ${gone} = ${come}`,
    ).join(' UNION ALL ')}),
     size AS (SELECT entity, count(*) FILTER (WHERE is_gone) AS removed, count(*) FILTER (WHERE NOT is_gone) AS added
              FROM come_or_gone GROUP BY entity)
     SELECT s.entity, s.removed, least(count(DISTINCT p.sourced_id), s.added) AS pairs,
       0 AS "byMail", 0 AS "byNameAndBirthDate",
       ${WAYS.map(([way]) => `count(*) FILTER (WHERE p.way = '${way}') AS "${COUNT_OF[way]}"`).join(', ')}
     FROM size s JOIN pair p ON p.entity = s.entity GROUP BY s.entity, s.removed, s.added ORDER BY s.entity`,
  );
  return [...rows, ...(await findSamePeople(input))];
}

const COUNT_OF: Record<(typeof WAYS)[number][0], keyof Rekey> = {
  leadingZeros: 'byLeadingZeros',
  case: 'byCase',
  identifier: 'byIdentifier',
  code: 'byCode',
};
