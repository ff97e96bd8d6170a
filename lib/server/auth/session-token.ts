/** The cookie is next-auth's encrypted token; all it carries is the token of a session row. */
import { decode, encode } from 'next-auth/jwt';
import { SESSION_COOKIE_SECONDS } from './cookies';

export async function sealSessionToken(secret: string, sessionToken: string): Promise<string> {
  return encode({ token: { sid: sessionToken }, secret, maxAge: SESSION_COOKIE_SECONDS });
}

/** Null for anything we did not seal. */
export async function openSessionToken(secret: string, cookie: string): Promise<string | null> {
  try {
    const token = await decode({ token: cookie, secret });
    return typeof token?.sid === 'string' ? token.sid : null;
  } catch {
    // A damaged, foreign or outdated cookie is an ordinary thing to be sent: nobody is signed in.
    return null;
  }
}
