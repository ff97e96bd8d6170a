/** OAuth 1.0a without a token, as RFC 5849 has it: whether a request was signed by who knows the secret, once. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Asked } from '../parts/http-server';

const ALGORITHMS: Readonly<Record<string, string>> = {
  'HMAC-SHA1': 'sha1',
  'HMAC-SHA256': 'sha256',
};
const CLOCK_SECONDS = 300;

export type Refusal =
  | 'not signed'
  | 'unknown key'
  | 'unknown method'
  | 'old timestamp'
  | 'nonce seen'
  | 'wrong signature';

export class SignatureCheck {
  private readonly nonces = new Set<string>();

  constructor(
    private readonly key: string,
    private readonly secret: string,
  ) {}

  /** Null when the signature is right. */
  refuse(asked: Asked, now = Date.now()): Refusal | null {
    const header = headerParameters(asked.headers.authorization);
    if (!header) return 'not signed';
    const given = new Map(header);
    if (given.get('oauth_consumer_key') !== this.key) return 'unknown key';
    const algorithm = ALGORITHMS[given.get('oauth_signature_method') ?? ''];
    if (algorithm === undefined) return 'unknown method';
    const stamp = Number(given.get('oauth_timestamp'));
    if (!(Math.abs(stamp - now / 1000) <= CLOCK_SECONDS)) return 'old timestamp';
    const nonce = `${stamp} ${given.get('oauth_nonce') ?? ''}`;
    if (this.nonces.has(nonce)) return 'nonce seen';
    const right = createHmac(algorithm, `${encode(this.secret)}&`)
      .update(baseString(asked, header))
      .digest();
    const sent = Buffer.from(given.get('oauth_signature') ?? '', 'base64');
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) return 'wrong signature';
    this.nonces.add(nonce);
    return null;
  }
}

type Parameters = [string, string][];

function headerParameters(authorization: string | undefined): Parameters | null {
  const list = /^oauth\s+(.*)$/is.exec(authorization ?? '')?.[1];
  if (list === undefined) return null;
  const found = [...list.matchAll(/([^=,\s]+)="([^"]*)"/g)];
  return found.map(([, name = '', value = '']) => [
    decodeURIComponent(name),
    decodeURIComponent(value),
  ]);
}

/** Section 3.4.1: method, address without its query, and every parameter of query, form and header in order. */
function baseString({ method, url, headers, body }: Asked, header: Parameters): string {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const parameters = [
    ...new URLSearchParams(url.search),
    ...(isForm ? new URLSearchParams(body) : []),
    ...header.filter(([name]) => name !== 'oauth_signature' && name !== 'realm'),
  ]
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const address = `http://${headers.host?.toLowerCase() ?? url.host}${url.pathname}`;
  return [method.toUpperCase(), address, parameters].map(encode).join('&');
}

/** Section 3.6; encodeURIComponent leaves five characters that must not stay. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
