// An access token for a client's own sake (RFC 6749, section 4.4), as the servers of SIS vendors give it: decision 091 lists in what
// they differ from the standard and from each other.
import { z } from 'zod';
import type { PullFailureCode } from '@/lib/core/pulls/pull-failures';
import { ApiFailure, startOf, type RetryKind } from './failures';
import { strictQuery } from './oauth1';
import type { ApiAnswer, ApiRequest } from './exchange';
import type { ApiHttp } from './request';
import { failureOfStatus } from './status-failures';

export interface TokenClient {
  tokenUrl: URL;
  clientId: string;
  secret: string;
  scopes: readonly string[];
  /** Where the server wants key and secret: Basic header, body (Synergy) or query (Infinite Campus). */
  place: 'HEADER' | 'BODY' | 'QUERY';
  /** Hosts, as `hostAndPort` writes them, that the token address may lead on to. */
  redirectHosts?: ReadonlySet<string>;
}

export interface AccessToken {
  value: string;
  lifeSeconds: number;
}

/** Where the server does not say how long: the shortest that vendors document, and a refused one is renewed anyway. */
const UNSAID_LIFE_SECONDS = 30 * 60;

export async function requestToken(
  http: ApiHttp,
  client: TokenClient,
  now: Date,
  signal?: AbortSignal,
): Promise<AccessToken> {
  const ask = (scopes: readonly string[]): Promise<ApiAnswer> =>
    http.request(tokenRequest({ ...client, scopes }), {
      signal,
      redirectHosts: client.redirectHosts,
    });
  let answer = await ask(client.scopes);
  // Several servers know no scopes at all.
  if (client.scopes.length > 0 && errorOf(answer) === 'invalid_scope') answer = await ask([]);
  const token = readToken(answer);
  if (!token) throw failureOf(answer, now);
  return token;
}

function tokenRequest({ tokenUrl, clientId, secret, scopes, place }: TokenClient): ApiRequest {
  const credentials = [
    ['client_id', clientId],
    ['client_secret', secret],
  ] as const;
  const wanted = [
    ['grant_type', 'client_credentials'],
    ...(scopes.length > 0 ? [['scope', scopes.join(' ')] as const] : []),
  ] as const;
  const url = new URL(tokenUrl);
  if (place === 'QUERY')
    url.search = [url.search.slice(1), strictQuery([...wanted, ...credentials])]
      .filter(Boolean)
      .join('&');
  // As OneRoster writes it, not encoded first: servers of SIS vendors decode nothing.
  const basic = Buffer.from(`${clientId}:${secret}`).toString('base64');
  return {
    url,
    method: 'POST',
    proofs: [secret, basic],
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(place === 'HEADER' ? { authorization: `Basic ${basic}` } : {}),
    },
    body:
      place === 'QUERY' ? '' : strictQuery(place === 'BODY' ? [...wanted, ...credentials] : wanted),
  };
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().optional(),
  expires_in: z.union([z.number(), z.string()]).nullish(),
});

/** Null where the answer holds none that goes into a Bearer header. */
function readToken({ status, body }: ApiAnswer): AccessToken | null {
  if (status < 200 || status > 299) return null;
  const { data } = tokenSchema.safeParse(parsed(body));
  if (!data || !/^[\x21-\x7e]+$/.test(data.access_token)) return null;
  if (data.token_type !== undefined && data.token_type.toLowerCase() !== 'bearer') return null;
  const life = Number(data.expires_in ?? 0);
  return {
    value: data.access_token,
    lifeSeconds: Number.isFinite(life) && life > 0 ? life : UNSAID_LIFE_SECONDS,
  };
}

/** The failure of the token address, which refuses the key where a page would refuse the token. */
function failureOf(answer: ApiAnswer, now: Date): ApiFailure {
  const general = failureOfStatus(answer, 'TOKEN', now);
  const [code, retry] = meaningOf(answer, general);
  return new ApiFailure(code, retry, {
    waitMs: general?.waitMs,
    // What an answer of success holds may be a token in a form that we do not know.
    answer: startOf(general ? answer : { ...answer, body: Buffer.alloc(0) }),
  });
}

const KEY_REFUSED = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'access_denied',
]);

function meaningOf(answer: ApiAnswer, general: ApiFailure | null): [PullFailureCode, RetryKind] {
  const { status } = answer;
  const error = errorOf(answer);
  if (error === 'invalid_scope') return ['NOT_PERMITTED', 'NEVER'];
  if (status === 401 || status === 403 || (status < 500 && KEY_REFUSED.has(error)))
    return ['WRONG_SECRET', 'NEVER'];
  if (general && ['BUSY', 'SERVER_ERROR', 'TIMED_OUT'].includes(general.code))
    return [general.code, 'LATER'];
  return ['TOKEN_UNUSABLE', 'NEVER'];
}

const errorSchema = z.object({ error: z.string() });

function errorOf({ status, body }: ApiAnswer): string {
  if (status < 400) return '';
  return errorSchema.safeParse(parsed(body)).data?.error ?? '';
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
