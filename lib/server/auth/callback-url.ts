/**
 * Where next-auth is to come back to, as a cookie of the browser or a parameter says it. One that it cannot read it answers with
 * a failure, on every page, and on a host without https any other program may set the cookie: such a one is not there.
 */
import { authCookies } from './cookies';

const MAX_LENGTH = 2_048;

export function isCallbackUrl(text: string, publicUrl: string): boolean {
  if (text.length > MAX_LENGTH || !/^(?:https?:\/\/|\/)[\x21-\x7e]*$/i.test(text)) return false;
  return (
    URL.canParse(text, publicUrl) && new URL(text, publicUrl).origin === new URL(publicUrl).origin
  );
}

/** The cookies of a request as they came, without a callback address that is none of ours. */
export function readableCookies(header: string, publicUrl: string): string {
  const { callbackUrl } = authCookies(publicUrl);
  return header
    .split(';')
    .filter((pair) => {
      const [name = '', ...value] = pair.split('=');
      if (name.trim() !== callbackUrl) return true;
      const text = decoded(value.join('=').trim());
      return text !== null && isCallbackUrl(text, publicUrl);
    })
    .join(';')
    .trim();
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
