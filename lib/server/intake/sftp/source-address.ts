/** An IPv4 client on a dual-stack socket keeps its IPv4 address. */
export function cleanAddress(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '');
}

/** What connection caps count by: one IPv4 address, or an IPv6 /64, which one customer owns whole. */
export function sourceOf(address: string): string {
  return address.includes(':') ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : address;
}

/** What strangers are counted together by besides: an IPv4 /24, or an IPv6 /48, of which one customer can have many /64. */
export function networkOf(address: string): string {
  return address.includes(':')
    ? `${groupsOf(address).slice(0, 3).join(':')}::/48`
    : address.replace(/[.]\d+$/, '.0/24');
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined
      ? []
      : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right];
}
