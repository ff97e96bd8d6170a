/**
 * The one way of signing in: next-auth with a provider of our own (a code or a link by mail) and sessions that are
 * rows of the database. The pages go through it in this process, everybody else through /api/auth.
 */
import 'server-only';
import { env } from 'node:process';
import NextAuth, { getServerSession, type NextAuthOptions } from 'next-auth';
import type { Adapter, AdapterSession, AdapterUser } from 'next-auth/adapters';
import type { EmailConfig } from 'next-auth/providers/email';
import { cookies } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import type { AppContext } from '../app-context';
import { isCallbackUrl } from '../auth/callback-url';
import { authCookies, cookieOptions, SESSION_COOKIE_SECONDS } from '../auth/cookies';
import type { SignedIn } from '../auth/let-in';
import type { CodeRequestResult } from '../auth/request-code';
import { safeReturnTo } from '../auth/return-to';
import { findSessionPerson, revokeSession, type SessionPerson } from '../auth/sessions';
import type { CodeTryResult } from '../auth/verify-code';
import type { LinkTryResult } from '../auth/verify-link';
import { getAppContext } from './context';
import { readRequestFacts } from './request-facts';
import { isFromOurPages } from './same-origin';
import { readSessionToken } from './session-cookie';
import { mailCode, tryToEnter, type CodeAsked, type EntryTry } from './sign-in-steps';

export const SIGN_IN_PATH = '/sign-in';
const CODE_PATH = '/sign-in/code';
const API_PATH = '/api/auth';
/** next-auth's own kind of provider for what is proved by a mail; codes, links and limits are ours. */
const PROVIDER = 'email';

export type EntryResult = CodeTryResult | LinkTryResult;

/** What one call is about, and what came of it: next-auth tells its caller no more than where to go. */
interface Call {
  asked?: CodeAsked;
  entry?: EntryTry;
  isAttended?: boolean;
  mailed?: CodeRequestResult;
  entered?: EntryResult;
  person?: SessionPerson;
  /** The browser's session was ended. */
  isOver?: boolean;
  /** next-auth turns what is thrown into a page of its own. */
  failure?: unknown;
}

/** Who is signed in, by the session's row; null for nobody in force. */
export async function findPersonSignedIn(options: {
  isAttended: boolean;
}): Promise<SessionPerson | null> {
  const ctx = getAppContext();
  const call: Call = { isAttended: options.isAttended };
  setOwnAddress(ctx);
  const session = await getServerSession(nextAuthOptions(ctx, call));
  if (call.failure) throw call.failure;
  return session ? (call.person ?? null) : null;
}

export async function askThroughNextAuth(asked: CodeAsked): Promise<CodeRequestResult> {
  const call: Call = { asked };
  await post(call, ['signin', PROVIDER]);
  return require(call.mailed);
}

export async function enterThroughNextAuth(entry: EntryTry): Promise<EntryResult> {
  const call: Call = { entry };
  await post(call, ['callback', PROVIDER]);
  return require(call.entered);
}

export async function leaveThroughNextAuth(): Promise<void> {
  const call: Call = {};
  const isSignedIn = (await readSessionToken()) !== null;
  await post(call, ['signout']);
  if (isSignedIn && !call.isOver) throw new Error('next-auth did not end the session');
}

function require<T>(result: T | undefined): T {
  if (result === undefined) throw new Error('next-auth did not come to the provider');
  return result;
}

/** Answers /api/auth/…: csrf, session, providers, and by POST sign-in, callback and sign-out. */
export async function handleNextAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const ctx = getAppContext();
  const { nextauth: path } = await context.params;
  const isPost = request.method === 'POST';
  if (isPost && !isFromOurPages(request.headers, ctx.settings.publicUrl)) {
    return refuse('WRONG_ORIGIN', 403);
  }
  // What next-auth cannot read is no parameter, as it is no cookie (proxy.ts).
  const { searchParams } = request.nextUrl;
  if (!isCallbackUrl(searchParams.get('callbackUrl') ?? '', ctx.settings.publicUrl))
    searchParams.delete('callbackUrl');
  const call: Call = {};
  let inside = request;
  if (path[0] === 'callback') {
    // By an address alone nobody is signed in: mail programs open those, and logs keep them.
    if (!isPost || path[1] !== PROVIDER) return refuse('NOT_FOUND', 404);
    const { email, code } = fieldsOf(await request.text());
    call.entry = { email: email ?? '', code: code ?? '' };
    inside = requestOf(ctx, path, {});
  }
  const response = await answer(ctx, call, inside, path);
  // To next-auth a database that is away is somebody who is signed out. Nothing it would set reaches the browser.
  if (call.failure) {
    ctx.log.error({ err: call.failure }, 'next-auth request failed');
    return refuse('FAILED', 500);
  }
  response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

function refuse(code: string, status: number): Response {
  return Response.json({ error: { code } }, { status });
}

function fieldsOf(body: string): Partial<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(body));
}

/** As a browser does: the token against forged requests first, then the request itself, and its cookies are kept. */
async function post(call: Call, path: string[]): Promise<void> {
  const ctx = getAppContext();
  const first = await answer(ctx, {}, new NextRequest(urlOf(ctx, ['csrf'])), ['csrf']);
  await keepCookies(first);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const response = await answer(ctx, call, requestOf(ctx, path, { csrfToken }), path);
  if (call.failure) throw call.failure;
  await keepCookies(response);
}

function urlOf(ctx: AppContext, path: readonly string[]): URL {
  return new URL([API_PATH, ...path].join('/'), ctx.settings.publicUrl);
}

function requestOf(
  ctx: AppContext,
  path: readonly string[],
  fields: Record<string, string>,
): NextRequest {
  const url = urlOf(ctx, path);
  // What next-auth wants to be there; the provider judges what was typed.
  if (path[0] === 'callback') url.search = new URLSearchParams({ token: '-' }).toString();
  return new NextRequest(url, {
    method: 'POST',
    body: new URLSearchParams({ email: '-', ...fields }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

type Handler = (
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
) => Promise<Response>;

async function answer(
  ctx: AppContext,
  call: Call,
  request: NextRequest,
  path: string[],
): Promise<Response> {
  setOwnAddress(ctx);
  const handler = NextAuth(nextAuthOptions(ctx, call)) as Handler;
  return handler(request, { params: Promise.resolve({ nextauth: path }) });
}

/** next-auth learns it from the environment alone; without it, it would believe localhost:3000. */
function setOwnAddress(ctx: AppContext): void {
  env.NEXTAUTH_URL = ctx.settings.publicUrl;
}

async function keepCookies(response: Response): Promise<void> {
  const jar = await cookies();
  const { headers } = response;
  for (const cookie of new NextResponse(null, { headers }).cookies.getAll()) jar.set(cookie);
}

function nextAuthOptions(ctx: AppContext, call: Call): NextAuthOptions {
  const { publicUrl, secret } = ctx.settings;
  const names = authCookies(publicUrl);
  const { maxAge: _maxAge, ...attributes } = cookieOptions(names, 0);
  return {
    secret,
    useSecureCookies: names.isSecure,
    adapter: adapterOf(ctx, call),
    session: {
      strategy: 'database',
      maxAge: SESSION_COOKIE_SECONDS,
      // A session's end does not move: how long it may be idle is kept beside it.
      updateAge: SESSION_COOKIE_SECONDS,
      // Made in the transaction that used up the code or link.
      generateSessionToken: () => signedInBy(call).sessionToken,
    },
    pages: {
      signIn: SIGN_IN_PATH,
      signOut: SIGN_IN_PATH,
      error: SIGN_IN_PATH,
      verifyRequest: CODE_PATH,
    },
    cookies: {
      sessionToken: { name: names.session, options: attributes },
      csrfToken: { name: names.csrf, options: attributes },
      callbackUrl: { name: names.callbackUrl, options: attributes },
    },
    providers: [providerOf(call)],
    callbacks: {
      session({ session, user }) {
        call.person = (user as PersonUser).person;
        return { expires: session.expires, user: { name: user.name, email: user.email } };
      },
      redirect: ({ url }) =>
        `${publicUrl}${safeReturnTo(url.startsWith(publicUrl) ? url.slice(publicUrl.length) : url)}`,
    },
    // Its messages may quote what was sent: keep the code only.
    logger: {
      error: (code) => ctx.log.error({ code }, 'next-auth'),
      warn: (code) => ctx.log.warn({ code }, 'next-auth'),
      debug: () => {},
    },
  };
}

function providerOf(call: Call): EmailConfig {
  return {
    id: PROVIDER,
    type: 'email',
    name: 'Email',
    from: '',
    server: '',
    maxAge: 0,
    options: {},
    normalizeIdentifier: (typed) => typed,
    sendVerificationRequest: async ({ identifier }) => {
      const mailed = await noteFailure(call, () => mailCode(call.asked ?? { email: identifier }));
      call.mailed = mailed;
      // To the pages it is an answer; next-auth knows no other word for it than an error.
      if (!mailed.ok && !call.asked) throw new Error(mailed.code);
    },
  };
}

interface PersonUser extends AdapterUser {
  person: SessionPerson;
}

/** The parts of an adapter that mailed codes and sessions use. */
function adapterOf(ctx: AppContext, call: Call): Adapter {
  const userOf = (person: { email: string; name: string }, userId: number): AdapterUser => ({
    id: String(userId),
    email: person.email,
    name: person.name,
    emailVerified: null,
  });
  const signedInUser = (): AdapterUser => {
    const { person } = signedInBy(call);
    return userOf(person, person.id);
  };
  return {
    // The code is a row of ours: written and mailed in one transaction.
    createVerificationToken: () => Promise.resolve(undefined),
    useVerificationToken: () =>
      noteFailure(call, async () => {
        if (!call.entry) return null;
        call.entered = await tryToEnter(call.entry);
        if (!call.entered.ok) return null;
        const identifier = call.entered.signedIn.person.email;
        return { identifier, token: '', expires: endOf(ctx, call.entered.signedIn.expiresAt) };
      }),
    // Whether there is such a person is nobody's to know before the code was right.
    getUserByEmail: () => Promise.resolve(call.entered?.ok ? signedInUser() : null),
    updateUser: () => Promise.resolve(signedInUser()),
    createSession: ({ sessionToken, userId }) =>
      noteFailure(call, async (): Promise<AdapterSession> => {
        const before = await readSessionToken();
        if (before && before !== sessionToken) await revoke(ctx, before);
        return { sessionToken, userId, expires: endOf(ctx, signedInBy(call).expiresAt) };
      }),
    getSessionAndUser: (sessionToken) =>
      noteFailure(call, async () => {
        const isAttended = call.isAttended ?? false;
        const person = await findSessionPerson(ctx, sessionToken, { isAttended });
        if (!person) return null;
        const user: PersonUser = { ...userOf(person, person.userId), person };
        const expires = endOf(ctx, person.expiresAt);
        return { session: { sessionToken, userId: user.id, expires }, user };
      }),
    deleteSession: (sessionToken) =>
      noteFailure(call, async () => {
        await revoke(ctx, sessionToken);
        call.isOver = true;
      }),
  };
}

async function revoke(ctx: AppContext, sessionToken: string): Promise<void> {
  const { sourceAddress } = await readRequestFacts(ctx);
  await revokeSession(ctx, sessionToken, { kind: 'person', userId: null, sourceAddress });
}

/** By the machine's clock, which is next-auth's. */
function endOf(ctx: AppContext, at: Date): Date {
  return new Date(Date.now() + at.getTime() - ctx.clock.now().getTime());
}

function signedInBy({ entered }: Call): SignedIn {
  if (!entered?.ok) throw new Error('no one was let in');
  return entered.signedIn;
}

async function noteFailure<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    call.failure = error;
    throw error;
  }
}
