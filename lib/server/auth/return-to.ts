/** The path and search parameters that were asked for; set by proxy.ts, whatever a caller sends. */
export const ASKED_PATH_HEADER = 'x-asked-path';

/** A path of ours to come back to after signing in; anything that could lead elsewhere becomes "/". */
export function safeReturnTo(text: string | null | undefined): string {
  if (!text || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  const url = new URL(text, 'http://connector.invalid');
  return url.origin === 'http://connector.invalid' ? `${url.pathname}${url.search}` : '/';
}
