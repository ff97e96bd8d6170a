/** Whether an address can be one of ours: its parts are text, and text that the database can look for. */
export function isReadableAddress({ pathname, search }: Pick<URL, 'pathname' | 'search'>): boolean {
  try {
    if (decodeURIComponent(pathname).includes('\0')) return false;
  } catch {
    return false;
  }
  // Search parameters are read leniently everywhere: what is badly encoded becomes text, a NUL stays one.
  return ![...new URLSearchParams(search)].some((pair) => pair.join('').includes('\0'));
}
