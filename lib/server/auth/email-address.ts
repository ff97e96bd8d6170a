import type { Refused } from '@/lib/core/refusals/catalogue';
/**
 * Strict on purpose: a code goes to whatever this lets through. Signs that only look like "@", quoted local
 * parts and letters outside ASCII have sent other products' codes to strangers.
 */
export type EmailAddressResult = { ok: true; address: string } | AddressRefusal;

export type AddressRefusal = Refused<'ADDRESS_INVALID' | 'ADDRESS_HAS_INVISIBLE'>;

const REFUSED: EmailAddressResult = { ok: false, code: 'ADDRESS_INVALID' };
/** What copying out of a web page or a document brings along: nothing shows it, and an address with it is another one. */
const INVISIBLE = /[\p{Cf}\u00a0\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function parseEmailAddress(text: string): EmailAddressResult {
  const typed = text.trim();
  const invisible = typed.search(INVISIBLE);
  if (invisible !== -1)
    return { ok: false, code: 'ADDRESS_HAS_INVISIBLE', after: typed.slice(0, invisible) };
  if (typed.length > 320 || countAts(typed) !== 1) return REFUSED;
  const address = typed.normalize('NFKC').toLowerCase();
  // Counted again: "＠" becomes "@" only now.
  if (countAts(address) !== 1 || address.length > 254) return REFUSED;
  const [local = '', domain = ''] = address.split('@');
  if (local.length > 64 || !LOCAL_PART.test(local)) return REFUSED;
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => DOMAIN_LABEL.test(label))) return REFUSED;
  if (/^\d+$/.test(labels.at(-1) ?? '')) return REFUSED;
  return { ok: true, address };
}

function countAts(text: string): number {
  return text.split('@').length - 1;
}

/** "d•••@maplegrove.example": enough to see a slip, not enough to learn an address. */
export function maskEmailAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}•••@${domain}`;
}
