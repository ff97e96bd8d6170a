import { kindOfConnection } from '@/lib/core/connections/kinds';
import { tokenScopes } from '@/lib/core/pulls/token-scopes';
import type { AppContext } from '../../app-context';
import { openSecret } from '../../connections/sealed-secrets';
import { sharedAccessTokens } from './http/access-token';
import { hostAndPort } from './http/addresses';
import { requestToken } from './http/oauth2';
import type { ApiHttp } from './http/request';
import type { LoadedAccount } from './load-account';

export const accountSecret = (ctx: AppContext, account: LoadedAccount): string =>
  openSecret(
    ctx,
    { keyName: account.secretKeyName, bytes: account.secretSealed },
    {
      tenantId: account.tenantId,
      connectionId: account.connectionId,
      purpose: 'api-secret',
    },
  );

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
  const ask = (until: AbortSignal) =>
    requestToken(
      http,
      {
        tokenUrl: new URL(account.tokenUrl ?? ''),
        clientId: account.clientId,
        secret: accountSecret(ctx, account),
        scopes: protocol ? tokenScopes(protocol, account.baseUrl) : [],
        place: account.profile.credentialsIn,
        redirectHosts: new Set([hostAndPort(new URL(account.baseUrl))]),
      },
      ctx.clock.now(),
      until,
    );
  return {
    current: () => tokens.current(owner, ask, signal),
    renew: (refused) =>
      refused === null
        ? tokens.fresh(owner, ask, signal)
        : tokens.renewAfterRefusal(owner, refused, ask, signal),
  };
}
