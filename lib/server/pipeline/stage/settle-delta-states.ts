// Records that a delta file names more than once, after all of it was read: the newest state counts, and where nobody
// can say which that is, none of them does and the live record stays as it is.
import type pg from 'pg';
import { newestState, type DeltaState } from '@/lib/core/oneroster/delta-states';
import { recordFields, stagingTable, type RunKey } from '../../db/roster-tables';
import type { RosterEntity } from '@/lib/core/oneroster';
import { contentSql } from '../parts/content-sql';
import type { IssueCollector } from '../parts/issue-collector';

export interface RepeatedRecord {
  sourcedId: string;
  states: readonly DeltaState[];
}

interface Settling {
  /** In whose open transaction the rows were staged. */
  client: pg.ClientBase;
  keysClient: pg.ClientBase;
  run: RunKey;
  entity: RosterEntity;
  fileName: string;
  issues: IssueCollector;
}

/** Returns how many accepted rows count no longer: older states, and rows set aside. */
export async function settleDeltaStates(
  settling: Settling,
  repeated: readonly RepeatedRecord[],
): Promise<{ ignored: number; rejected: number }> {
  const { fileName, issues } = settling;
  const same = await sayTheSame(settling, repeated);
  const dropped: DeltaState[] = [];
  const setAside: RepeatedRecord[] = [];
  const counts = { ignored: 0, rejected: 0 };
  for (const { sourcedId, states } of repeated) {
    const newest = newestState(states);
    // Said twice, and the same: one of them is told as a copy, like anywhere else.
    if (newest === null && same.has(sourcedId)) continue;
    const older = states.filter(({ line }) => line !== newest);
    dropped.push(...older);
    if (newest === null) setAside.push({ sourcedId, states });
    const accepted = older.filter(({ kind }) => kind !== 'unusable');
    counts[newest === null ? 'rejected' : 'ignored'] += accepted.length;
    for (const { line } of states)
      issues.add(fileName, newest === null ? 'DELTA_STATES_UNCLEAR' : 'DELTA_OLDER_STATE', {
        line,
        column: 'dateLastModified',
        value: sourcedId,
        params: newest === null ? {} : { newest },
      });
  }
  await noteUnclear(settling, setAside);
  await drop(
    settling,
    dropped,
    setAside.map(({ sourcedId }) => sourcedId),
  );
  return counts;
}

/** Of the records whose states have no order, those whose states are all one and the same. */
async function sayTheSame(
  { client, run, entity }: Settling,
  repeated: readonly RepeatedRecord[],
): Promise<ReadonlySet<string>> {
  const unordered = repeated.filter(({ states }) => newestState(states) === null);
  const of = (kind: DeltaState['kind']) =>
    unordered
      .filter(({ states }) => states.every((state) => state.kind === kind))
      .map(({ sourcedId }) => sourcedId);
  const { rows } = await client.query<{ id: string }>(
    `SELECT sourced_id AS id FROM ${stagingTable(run, entity)} t WHERE sourced_id = ANY($1)
     GROUP BY 1 HAVING count(DISTINCT ROW(${recordFields(entity)
       .map((field) => `t.${field}`)
       .join(', ')})::text) = 1`,
    [of('active')],
  );
  return new Set([...of('remove'), ...rows.map(({ id }) => id)]);
}

/** Each state by what it says of its record. Those that cannot be used were noted when they were read. */
async function noteUnclear(
  { client, run, entity, fileName, issues }: Settling,
  setAside: readonly RepeatedRecord[],
): Promise<void> {
  const states = setAside.flatMap(({ sourcedId, states: said }) =>
    said.filter(({ kind }) => kind !== 'unusable').map((state) => ({ sourcedId, ...state })),
  );
  if (!issues.rows.areToldApart('invalidRows', fileName, states.length)) return;
  const { rows } = await client.query<{ line: number; content: string }>(
    `SELECT line_number AS line, md5(${contentSql(entity, 's')}::text) AS content
     FROM ${stagingTable(run, entity)} s WHERE line_number = ANY($1)`,
    [states.filter(({ kind }) => kind === 'active').map(({ line }) => line)],
  );
  const contents = new Map(rows.map(({ line, content }) => [line, content]));
  // Not when it was changed: the same said a day later is the same.
  for (const { sourcedId, kind, line } of states)
    issues.rows.note('invalidRows', fileName, [
      ...[sourcedId, 'DELTA_STATES_UNCLEAR', kind, contents.get(line) ?? null],
    ]);
}

async function drop(
  { client, keysClient, run, entity }: Settling,
  dropped: readonly DeltaState[],
  setAside: readonly string[],
): Promise<void> {
  const lines = (kind: DeltaState['kind']) =>
    dropped.filter((state) => state.kind === kind).map(({ line }) => line);
  await client.query(`DELETE FROM ${stagingTable(run, entity)} WHERE line_number = ANY($1)`, [
    lines('active'),
  ]);
  for (const [part, kind] of [
    ['deleted', 'remove'],
    ['quarantined', 'unusable'],
  ] as const)
    await keysClient.query(
      `DELETE FROM ${stagingTable(run, part)} WHERE entity = $1 AND line_number = ANY($2)`,
      [entity, lines(kind)],
    );
  await keysClient.query(
    `INSERT INTO ${stagingTable(run, 'quarantined')} (entity, sourced_id, line_number)
     SELECT $1, id, 0 FROM unnest($2::text[]) AS k(id)`,
    [entity, setAside],
  );
}
