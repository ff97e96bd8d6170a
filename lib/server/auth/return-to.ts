/** The path and search parameters that were asked for; set by proxy.ts, whatever a caller sends. */
export const ASKED_PATH_HEADER = 'x-asked-path';

const OURS = 'http://connector.invalid';

/**
 * A path of ours to come back to after signing in; anything that could lead elsewhere becomes "/". Judged is what a
 * browser makes of it, not what was written: "/..//evil.example" begins like a path of ours and is another site once its
 * dots are followed.
 */
export function safeReturnTo(text: string | null | undefined): string {
  if (!text || !/^\/[\x21-\x7e]*$/.test(text) || text.includes('\\') || !isOurs(text)) return '/';
  const { pathname, search } = new URL(text, OURS);
  const path = `${pathname}${search}`;
  return isOurs(path) ? path : '/';
}

function isOurs(path: string): boolean {
  return !path.startsWith('//') && URL.canParse(path, OURS) && new URL(path, OURS).origin === OURS;
}
