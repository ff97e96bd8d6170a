const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Did one of our own pages send this? Next lets a POST without an Origin through; we do not. A browser says
 * where a request comes from, and a program that says nothing has the command line instead.
 */
export function isFromOurPages(headers: Pick<Headers, 'get'>, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  return isOurOrigin(headers.get('origin'), publicUrl);
}

function isOurOrigin(origin: string | null, publicUrl: string): boolean {
  if (origin === null || !URL.canParse(origin)) return false;
  const [theirs, ours] = [new URL(origin), new URL(publicUrl)];
  if (theirs.origin === ours.origin) return true;
  // On this machine "localhost" and 127.0.0.1 are the same place.
  return (
    LOOPBACK.has(ours.hostname) &&
    LOOPBACK.has(theirs.hostname) &&
    theirs.protocol === ours.protocol &&
    theirs.port === ours.port
  );
}
