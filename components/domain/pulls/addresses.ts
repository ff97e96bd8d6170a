/** The pulls of a district, or one of them by its number. */
export function pullPath(slug: string, number?: number): string {
  return `/districts/${slug}/pulls${number === undefined ? '' : `/${number}`}`;
}

/** The page of a connection that is fetched from, or a part of it. Without an id it is the one that brings the roster. */
export function connectionPath(
  slug: string,
  { part, id }: { part?: 'account' | 'reading' | 'new' | 'switch'; id?: number } = {},
): string {
  const path = `/districts/${slug}/connection${part ? `/${part}` : ''}`;
  return id === undefined ? path : `${path}?connection=${id}`;
}
