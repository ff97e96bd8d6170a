/** A signed note kept by a browser in which an address has signed in: not a login, only a place in the queue. */
import { isSameText, keyedHash } from './keyed-hash';
import { KNOWN_BROWSER_LIFE_MS } from './sign-in-limits';

type Facts = { address: string; browserToken: string };

export function makeKnownBrowserProof(secret: string, facts: Facts, now: Date): string {
  const at = now.getTime().toString(36);
  return `${at}.${sign(secret, facts, at)}`;
}

export function isKnownBrowser(
  secret: string,
  facts: Facts,
  proof: string | undefined,
  now: Date,
): boolean {
  const [at = '', signature = ''] = (proof ?? '').split('.');
  if (!/^[0-9a-z]{1,10}$/.test(at) || !isSameText(signature, sign(secret, facts, at))) return false;
  return now.getTime() - parseInt(at, 36) < KNOWN_BROWSER_LIFE_MS;
}

function sign(secret: string, { address, browserToken }: Facts, at: string): string {
  return keyedHash(secret, 'known-browser', address, browserToken, at);
}
