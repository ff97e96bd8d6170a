import 'server-only';
import { cookies } from 'next/headers';
import { authCookies } from '../auth/cookies';
import { isToken } from '../auth/keyed-hash';
import { getAppContext } from './context';

/** The token of the browser's session, whether or not it is still in force. */
export async function readSessionToken(): Promise<string | null> {
  const { settings } = getAppContext();
  const cookie = (await cookies()).get(authCookies(settings.publicUrl).session)?.value;
  return cookie && isToken(cookie) ? cookie : null;
}
