// Which addresses a fetch may connect to. A district names the address of its API: without this, whoever can edit one could read what
// only this machine can reach. The check is made of the address a connection is opened to, so a name that resolves to one address
// when it is entered and to another when it is used is caught as well.
import { lookup as lookUpName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { ApiFailure } from './failures';

/** Reaches the public internet: in a block that is given out, and in none that is set apart for another use. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || isIP(text) === 0) return false;
  return isPublic(ipaddr.parse(text));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast';
  if (address.zoneId) return false;
  const range = address.range();
  // Both lead to the IPv4 address inside them, if they lead anywhere.
  if (range === 'ipv4Mapped') return isPublic(address.toIPv4Address());
  if (address.match(NAT64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return (
    range === 'unicast' &&
    GIVEN_OUT.some((block) => address.match(block)) &&
    !SET_APART.some((block) => address.match(block))
  );
}

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const GIVEN_OUT = [ipaddr.IPv6.parseCIDR('2000::/3')];
/** Documentation (RFC 9637), which the library may not know. */
const SET_APART = [ipaddr.IPv6.parseCIDR('3fff::/20')];

/** As `CONNECTOR_API_TEST_HOSTS` names it: host and port, the port also where it is the usual one. */
export function hostAndPort(url: Pick<URL, 'protocol' | 'hostname' | 'port'>): string {
  const port = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port;
  return `${url.hostname.toLowerCase()}:${port}`;
}

/** Hosts that may be plain http and anywhere: for tests and the local demo. */
export type TestHosts = ReadonlySet<string>;

/** Refuses an address before anything is sent to it; what its name resolves to is known only when it is connected to. */
export function requireAllowedUrl(url: URL, testHosts: TestHosts): void {
  if (testHosts.has(hostAndPort(url))) return;
  if (url.protocol !== 'https:') throw new ApiFailure('NOT_HTTPS', 'NEVER');
  const host = withoutBrackets(url.hostname);
  if (isIP(host) !== 0 && !isPublicAddress(host))
    throw new ApiFailure('ADDRESS_NOT_PUBLIC', 'NEVER');
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

type Lookup = (name: string) => Promise<{ address: string; family: number }[]>;

/** Every address of a name, as the system resolves it. */
export const lookUp: Lookup = (name) =>
  new Promise((resolve, reject) => {
    lookUpName(name, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });

/** A lookup for sockets that answers with public addresses alone. */
export function publicLookup(lookup: Lookup): LookupFunction {
  return (name, options, callback) => {
    lookup(name).then(
      (addresses) => {
        const open = addresses.filter(({ address }) => isPublicAddress(address));
        const [first] = open;
        if (!first) callback(new ApiFailure('ADDRESS_NOT_PUBLIC', 'NEVER'), []);
        else if (options.all) callback(null, open);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

export interface ConnectOptions {
  testHosts: TestHosts;
  timeoutMs: number;
  /** Certificates to trust instead of the public authorities. */
  ca?: string;
  lookup?: Lookup;
}

/** Opens connections for undici: to public addresses, or to hosts that the setting names. */
export function guardedConnector({
  testHosts,
  timeoutMs,
  ca,
  lookup = lookUp,
}: ConnectOptions): buildConnector.connector {
  const common = { timeout: timeoutMs, allowH2: false, ca };
  const anywhere = buildConnector(common);
  const publicOnly = buildConnector({ ...common, lookup: publicLookup(lookup) });
  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    const { protocol, port } = options;
    const written = isIP(host) === 6 ? `[${host}]` : host;
    if (testHosts.has(hostAndPort({ protocol, hostname: written, port })))
      return anywhere(options, callback);
    // A socket does not look up what is an address already.
    if (isIP(host) !== 0 && !isPublicAddress(host))
      return callback(new ApiFailure('ADDRESS_NOT_PUBLIC', 'NEVER'), null);
    return publicOnly(options, callback);
  };
}
