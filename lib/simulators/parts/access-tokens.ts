/** OAuth 2 client credentials (RFC 6749, section 4.4): a token for the right key and secret, wherever they stand. */
import { randomBytes } from 'node:crypto';

import { type Answer, type Asked, json } from './http-server';

export interface TokenOptions {
  readonly key: string;
  readonly secret: string;
  readonly seconds: number;
  /** As some servers write it: "3600". */
  readonly secondsAsText?: boolean;
  /** Scopes that may be asked for; any when not given. */
  readonly scopes?: readonly string[];
  /** Live tokens beyond which a new one is refused. */
  readonly mostLive?: number;
}

interface Token {
  readonly endsAt: number;
  readonly scopes: readonly string[];
}

export class AccessTokens {
  private readonly live = new Map<string, Token>();

  constructor(private readonly options: TokenOptions) {}

  issue(asked: Asked, now = Date.now()): Answer {
    const given = credentialsOf(asked);
    if (asked.method !== 'POST') return json(405, { error: 'invalid_request' });
    if (given.get('grant_type') !== 'client_credentials')
      return json(400, { error: 'unsupported_grant_type' });
    const { key, secret, seconds, secondsAsText, mostLive } = this.options;
    if (given.get('client_id') !== key || given.get('client_secret') !== secret)
      return json(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic' });
    const scopes = (given.get('scope') ?? '').split(' ').filter(Boolean);
    if (this.options.scopes && scopes.some((scope) => !this.options.scopes?.includes(scope)))
      return json(400, { error: 'invalid_scope' });
    for (const [token, { endsAt }] of this.live) if (endsAt <= now) this.live.delete(token);
    if (this.live.size >= (mostLive ?? Infinity))
      return json(429, { error: 'too_many_tokens', error_description: 'Too many live tokens.' });
    const token = randomBytes(18).toString('base64url');
    this.live.set(token, { endsAt: now + seconds * 1000, scopes });
    return json(200, {
      access_token: token,
      token_type: 'bearer',
      expires_in: secondsAsText ? String(seconds) : seconds,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    });
  }

  /** The scopes of a token that is still good, null for any other. */
  scopesOf(authorization: string | undefined, now = Date.now()): readonly string[] | null {
    const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const found = token === undefined ? undefined : this.live.get(token);
    return found && found.endsAt > now ? found.scopes : null;
  }

  expireAll(): void {
    this.live.clear();
  }
}

/** From the Basic header, the body or the query: servers differ in where they take them from. */
function credentialsOf({ url, headers, body }: Asked): URLSearchParams {
  const given = new URLSearchParams(url.searchParams);
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (isForm) for (const [name, value] of new URLSearchParams(body)) given.set(name, value);
  const basic = /^basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return given;
  const pair = Buffer.from(basic, 'base64').toString();
  const colon = pair.indexOf(':');
  given.set('client_id', pair.slice(0, colon));
  given.set('client_secret', pair.slice(colon + 1));
  return given;
}
