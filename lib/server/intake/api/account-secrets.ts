import type { AppContext } from '../../app-context';
import { openSecret, SealedSecretProblem } from '../../connections/sealed-secrets';
import { sharedAccessTokens } from './http/access-token';
import { hostAndPort } from './http/addresses';
import { ApiFailure } from './http/failures';
import { requestToken } from './http/oauth2';
import type { ApiHttp } from './http/request';
import type { LoadedAccount } from './load-account';

/** Throws ApiFailure where its key is missing: the doctor names it, and once it is back the pull goes on. */
export function accountSecret(ctx: AppContext, account: LoadedAccount): string {
  const { tenantId, connectionId, secretKeyName, secretSealed } = account;
  try {
    return openSecret(
      ctx,
      { keyName: secretKeyName, bytes: secretSealed },
      { tenantId, connectionId, purpose: 'api-secret' },
    );
  } catch (error) {
    if (!(error instanceof SealedSecretProblem)) throw error;
    ctx.log.error({ tenantId, connectionId, code: error.code, keyName: error.keyName }, 'secret');
    throw new ApiFailure('SECRET_UNREADABLE', 'LATER');
  }
}

/** Where tokens are given, and for what they are asked. */
export interface TokenPlace {
  address(http: ApiHttp, signal: AbortSignal): Promise<URL>;
  scopes: readonly string[];
}

/** The tokens of one account; all workers of a connection share them. */
export interface Tokens {
  current(): Promise<string>;
  /** Another one than that which was refused. */
  renew(refused: string): Promise<string>;
  /** A new one whatever there is: it shows whether key and secret are right. */
  fresh(): Promise<string>;
}

/** A pull asks for a page many times a second: so long it takes the token for the one that all share. */
const KNOWN_MS = 10_000;

export function tokensOf(
  ctx: AppContext,
  http: ApiHttp,
  account: LoadedAccount,
  { address, scopes }: TokenPlace,
  signal: AbortSignal,
): Tokens {
  const owner = { tenantId: account.tenantId, connectionId: account.connectionId };
  const tokens = sharedAccessTokens(ctx);
  const fetchToken = async (until: AbortSignal) => {
    const tokenUrl = await address(http, until);
    return requestToken(
      http,
      {
        tokenUrl,
        clientId: account.clientId,
        secret: accountSecret(ctx, account),
        scopes,
        place: account.profile.credentialsIn,
        // It may lead on to itself and to the host of the API: both were entered with the secret.
        redirectHosts: new Set([new URL(account.baseUrl), tokenUrl].map(hostAndPort)),
      },
      ctx.clock.now(),
      until,
    );
  };
  let known: { value: string; until: number } | null = null;
  const keep = async (token: Promise<string>): Promise<string> => {
    const value = await token;
    known = { value, until: performance.now() + KNOWN_MS };
    return value;
  };
  return {
    current: () =>
      known && performance.now() < known.until
        ? Promise.resolve(known.value)
        : keep(tokens.current(owner, fetchToken, signal)),
    renew: (refused) => keep(tokens.renewAfterRefusal(owner, refused, fetchToken, signal)),
    fresh: () => keep(tokens.fresh(owner, fetchToken, signal)),
  };
}
