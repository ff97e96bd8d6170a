/**
 * Signing in and out for Server Actions: the commands of this folder plus the browser's cookies. The page
 * that asks for the code knows the address from a cookie, so that no address stands in a URL.
 */
import 'server-only';
import { cookies } from 'next/headers';
import { getAppContext } from './context';
import { readRequestFacts } from './request-facts';
import {
  authCookies,
  cookieOptions,
  KNOWN_BROWSER_COOKIE_SECONDS,
  SESSION_COOKIE_SECONDS,
} from '../auth/cookies';
import { isToken, makeToken } from '../auth/keyed-hash';
import { CODE_LIFE_MS } from '../auth/limits';
import { maskEmailAddress } from '../auth/email-address';
import { requestCode, type CodeRequestResult } from '../auth/request-code';
import { safeReturnTo } from '../auth/return-to';
import { readSessionToken } from './session-person';
import { sealSessionToken } from '../auth/session-token';
import { revokeSession } from '../auth/sessions';
import type { SignedIn } from '../auth/let-in';
import { verifyCode, type CodeTryResult } from '../auth/verify-code';
import { verifyLink, type LinkTryResult } from '../auth/verify-link';

// The page of a code outlives the code, to be able to say that it has run out.
const PENDING_SECONDS = (6 * CODE_LIFE_MS) / 1000;

export interface PendingSignIn {
  address: string;
  maskedAddress: string;
  expiresAt: Date;
  resendAt: Date;
  invitationToken: string | null;
  returnTo: string;
  isLinkOnly: boolean;
}

/** Mails a code and remembers, in the browser, which address it went to. */
export async function askForCode(
  request: { email: string; returnTo?: string } | { invitationToken: string },
): Promise<CodeRequestResult> {
  const ctx = getAppContext();
  const facts = await readRequestFacts(ctx);
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const known = jar.get(names.browser)?.value;
  const browserToken = known && isToken(known) ? known : makeToken();
  const invitationToken = 'invitationToken' in request ? request.invitationToken : undefined;
  const result = await requestCode(ctx, {
    email: 'email' in request ? request.email : '',
    invitationToken,
    browserToken,
    browserProof: jar.get(names.knownBrowser)?.value,
    sourceAddress: facts.sourceAddress,
    userAgent: facts.userAgent,
  });
  if (!result.ok) return result;
  jar.set(names.browser, browserToken, cookieOptions(names, KNOWN_BROWSER_COOKIE_SECONDS));
  const pending = {
    address: result.address,
    expiresAt: result.expiresAt.getTime(),
    resendAt: result.resendAt.getTime(),
    invitationToken: invitationToken ?? null,
    returnTo: 'returnTo' in request ? safeReturnTo(request.returnTo) : '/',
    isLinkOnly: result.isLinkOnly,
  };
  jar.set(
    names.signIn,
    Buffer.from(JSON.stringify(pending)).toString('base64url'),
    cookieOptions(names, PENDING_SECONDS),
  );
  return result;
}

/** What the code page shows; null where no code was asked for. */
export async function readPendingSignIn(): Promise<PendingSignIn | null> {
  const { settings } = getAppContext();
  const cookie = (await cookies()).get(authCookies(settings.publicUrl).signIn)?.value;
  return cookie ? parsePending(cookie) : null;
}

/** Tries the code for the address it was mailed to. When it is right, the browser is signed in. */
export async function signInWithCode(
  typed: string,
): Promise<CodeTryResult | { ok: false; code: 'CODE_NOT_ASKED_HERE' }> {
  const ctx = getAppContext();
  const pending = await readPendingSignIn();
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const browserToken = jar.get(names.browser)?.value;
  if (!pending || !browserToken) return { ok: false, code: 'CODE_NOT_ASKED_HERE' };
  const facts = await readRequestFacts(ctx);
  const result = await verifyCode(ctx, {
    email: pending.address,
    code: typed,
    browserToken,
    browserProof: jar.get(names.knownBrowser)?.value,
    sourceAddress: facts.sourceAddress,
    userAgent: facts.userAgent,
  });
  if (result.ok) await keepSignedIn(result.signedIn, facts.sourceAddress);
  return result;
}

/** Signs in the browser in which the link of a mail was opened and its button pressed. */
export async function signInWithLink(token: string): Promise<LinkTryResult> {
  const ctx = getAppContext();
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const known = jar.get(names.browser)?.value;
  const browserToken = known && isToken(known) ? known : makeToken();
  const { sourceAddress, userAgent } = await readRequestFacts(ctx);
  const result = await verifyLink(ctx, { token, browserToken, sourceAddress, userAgent });
  if (!result.ok) return result;
  jar.set(names.browser, browserToken, cookieOptions(names, KNOWN_BROWSER_COOKIE_SECONDS));
  await keepSignedIn(result.signedIn, sourceAddress);
  return result;
}

async function keepSignedIn(
  { sessionToken, browserProof }: SignedIn,
  sourceAddress: string,
): Promise<void> {
  const ctx = getAppContext();
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const before = await readSessionToken();
  if (before) {
    await revokeSession(ctx, before, { kind: 'person', userId: null, sourceAddress });
  }
  const sealed = await sealSessionToken(ctx.settings.secret, sessionToken);
  jar.set(names.session, sealed, cookieOptions(names, SESSION_COOKIE_SECONDS));
  jar.set(names.knownBrowser, browserProof, cookieOptions(names, KNOWN_BROWSER_COOKIE_SECONDS));
  jar.set(names.signIn, '', cookieOptions(names, 0));
}

/** Ends the session in the database and in the browser. */
export async function signOut(): Promise<void> {
  const ctx = getAppContext();
  const facts = await readRequestFacts(ctx);
  const token = await readSessionToken();
  if (token) {
    await revokeSession(ctx, token, {
      kind: 'person',
      userId: null,
      sourceAddress: facts.sourceAddress,
    });
  }
  // Not delete(): a "__Host-" cookie is only replaced by one with the same attributes.
  const names = authCookies(ctx.settings.publicUrl);
  (await cookies()).set(names.session, '', cookieOptions(names, 0));
}

// The cookie decides nothing: the code is checked against the address it names. So it need not be signed.
function parsePending(cookie: string): PendingSignIn | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cookie, 'base64url').toString());
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { address, expiresAt, resendAt, invitationToken, returnTo, isLinkOnly } = value as Record<
    string,
    unknown
  >;
  if (typeof address !== 'string') return null;
  if (typeof expiresAt !== 'number' || typeof resendAt !== 'number') return null;
  return {
    address,
    maskedAddress: maskEmailAddress(address),
    expiresAt: new Date(expiresAt),
    resendAt: new Date(resendAt),
    invitationToken: typeof invitationToken === 'string' ? invitationToken : null,
    returnTo: safeReturnTo(typeof returnTo === 'string' ? returnTo : null),
    isLinkOnly: isLinkOnly === true,
  };
}
