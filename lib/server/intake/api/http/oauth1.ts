// Signed requests of OAuth 1.0 (RFC 5849) without a user: each is signed with the secret, over the query as it is really sent.
import { createHmac, randomBytes } from 'node:crypto';

export interface OAuth1Credentials {
  consumerKey: string;
  secret: string;
  method: 'HMAC-SHA1' | 'HMAC-SHA256';
}

type Pair = readonly [name: string, value: string];

/** The value of the Authorization header. A signature is for one request: the next page needs another nonce. */
export function signedAuthorization(
  credentials: OAuth1Credentials,
  request: { method: string; url: URL },
  now: Date,
  nonce = randomBytes(16).toString('hex'),
): string {
  const { consumerKey, secret, method } = credentials;
  const oauth: Pair[] = [
    ['oauth_consumer_key', consumerKey],
    ['oauth_nonce', nonce],
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(Math.floor(now.getTime() / 1000))],
    ['oauth_version', '1.0'],
  ];
  const base = signatureBase(request.method, request.url, oauth);
  const signature = createHmac(method === 'HMAC-SHA1' ? 'sha1' : 'sha256', `${strict(secret)}&`)
    .update(base)
    .digest('base64');
  const written = [...oauth, ['oauth_signature', signature] as const].map(
    ([name, value]) => `${name}="${strict(value)}"`,
  );
  return `OAuth ${written.join(', ')}`;
}

/** As it was before it was encoded. */
export function signatureIn(authorization: string): string {
  return decodeURIComponent(/oauth_signature="([^"]*)"/.exec(authorization)?.[1] ?? '');
}

/** RFC 5849, section 3.4.1. `more`: parameters that stand outside the query. */
export function signatureBase(method: string, url: URL, more: readonly Pair[]): string {
  const pairs = [...queryPairs(url.search), ...more]
    .map(([name, value]): Pair => [strict(name), strict(value)])
    .sort(([one, left], [other, right]) => compare(one, other) || compare(left, right))
    .map(([name, value]) => `${name}=${value}`);
  // URL has lowercased scheme and host and left the usual port out.
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return [method.toUpperCase(), address, pairs.join('&')].map(strict).join('&');
}

/** A query that every server decodes to the same: blanks as %20, and `!'()*` encoded as well. */
export function strictQuery(pairs: Iterable<Pair>): string {
  return [...pairs].map(([name, value]) => `${strict(name)}=${strict(value)}`).join('&');
}

/** Percent-encoded by RFC 3986. A half of a surrogate pair becomes the replacement character, as where URLs are written. */
function strict(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryPairs(search: string): Pair[] {
  return search
    .slice(1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decoded(name), decoded(value.join('='))];
    });
}

function decoded(text: string): string {
  const withBlanks = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(withBlanks);
  } catch {
    return withBlanks;
  }
}

/** By bytes: what is encoded is ASCII. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
