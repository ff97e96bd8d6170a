// The access token of a connection, one for all workers: servers allow few at once. It is in the database, sealed; whoever finds it
// due or refused renews it while the others wait for the new one.
import type { AppContext } from '@/lib/server/app-context';
import {
  openSecret,
  SealedSecretProblem,
  sealSecret,
} from '@/lib/server/connections/sealed-secrets';
import { LockSession } from '@/lib/server/db/lock-session';
import { ApiFailure } from './failures';
import type { AccessToken } from './oauth2';

export interface TokenOwner {
  tenantId: number;
  connectionId: number;
}

/** Asks the server for a new one; `signal` ends it when it takes too long. */
export type FetchToken = (signal: AbortSignal) => Promise<AccessToken>;

export interface AccessTokens {
  /** The one that works now, renewed where it is due. */
  current(owner: TokenOwner, fetchToken: FetchToken, signal?: AbortSignal): Promise<string>;
  /** After a server refused `refused`: the one that somebody renewed meanwhile, or a new one. */
  renewAfterRefusal(
    owner: TokenOwner,
    refused: string,
    fetchToken: FetchToken,
    signal?: AbortSignal,
  ): Promise<string>;
  /** A new one whatever there is: whether key and secret are right shows in nothing else. */
  fresh(owner: TokenOwner, fetchToken: FetchToken, signal?: AbortSignal): Promise<string>;
}

const RENEW_AT_SHARE = 0.8;
const PATIENCE_MS = 60_000;

interface StoredToken {
  value: string;
  isDue: boolean;
  isExpired: boolean;
}

type Context = Pick<AppContext, 'db' | 'clock' | 'settings'>;

const shared = new WeakMap<object, AccessTokens>();

/** One for all of a process that ask through one pool of sessions. */
export function sharedAccessTokens(ctx: Context): AccessTokens {
  const known = shared.get(ctx.db.pool);
  if (known) return known;
  const tokens = shareAccessTokens(ctx);
  shared.set(ctx.db.pool, tokens);
  return tokens;
}

/** Another one for each that it is called for: what a process has of its own. */
export function shareAccessTokens(ctx: Context): AccessTokens {
  const locks = new LockSession(ctx.db.pool);
  const renewing = new Map<number, Promise<string>>();

  /** Of those in this process who want a new one at once, the first asks and all get what it gets, a failure too. */
  const renew = (
    owner: TokenOwner,
    refused: string | null,
    fetchToken: FetchToken,
  ): Promise<string> => {
    const { connectionId } = owner;
    const begun = renewing.get(connectionId);
    if (begun)
      return begun.then((value) => (value === refused ? renew(owner, refused, fetchToken) : value));
    const renewal = locks
      .whileLocked('accessToken', connectionId, async (lost) => {
        // Another process may have renewed it while this one waited for the lock.
        const found = await readToken(ctx, owner);
        if (found && !found.isDue && found.value !== refused) return found.value;
        return fetchAndStore(ctx, owner, fetchToken, lost);
      })
      .finally(() => renewing.delete(connectionId));
    renewing.set(connectionId, renewal);
    return renewal;
  };

  return {
    async current(owner, fetchToken, signal) {
      const found = await readToken(ctx, owner);
      if (found && !found.isDue) return found.value;
      try {
        return await orAborted(renew(owner, null, fetchToken), signal);
      } catch (error) {
        // It is due and not over: a token server that is away for a moment stops nothing.
        const canWait = error instanceof ApiFailure && error.retry !== 'NEVER';
        if (canWait && found && !found.isExpired) return found.value;
        throw error;
      }
    },
    renewAfterRefusal: (owner, refused, fetchToken, signal) =>
      orAborted(renew(owner, refused, fetchToken), signal),
    async fresh(owner, fetchToken, signal) {
      const found = await readToken(ctx, owner);
      return orAborted(renew(owner, found?.value ?? null, fetchToken), signal);
    },
  };
}

async function fetchAndStore(
  ctx: Context,
  owner: TokenOwner,
  fetchToken: FetchToken,
  lost: AbortSignal,
): Promise<string> {
  const { tenantId, connectionId } = owner;
  const { pool } = ctx.db;
  const { rows } = await pool.query<{ changedAt: Date }>(
    `SELECT secret_changed_at AS "changedAt" FROM api_account WHERE tenant_id = $1 AND connection_id = $2`,
    [tenantId, connectionId],
  );
  const [account] = rows;
  if (!account) throw new Error('The connection has no account at an API.');
  // Its life may begin when the server is asked: later than that is not certain.
  const obtainedAt = ctx.clock.now();
  const token = await fetchToken(AbortSignal.any([lost, AbortSignal.timeout(PATIENCE_MS)]));
  const sealed = sealSecret(ctx, token.value, { ...owner, purpose: 'api-token' });
  const after = (share: number): Date =>
    new Date(obtainedAt.getTime() + token.lifeSeconds * share * 1000);
  // Not where the secret was replaced meanwhile: this token was given for the old one.
  await pool.query(
    `INSERT INTO api_token (tenant_id, connection_id, token_key_name, token_sealed, obtained_at, renew_at, expires_at)
     SELECT tenant_id, connection_id, $4, $5, $6, $7, $8 FROM api_account
     WHERE tenant_id = $1 AND connection_id = $2 AND secret_changed_at = $3 FOR SHARE
     ON CONFLICT (tenant_id, connection_id) DO UPDATE SET
       token_key_name = excluded.token_key_name, token_sealed = excluded.token_sealed,
       obtained_at = excluded.obtained_at, renew_at = excluded.renew_at, expires_at = excluded.expires_at`,
    [
      tenantId,
      connectionId,
      account.changedAt,
      sealed.keyName,
      sealed.bytes,
      obtainedAt,
      after(RENEW_AT_SHARE),
      after(1),
    ],
  );
  return token.value;
}

async function readToken(ctx: Context, owner: TokenOwner): Promise<StoredToken | null> {
  const found = await ctx.db.prisma.apiToken.findUnique({
    where: { tenantId_connectionId: owner },
  });
  if (!found) return null;
  const now = ctx.clock.now();
  try {
    const sealed = { keyName: found.tokenKeyName, bytes: found.tokenSealed };
    return {
      value: openSecret(ctx, sealed, { ...owner, purpose: 'api-token' }),
      isDue: found.renewAt <= now,
      isExpired: found.expiresAt <= now,
    };
  } catch (error) {
    // Without its key it is of no use, and the server gives another.
    if (error instanceof SealedSecretProblem) return null;
    throw error;
  }
}

/** Who stops waiting stops nobody else who waits for the same. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      try {
        signal.throwIfAborted();
      } catch (reason) {
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      }
    };
    signal.addEventListener('abort', stop);
    stop();
  });
  // Either may be settled with nobody left who waits for it.
  promise.catch(() => {});
  aborted.catch(() => {});
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
