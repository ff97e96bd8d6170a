import type pg from 'pg';
import {
  liveTable,
  stagingName,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../../db/roster-tables';
import { isUniqueViolation } from '../../db/unique-violation';

/** An index that a partition of an entity needs beside its key. */
export interface PartitionIndex {
  /** In the schema of the table; chosen here, since two sessions that let PostgreSQL choose can choose the same. */
  name: string;
  /** From USING on. */
  definition: string;
  /** Of removed records only: a first roster has none, so building it late would be a reading for nothing. */
  isOfRemoved: boolean;
}

export async function indexesOf(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
): Promise<PartitionIndex[]> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary
     ORDER BY indexrelid`,
    [liveTable(entity)],
  );
  return rows.map(({ definition }, i) => ({
    name: `${stagingName(run, entity)}_${i + 1}_idx`,
    definition: definition.slice(definition.indexOf('USING')),
    isOfRemoved: definition.includes('WHERE (removed_at IS NOT NULL)'),
  }));
}

export async function createIndex(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
  { name, definition }: PartitionIndex,
): Promise<void> {
  await client.query(`CREATE INDEX ${name} ON ${stagingTable(run, entity)} ${definition}`);
}

const keyName = (run: RunKey, entity: PlannedEntity): string => `${stagingName(run, entity)}_pkey`;

/**
 * The index of a staged first roster's key, which can be built beside others. False when some id stands there
 * twice.
 */
export async function createKeyIndex(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
): Promise<boolean> {
  const key =
    entity === 'link'
      ? 'student_sourced_id, contact_sourced_id, tenant_id'
      : 'sourced_id, tenant_id';
  try {
    await client.query(
      `CREATE UNIQUE INDEX ${keyName(run, entity)} ON ${stagingTable(run, entity)} (${key})`,
    );
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Makes the index the key: a word in the catalogue, once nobody builds or reads beside it. */
export async function declareKey(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
): Promise<void> {
  const name = keyName(run, entity);
  await client.query(
    `ALTER TABLE ${stagingTable(run, entity)} ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${name}`,
  );
}
