/**
 * What next-auth's provider does when it is asked for a code or given one: the commands of lib/server/auth plus the
 * browser's cookies. The page that asks for the code knows the address from a cookie, so that no address stands in a URL.
 */
import 'server-only';
import { cookies } from 'next/headers';
import { getAppContext } from './context';
import { readRequestFacts } from './request-facts';
import { authCookies, cookieOptions, KNOWN_BROWSER_COOKIE_SECONDS } from '../auth/cookies';
import { isToken, makeToken } from '../auth/keyed-hash';
import { CODE_LIFE_MS } from '../auth/sign-in-limits';
import { maskEmailAddress } from '../auth/email-address';
import { requestCode, type CodeRequestResult } from '../auth/request-code';
import { safeReturnTo } from '../auth/return-to';
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

export interface CodeAsked {
  /** As typed; of an invitation, the address it was sent to. */
  email: string;
  invitationToken?: string;
  returnTo?: string;
}

/** Mails a code and remembers, in the browser, which address it went to. */
export async function mailCode(asked: CodeAsked): Promise<CodeRequestResult> {
  const ctx = getAppContext();
  const facts = await readRequestFacts(ctx);
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const known = jar.get(names.browser)?.value;
  const browserToken = known && isToken(known) ? known : makeToken();
  const result = await requestCode(ctx, {
    email: asked.email,
    invitationToken: asked.invitationToken,
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
    invitationToken: asked.invitationToken ?? null,
    returnTo: safeReturnTo(asked.returnTo),
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

/** A code as typed, with the address it was mailed to, or the token of a mail's link. */
export type EntryTry = { email: string; code: string } | { linkToken: string };

/** Judges it, uses it up when it is right, and lets the browser be known from then on. */
export async function tryToEnter(entry: EntryTry): Promise<CodeTryResult | LinkTryResult> {
  const ctx = getAppContext();
  const jar = await cookies();
  const names = authCookies(ctx.settings.publicUrl);
  const known = jar.get(names.browser)?.value;
  const { sourceAddress, userAgent } = await readRequestFacts(ctx);
  const keep = (name: string, value: string): void => {
    jar.set(name, value, cookieOptions(names, KNOWN_BROWSER_COOKIE_SECONDS));
  };
  const isByLink = 'linkToken' in entry;
  const browserToken = known && isToken(known) ? known : isByLink ? makeToken() : null;
  // A code works only in the browser that asked for it.
  if (browserToken === null) return { ok: false, code: 'CODE_NOT_ASKED_HERE' };
  const facts = { browserToken, sourceAddress, userAgent };
  const result = isByLink
    ? await verifyLink(ctx, { token: entry.linkToken, ...facts })
    : await verifyCode(ctx, {
        ...entry,
        ...facts,
        browserProof: jar.get(names.knownBrowser)?.value,
      });
  if (!result.ok) return result;
  keep(names.browser, browserToken);
  keep(names.knownBrowser, result.signedIn.browserProof);
  jar.set(names.signIn, '', cookieOptions(names, 0));
  return result;
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
