import type { AppContext } from '../../app-context';
import { SEALED_COLUMNS } from '../sealed-columns';
import { openSecret, SealedSecretProblem } from '../sealed-secrets';

export interface SecretKey {
  name: string;
  /** Stored values that are sealed with it. */
  count: number;
  /** Named by CONNECTOR_ENCRYPTION_KEYS, or the one made of CONNECTOR_SECRET. */
  isConfigured: boolean;
  /** New values are sealed with it. */
  isFirst: boolean;
  /** Whether it opened one of its values; null where there is none, or no key to try. */
  opens: boolean | null;
}

/** The keys there are, in the order of the setting, then those that stored values name and nobody configured. */
export async function listSecretKeys(
  ctx: Pick<AppContext, 'db' | 'settings'>,
): Promise<SecretKey[]> {
  const used = await usedKeys(ctx);
  const configured = ctx.settings.encryptionKeys.map(({ name }) => name);
  const others = [...used.keys()].filter((name) => !configured.includes(name)).sort();
  return [...configured, ...others].map((name, at) => {
    const isConfigured = configured.includes(name);
    const { count, opens } = used.get(name) ?? { count: 0, opens: null };
    return { name, count, isConfigured, isFirst: at === 0, opens: isConfigured ? opens : null };
  });
}

interface Group {
  name: string;
  count: number;
  tenantId: number;
  connectionId: number;
  bytes: Buffer<ArrayBuffer>;
}

/** How many values each key has, and whether it opens the first of each place. */
async function usedKeys(ctx: Pick<AppContext, 'db' | 'settings'>) {
  const used = new Map<string, { count: number; opens: boolean }>();
  for (const { table, keyName, sealed, purpose } of SEALED_COLUMNS) {
    const { rows } = await ctx.db.pool.query<Group>(
      `SELECT DISTINCT ON (${keyName}) ${keyName} AS name,
         count(*) OVER (PARTITION BY ${keyName}) AS count,
         tenant_id AS "tenantId", connection_id AS "connectionId", ${sealed} AS bytes
       FROM ${table} ORDER BY ${keyName}, tenant_id, connection_id`,
    );
    for (const { name, count, tenantId, connectionId, bytes } of rows) {
      const before = used.get(name) ?? { count: 0, opens: true };
      const opens = doesOpen(() =>
        openSecret(ctx, { keyName: name, bytes }, { tenantId, connectionId, purpose }),
      );
      used.set(name, { count: before.count + count, opens: before.opens && opens });
    }
  }
  return used;
}

function doesOpen(open: () => string): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof SealedSecretProblem) return false;
    throw error;
  }
}
