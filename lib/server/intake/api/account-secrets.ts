import type { AppContext } from '../../app-context';
import { openSecret } from '../../connections/sealed-secrets';
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
  let token: string | null = null;
  const renew = async (): Promise<string> => {
    const { value } = await requestToken(
      http,
      {
        tokenUrl: new URL(account.tokenUrl ?? ''),
        clientId: account.clientId,
        secret: accountSecret(ctx, account),
        scopes: [],
        place: account.profile.credentialsIn,
        redirectHosts: new Set([hostAndPort(new URL(account.baseUrl))]),
      },
      ctx.clock.now(),
      signal,
    );
    token = value;
    return value;
  };
  return { current: async () => token ?? renew(), renew };
}
