import 'server-only';
import { env } from 'node:process';
import { openContext } from '../open-context';
import type { AppContext } from '../app-context';

// On globalThis: in development every reload of a module would open another pool.
const holder = globalThis as typeof globalThis & { connectorContext?: AppContext };

/** The one context of this web process. */
export function getAppContext(): AppContext {
  holder.connectorContext ??= openContext('web', env);
  return holder.connectorContext;
}
