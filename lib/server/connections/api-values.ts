// What a person enters to be fetched from, as it is kept. Whether an address may be connected to is asked with each connection.
import type { KindOfConnection } from '@/lib/core/connections/kinds';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../app-context';

export type ApiValueRefusal = Refused<
  | 'API_ADDRESS_INVALID'
  | 'API_ADDRESS_HAS_LOGIN'
  | 'API_ADDRESS_HAS_QUERY'
  | 'TOKEN_ADDRESS_INVALID'
  | 'TOKEN_ADDRESS_NEEDED'
  | 'API_KEY_NEEDED'
>;

export interface ApiValues {
  baseUrl: string;
  tokenUrl: string;
  authorization: string;
  clientId: string;
}

export interface CheckedApiValues {
  baseUrl: string;
  tokenUrl: string | null;
  clientId: string;
}

const LONGEST = 500;

export function checkApiValues(
  { settings }: Pick<AppContext, 'settings'>,
  values: ApiValues,
  { tellsTokenAddress }: NonNullable<KindOfConnection['api']>,
): { ok: true; values: CheckedApiValues } | ApiValueRefusal {
  const base = readAddress(values.baseUrl, settings.apiTestHosts);
  if (!base) return { ok: false, code: 'API_ADDRESS_INVALID' };
  if (base.username !== '' || base.password !== '')
    return { ok: false, code: 'API_ADDRESS_HAS_LOGIN' };
  if (base.search !== '' || base.hash !== '') return { ok: false, code: 'API_ADDRESS_HAS_QUERY' };
  const clientId = values.clientId.trim();
  if (clientId === '' || clientId.length > LONGEST) return { ok: false, code: 'API_KEY_NEEDED' };
  const token = tokenAddress(values, settings.apiTestHosts, tellsTokenAddress);
  if (!token.ok) return token;
  return {
    ok: true,
    values: { baseUrl: withoutSlash(base), tokenUrl: token.address, clientId },
  };
}

/** A token address may have a query: Infinite Campus names the app in it. */
function tokenAddress(
  { tokenUrl, authorization }: ApiValues,
  testHosts: ReadonlySet<string>,
  isTold: boolean,
): { ok: true; address: string | null } | ApiValueRefusal {
  if (authorization !== 'OAUTH2') return { ok: true, address: null };
  if (tokenUrl.trim() === '')
    return isTold ? { ok: true, address: null } : { ok: false, code: 'TOKEN_ADDRESS_NEEDED' };
  const url = readAddress(tokenUrl, testHosts);
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '')
    return { ok: false, code: 'TOKEN_ADDRESS_INVALID' };
  return { ok: true, address: url.toString() };
}

/** Plain http only of hosts that a setting names for tests. */
function readAddress(text: string, testHosts: ReadonlySet<string>): URL | null {
  const given = text.trim();
  if (given.length > LONGEST || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.protocol === 'https:') return url;
  const port = url.port === '' ? '80' : url.port;
  return url.protocol === 'http:' && testHosts.has(`${url.hostname}:${port}`) ? url : null;
}

const withoutSlash = (url: URL): string => url.toString().replace(/\/+$/, '');
