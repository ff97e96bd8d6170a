import { isIP } from 'node:net';

export const UNKNOWN_SOURCE = 'unknown';

/**
 * Where a request came from. Anybody can write X-Forwarded-For, so only the entries our own proxies added
 * count: with one trusted proxy the last, with two the last but one. Without any, nobody can be believed.
 */
export function sourceAddressOf(headers: Headers, trustedProxyCount: number): string {
  if (trustedProxyCount < 1) return UNKNOWN_SOURCE;
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const entry = entries.at(-trustedProxyCount) ?? '';
  const address = entry.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) ? address : UNKNOWN_SOURCE;
}
