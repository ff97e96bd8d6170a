// Changes that would give a record to another person, marked in the plan: applying it decides nothing.
import { STORED_PER_GROUP } from '@/lib/core/issues';
import type { MeasureInput } from './measured-run';

/** A record that would be another person's, for the problem that says so. */
export interface OtherPerson {
  sourcedId: string;
  line: number | null;
  schoolSourcedId: string;
}

export interface OtherPeople {
  count: number;
  samples: OtherPerson[];
}

export async function markOtherPeople(
  { client, run }: MeasureInput,
  found: OtherPeople,
  people: readonly (OtherPerson & { seq: number })[],
): Promise<void> {
  if (people.length === 0) return;
  found.count += people.length;
  const wanted = people.slice(0, Math.max(0, STORED_PER_GROUP - found.samples.length));
  for (const { sourcedId, line, schoolSourcedId } of wanted)
    found.samples.push({ sourcedId, line, schoolSourcedId });
  await client.query(
    `UPDATE change SET is_other_person = true WHERE tenant_id = $1 AND run_id = $2 AND seq = ANY($3::int[])`,
    [run.tenantId, run.id, people.map(({ seq }) => seq)],
  );
}
