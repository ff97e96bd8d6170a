import { plural } from '@/lib/core/format/numbers';
import type { AppContext } from '../app-context';
import { listSecretKeys, type SecretKey } from '../connections/queries/list-secret-keys';
import type { HealthCheck } from './health-check';

/** Whether every stored secret of an API connection can be opened with the keys that are configured. */
export async function checkSecrets(ctx: AppContext): Promise<HealthCheck> {
  const keys = await listSecretKeys(ctx);
  const unknown = keys.filter(({ isConfigured }) => !isConfigured);
  const wrong = keys.filter(({ opens }) => opens === false);
  const count = sum([...unknown, ...wrong]);
  if (unknown.length > 0)
    return {
      status: 'warning',
      reason: `CONNECTOR_ENCRYPTION_KEYS misses ${named(unknown)}, with which ${stored(sum(unknown))} sealed. Add what is missing: until then these connections are not fetched from.`,
      count,
    };
  if (wrong.length > 0)
    return {
      status: 'warning',
      reason: `What is stored under ${named(wrong)} of CONNECTOR_ENCRYPTION_KEYS does not open: the key is another one than it was, or CONNECTOR_SECRET is. Restore it, or enter the secrets of these connections again.`,
      count,
    };
  return { status: 'ok', reason: 'Every key of stored secrets is configured.', count: 0 };
}

const sum = (keys: readonly SecretKey[]): number =>
  keys.reduce((total, { count }) => total + count, 0);
const named = (keys: readonly SecretKey[]): string =>
  `the ${keys.length === 1 ? 'key' : 'keys'} ${keys.map(({ name }) => `"${name}"`).join(', ')}`;
const stored = (count: number): string =>
  `${plural(count, 'stored secret')} ${count === 1 ? 'is' : 'are'}`;
