// What a person let through before about how the files are, and what is let through once this run is applied. Nobody
// has to say so: a run that was held for it is applied only after somebody approved it.
import type pg from 'pg';
import {
  acceptedOnceApplied,
  findingKey,
  isAccepted,
  rowMeasures,
  type KnownFinding,
} from '@/lib/core/circuit-break/accepted-findings';
import type { Measured, PlanCounts, Verdict } from '@/lib/core/circuit-break/evaluate';
import type { IssueCollector } from '../parts/issue-collector';
import type { FileFacts } from '@/lib/core/circuit-break/file-measures';
import type { MeasuredRun } from './measured-run';

type Findings = ReadonlyMap<string, KnownFinding>;

/** What is accepted with the live roster. */
export async function loadAccepted(client: pg.ClientBase, run: MeasuredRun): Promise<Findings> {
  if (run.baselineRunId === null) return new Map();
  const { rows } = await client.query<Omit<KnownFinding, 'rows'> & { rows: number[] }>(
    `SELECT measure, subject, count, to_jsonb(rows) AS rows, against FROM accepted_finding WHERE tenant_id = $1 AND run_id = $2`,
    [run.tenantId, run.baselineRunId],
  );
  return new Map(
    rows.map((row) => [
      findingKey(row),
      { ...row, rows: row.rows.length === 0 ? null : new Set(row.rows) },
    ]),
  );
}

/** What the measures found, where it would be found again in the same files. */
export function knownFindings({ measures = [] }: PlanCounts, issues: IssueCollector): Findings {
  return new Map(
    measures.flatMap((measured) => {
      const found = knownFinding(measured, issues);
      return found ? [[findingKey(found), found] as const] : [];
    }),
  );
}

function knownFinding(
  { measure, subject = '', count, baseline, side }: Measured,
  issues: IssueCollector,
): KnownFinding | null {
  if (count === 0) return null;
  if (measure === 'expectedCount')
    return { measure, subject, count, rows: null, against: `${baseline} ${side ?? ''}` };
  const ofRows = rowMeasures.find((each) => each === measure);
  const rows = ofRows ? issues.rows.rowsOf(ofRows, subject) : null;
  // Rows that nobody noted could not be told from others: then the number alone would speak.
  return rows?.size === count ? { measure, subject, count, rows, against: '' } : null;
}

/** The counts, with what was accepted and did not change marked. */
export function markAccepted(counts: PlanCounts, found: Findings, accepted: Findings): PlanCounts {
  if (!counts.measures || accepted.size === 0) return counts;
  const measures = counts.measures.map((measured) => {
    const known = found.get(findingKey(measured));
    return known && isAccepted(known, accepted.get(findingKey(measured)))
      ? { ...measured, isAccepted: true }
      : measured;
  });
  return { ...counts, measures };
}

export interface FindingsOfRun {
  found: Findings;
  /** With the live roster. */
  accepted: Findings;
  files: readonly FileFacts[];
}

/**
 * Kept with the run: it counts from when the run is applied. Without a verdict nobody looks at the run before it is
 * applied: of what is new in it nothing is accepted.
 */
export async function storeAccepted(
  client: pg.ClientBase,
  run: MeasuredRun,
  { found, accepted, files }: FindingsOfRun,
  verdict: Verdict | null,
): Promise<void> {
  await client.query('DELETE FROM accepted_finding WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  const seen = new Set(
    (verdict?.trips ?? [])
      .filter(({ tripped, effect }) => tripped && effect === 'hold')
      .map(({ ruleId, subject = '' }) => findingKey({ measure: ruleId, subject })),
  );
  // Of a first roster somebody looks at everything, whatever its limits say.
  const isFirst = run.baselineRunId === null;
  const whole = new Set(
    files.filter(({ mode }) => mode === 'bulk').map(({ fileName }) => fileName),
  );
  const rows = [...new Set([...found.keys(), ...accepted.keys()])].flatMap((key) => {
    const [now, before] = [found.get(key), accepted.get(key)];
    const subject = now?.subject ?? before?.subject ?? '';
    const wasSeen = isFirst || seen.has(key);
    const kept = acceptedOnceApplied(now, before, { wasSeen, isWhole: whole.has(subject) });
    return kept ? [{ ...kept, rows: [...(kept.rows ?? [])].sort((a, b) => a - b) }] : [];
  });
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO accepted_finding (tenant_id, run_id, measure, subject, count, rows, against)
     SELECT $1, $2, f.measure, f.subject, f.count, ARRAY(SELECT jsonb_array_elements_text(f.rows)::bigint), f.against
     FROM jsonb_to_recordset($3::jsonb) AS f(measure text, subject text, count int, rows jsonb, against text)`,
    [run.tenantId, run.id, JSON.stringify(rows)],
  );
}
