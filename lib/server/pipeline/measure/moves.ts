import { isOf, type MeasureInput } from './measured-run';

/** Students who stay and change their school, by where from and where to. */
export async function schoolMoves({
  client,
  run,
}: MeasureInput): Promise<{ from: string; to: string; count: number }[]> {
  const { rows } = await client.query<{ from: string; to: string; count: number }>(
    `SELECT coalesce(c.before->>'school_sourced_id', '') AS "from", coalesce(c.after->>'school_sourced_id', '') AS "to", count(*) AS count
     FROM change c WHERE ${isOf(run)} AND c.counted_as = 'students' AND c.action = 'UPDATE' AND NOT c.is_cascade
       AND 'school_sourced_id' = ANY(c.changed_fields) GROUP BY 1, 2`,
  );
  return rows;
}
