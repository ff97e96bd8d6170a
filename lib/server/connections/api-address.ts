// The addresses a person enters for an API, as they are kept. Whether one may be connected to is asked with each connection.
import type { Refused } from '@/lib/core/refusals/catalogue';

type AddressRefusal = Refused<
  'API_ADDRESS_INVALID' | 'API_ADDRESS_HAS_LOGIN' | 'API_ADDRESS_HAS_QUERY'
>;

const LONGEST = 500;

/** Without a slash at its end. Plain http only of hosts that a setting names for tests. */
export function readApiAddress(
  text: string,
  testHosts: readonly string[],
): { ok: true; address: string } | AddressRefusal {
  const given = text.trim();
  if (given.length > LONGEST || !URL.canParse(given))
    return { ok: false, code: 'API_ADDRESS_INVALID' };
  const url = new URL(given);
  const isForTests = url.protocol === 'http:' && testHosts.includes(url.host);
  if (url.protocol !== 'https:' && !isForTests) return { ok: false, code: 'API_ADDRESS_INVALID' };
  if (url.username !== '' || url.password !== '') return { ok: false, code: 'API_ADDRESS_HAS_LOGIN' };
  if (url.search !== '' || url.hash !== '') return { ok: false, code: 'API_ADDRESS_HAS_QUERY' };
  return { ok: true, address: url.toString().replace(/\/+$/, '') };
}
