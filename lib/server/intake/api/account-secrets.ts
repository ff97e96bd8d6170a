import { kindOfConnection } from '@/lib/core/connections/kinds';
import { tokenScopes } from '@/lib/core/pulls/token-scopes';
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

export interface Tokens {
  /** The one that all workers share. */
  current(): Promise<string>;
  /** Another one than that which was refused; null asks for a new one whatever there is. */
  renew(refused: string | null): Promise<string>;
}

export function tokensOf(
  ctx: AppContext,
  http: ApiHttp,
  account: LoadedAccount,
  signal: AbortSignal,
): Tokens {
  const tokens = sharedAccessTokens(ctx);
  const protocol = kindOfConnection(account.kind).api?.protocol;
  const owner = { tenantId: account.tenantId, connectionId: account.connectionId };
  const ask = (until: AbortSignal) => {
    const [baseUrl, tokenUrl] = [new URL(account.baseUrl), new URL(account.tokenUrl ?? '')];
    return requestToken(
      http,
      {
        tokenUrl,
        clientId: account.clientId,
        secret: accountSecret(ctx, account),
        scopes: protocol ? tokenScopes(protocol, account.baseUrl) : [],
        place: account.profile.credentialsIn,
        redirectHosts: new Set([baseUrl, tokenUrl].map(hostAndPort)),
      },
      ctx.clock.now(),
      until,
    );
  };
  return {
    current: () => tokens.current(owner, ask, signal),
    renew: (refused) =>
      refused === null
        ? tokens.fresh(owner, ask, signal)
        : tokens.renewAfterRefusal(owner, refused, ask, signal),
  };
}
