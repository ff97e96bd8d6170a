// Students who come back under an id that was removed: the same child, or another one.
import { isOtherPerson } from '@/lib/core/identity/compare-people';
import { inBatches } from '../../db/in-batches';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';
import { markOtherPeople, type OtherPeople, type OtherPerson } from './other-people';

export interface UsedAgain extends OtherPeople {
  /** All students who come back. */
  returning: number;
}

interface Returning extends OtherPerson {
  seq: number;
  givenBefore: string;
  familyBefore: string;
  middleBefore: string | null;
  bornBefore: string | null;
  givenAfter: string;
  familyAfter: string;
  middleAfter: string | null;
  bornAfter: string | null;
}

/**
 * A removed record keeps its row and its demographics, so the two can be compared. Where today's files have no
 * demographics for the record, its old birth date says nothing about who comes.
 */
export async function findIdsUsedAgain(input: MeasureInput): Promise<UsedAgain> {
  const { run } = input;
  const found: UsedAgain = { count: 0, returning: 0, samples: [] };
  const query = `
    SELECT c.seq, c.sourced_id AS "sourcedId", c.school_sourced_id AS "schoolSourcedId", s.line_number AS line,
      l.given_name AS "givenBefore", l.family_name AS "familyBefore", l.middle_name AS "middleBefore", b.birth_date::text AS "bornBefore",
      s.given_name AS "givenAfter", s.family_name AS "familyAfter", s.middle_name AS "middleAfter",
      coalesce(d.birth_date, CASE WHEN b.removed_at IS NULL THEN b.birth_date END)::text AS "bornAfter"
    FROM change c JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
    JOIN ${stagingTable(run, 'user')} s ON s.sourced_id = c.sourced_id
    LEFT JOIN ${liveTable('demographics')} b ON b.tenant_id = $1 AND b.sourced_id = c.sourced_id
    LEFT JOIN ${stagingTable(run, 'demographics')} d ON d.sourced_id = c.sourced_id
    WHERE ${isOf(run)} AND c.entity = 'user' AND c.action = 'REACTIVATE' AND c.counted_as = 'students'`;
  for await (const rows of inBatches<Returning>(input.client, 'coming_back', query, [
    run.tenantId,
  ])) {
    found.returning += rows.length;
    await markOtherPeople(input, found, rows.filter(isSomebodyElse));
  }
  return found;
}

const isSomebodyElse = (row: Returning): boolean =>
  isOtherPerson(
    {
      name: { given: row.givenBefore, family: row.familyBefore, middle: row.middleBefore },
      birthDate: row.bornBefore,
    },
    {
      name: { given: row.givenAfter, family: row.familyAfter, middle: row.middleAfter },
      birthDate: row.bornAfter,
    },
  );
