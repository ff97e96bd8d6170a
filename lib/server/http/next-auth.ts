/**
 * next-auth's own door. Its Credentials provider goes through the same verifyCode as our Server Actions,
 * and its token carries nothing but a session's token: who that is, the session's row says.
 */
import 'server-only';
import { env } from 'node:process';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { cookies, headers } from 'next/headers';
import type { AppContext } from '../app-context';
import { getAppContext } from './context';
import { requestFactsOf } from './request-facts';
import { isFromOurPages } from './same-origin';
import {
  authCookies,
  cookieOptions,
  KNOWN_BROWSER_COOKIE_SECONDS,
  SESSION_COOKIE_SECONDS,
} from '../auth/cookies';
import { safeReturnTo } from '../auth/return-to';
import { readSessionToken, SIGN_IN_PATH } from './session-person';
import { findSessionPerson, revokeSession } from '../auth/sessions';
import { verifyCode } from '../auth/verify-code';

declare module 'next-auth' {
  interface User {
    sessionToken: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
  }
}

/** Answers /api/auth/…: session, csrf, providers, sign-in with a code, sign-out. */
export async function handleNextAuth(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const ctx = getAppContext();
  if (request.method !== 'GET' && !isFromOurPages(request.headers, ctx.settings.publicUrl)) {
    return Response.json({ error: { code: 'WRONG_ORIGIN' } }, { status: 403 });
  }
  // next-auth learns its own address from the environment alone; without it, it would believe localhost:3000.
  env.NEXTAUTH_URL = ctx.settings.publicUrl;
  const handler: (request: Request, routeContext: typeof context) => Promise<Response> = NextAuth(
    nextAuthOptions(ctx),
  );
  const response = await handler(request, context);
  response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

function nextAuthOptions(ctx: AppContext): NextAuthOptions {
  const { publicUrl, secret } = ctx.settings;
  const names = authCookies(publicUrl);
  const { maxAge: _maxAge, ...attributes } = cookieOptions(names, 0);
  return {
    secret,
    useSecureCookies: names.isSecure,
    session: { strategy: 'jwt', maxAge: SESSION_COOKIE_SECONDS },
    pages: { signIn: SIGN_IN_PATH, signOut: SIGN_IN_PATH, error: SIGN_IN_PATH },
    cookies: {
      sessionToken: { name: names.session, options: attributes },
      csrfToken: { name: names.csrf, options: attributes },
      callbackUrl: { name: names.callbackUrl, options: attributes },
    },
    providers: [
      CredentialsProvider({
        id: 'mailed-code',
        name: 'Mailed code',
        credentials: { email: { type: 'email' }, code: { type: 'text' } },
        authorize: (credentials) => signInWithCredentials(ctx, credentials),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.sessionToken } : { sid: token.sid }),
      async session({ session, token }) {
        const person = token.sid ? await findSessionPerson(ctx, token.sid) : null;
        return {
          expires: person?.expiresAt.toISOString() ?? session.expires,
          ...(person ? { user: { name: person.name, email: person.email } } : {}),
        };
      },
      redirect: ({ url }) =>
        `${publicUrl}${safeReturnTo(url.startsWith(publicUrl) ? url.slice(publicUrl.length) : url)}`,
    },
    events: {
      async signOut({ token }) {
        if (!token.sid) return;
        const { sourceAddress } = requestFactsOf(ctx, await headers());
        await revokeSession(ctx, token.sid, { kind: 'person', userId: null, sourceAddress });
      },
    },
    // Its messages may quote what was sent: keep the code only.
    logger: {
      error: (code) => ctx.log.error({ code }, 'next-auth'),
      warn: (code) => ctx.log.warn({ code }, 'next-auth'),
      debug: () => {},
    },
  };
}

async function signInWithCredentials(
  ctx: AppContext,
  credentials: Partial<Record<'email' | 'code', string>> | undefined,
) {
  const { email, code } = credentials ?? {};
  const names = authCookies(ctx.settings.publicUrl);
  const jar = await cookies();
  const browserToken = jar.get(names.browser)?.value;
  if (typeof email !== 'string' || typeof code !== 'string' || !browserToken) return null;
  const { sourceAddress, userAgent } = requestFactsOf(ctx, await headers());
  const result = await verifyCode(ctx, {
    email,
    code,
    browserToken,
    browserProof: jar.get(names.knownBrowser)?.value,
    sourceAddress,
    userAgent,
  });
  if (!result.ok) return null;
  const { sessionToken, browserProof, person } = result.signedIn;
  const before = await readSessionToken();
  if (before) {
    await revokeSession(ctx, before, { kind: 'person', userId: null, sourceAddress });
  }
  jar.set(names.knownBrowser, browserProof, cookieOptions(names, KNOWN_BROWSER_COOKIE_SECONDS));
  return { id: String(person.id), sessionToken };
}
