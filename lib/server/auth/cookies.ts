import { KNOWN_BROWSER_LIFE_MS, SESSION_LIFE_MS } from './sign-in-limits';

export interface CookieOptions {
  httpOnly: true;
  sameSite: 'lax';
  path: '/';
  secure: boolean;
  maxAge: number;
}

export interface AuthCookies {
  isSecure: boolean;
  session: string;
  browser: string;
  knownBrowser: string;
  signIn: string;
  csrf: string;
  callbackUrl: string;
}

/** A browser keeps a "__Host-" cookie only over https, for this host alone; plain names are for localhost. */
export function authCookies(publicUrl: string): AuthCookies {
  const isSecure = publicUrl.startsWith('https:');
  const name = (plain: string) => `${isSecure ? '__Host-' : ''}connector-${plain}`;
  return {
    isSecure,
    session: name('session'),
    browser: name('browser'),
    knownBrowser: name('known-browser'),
    signIn: name('sign-in'),
    csrf: name('csrf'),
    callbackUrl: name('callback-url'),
  };
}

/** Set by components/ui/live-refresh.tsx for requests a page makes while nobody is there. */
export const UNATTENDED_COOKIE = 'connector-unattended';

export const SESSION_COOKIE_SECONDS = SESSION_LIFE_MS.district / 1000;
export const KNOWN_BROWSER_COOKIE_SECONDS = KNOWN_BROWSER_LIFE_MS / 1000;

export function cookieOptions(cookies: AuthCookies, maxAge: number): CookieOptions {
  // Lax, not strict: a link in a mail must find its reader signed in.
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: cookies.isSecure, maxAge };
}
