// Source addresses and ranges of them, as the settings (SFTP_EXEMPT_ADDRESSES) and districts name them.
import { BlockList, isIP } from 'node:net';

/** An IPv4 client on a dual-stack socket is told of in the clothes of IPv6. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

interface Range {
  address: string;
  family: 'ipv4' | 'ipv6';
  prefix: number;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** Null for what is neither an address nor a range like 192.0.2.0/24 or 2001:db8::/48. */
function readRange(text: string): Range | null {
  const [before = '', size, ...more] = text.split('/');
  if (more.length > 0 || (size !== undefined && !/^\d{1,3}$/.test(size))) return null;
  const address = before.replace(MAPPED, '');
  const isMapped = address !== before;
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return null;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const bits = BITS[family];
  const prefix = size === undefined ? bits : Number(size) - (isMapped ? BITS.ipv6 - bits : 0);
  return prefix >= 0 && prefix <= bits ? { address, family, prefix } : null;
}

/** The first that is no address and no range; null where all are. */
export function findBadRange(texts: readonly string[]): string | null {
  return texts.find((text) => readRange(text) === null) ?? null;
}

export class AddressList {
  private readonly ranges = new BlockList();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const range = readRange(text);
      if (!range) throw new Error(`${text} is neither an address nor a range of addresses.`);
      this.ranges.addSubnet(range.address, range.prefix, range.family);
    }
  }

  has(address: string): boolean {
    const [clean = ''] = address.replace(MAPPED, '').split('%');
    const version = isIP(clean);
    return version !== 0 && this.ranges.check(clean, version === 4 ? 'ipv4' : 'ipv6');
  }
}

/** Whether an account with this list of its own may be used from there; an empty list lets in from anywhere. */
export function isAllowedFrom(address: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || new AddressList(allowed).has(address);
}
