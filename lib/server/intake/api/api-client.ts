// What a source asks with: requests that are authorized and kept apart in time, one at a time.
import { signatureIn, signedAuthorization } from './http/oauth1';
import { ApiFailure } from './http/failures';
import { failureOfStatus, type SignInKind } from './http/status-failures';
import type { ApiAnswer } from './http/exchange';
import type { ApiHttp } from './http/request';
import type { AppContext } from '../../app-context';
import { accountSecret, tokensOf, type TokenPlace } from './account-secrets';
import type { LoadedAccount } from './load-account';

export interface ApiClient {
  readonly baseUrl: URL;
  /** Rows to ask for. */
  readonly pageSize: number;
  /** Below the base address. */
  urlOf(path: string): URL;
  /** An answer of success, authorized. Throws ApiFailure. */
  get(url: URL, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
  /** An answer without authorization, whatever its status. */
  getOpenly(url: URL): Promise<ApiAnswer>;
  /** Signs in anew: whether key and secret are right. Throws ApiFailure. */
  signIn(): Promise<void>;
  /** How many requests were made since this was asked last. */
  takeRequests(): number;
}

export function openApiClient(
  ctx: AppContext,
  http: ApiHttp,
  account: LoadedAccount,
  tokenPlace: TokenPlace,
  signal: AbortSignal,
): ApiClient {
  const baseUrl = new URL(account.baseUrl);
  const intervalMs = Math.max(account.minIntervalMs, account.profile.minIntervalMs);
  const tokens = tokensOf(ctx, http, account, tokenPlace, signal);
  let requests = 0;
  let lastAt = 0;

  const send = async (
    url: URL,
    headers: Readonly<Record<string, string>>,
    proofs: readonly string[],
  ): Promise<ApiAnswer> => {
    const wait = lastAt + intervalMs - performance.now();
    if (intervalMs > 0 && wait > 0) await pause(wait, signal);
    lastAt = performance.now();
    requests += 1;
    return http.request({ url, headers, proofs }, { signal });
  };

  const signed: ApiClient['get'] = async (url, headers) => {
    const credentials = {
      consumerKey: account.clientId,
      secret: accountSecret(ctx, account),
      method: account.authorization === 'OAUTH1_SHA1' ? 'HMAC-SHA1' : 'HMAC-SHA256',
    } as const;
    const request = { method: 'GET', url };
    const authorization = signedAuthorization(credentials, request, new Date());
    const proofs = [credentials.secret, signatureIn(authorization)];
    return usable(await send(url, { ...headers, authorization }, proofs), 'SIGNATURE');
  };

  const withToken: ApiClient['get'] = async (url, headers) => {
    const sendWith = (token: string): Promise<ApiAnswer> =>
      send(url, { ...headers, authorization: `Bearer ${token}` }, [token]);
    const token = await tokens.current();
    try {
      return usable(await sendWith(token), 'TOKEN');
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.retry !== 'NEW_TOKEN') throw error;
      // Once: a fresh one that is refused is refused for another reason.
      const renewed = await tokens.renew(token);
      return usable(await sendWith(renewed), 'TOKEN');
    }
  };

  const usable = (answer: ApiAnswer, signIn: SignInKind): ApiAnswer => {
    const failure = failureOfStatus(answer, signIn, new Date());
    if (failure) throw failure;
    return answer;
  };

  return {
    baseUrl,
    pageSize: Math.min(account.pageSize ?? account.profile.pageSize, account.profile.pageSize),
    urlOf: (path) => new URL(`${baseUrl.pathname.replace(/\/$/, '')}/${path}`, baseUrl),
    async signIn() {
      if (account.authorization === 'OAUTH2') await tokens.fresh();
    },
    get: account.authorization === 'OAUTH2' ? withToken : signed,
    getOpenly: (url) => send(url, {}, []),
    takeRequests() {
      const made = requests;
      requests = 0;
      return made;
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(done, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}
