// Which districts were opened last in this browser, newest first, by their names in addresses. Whether somebody may still know of
// them is for the server to say.
const STORED = 'connector-recent-districts';
const MOST = 12;

/** The district of an address, or null. */
export function districtOfPath(path: string): string | null {
  const slug = /^\/districts\/([^/]+)/.exec(path)?.[1];
  // The one page below the list that is no district.
  return slug === undefined || slug === 'new' ? null : slug;
}

export function readRecentDistricts(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberDistrict(slug: string): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(withNewest(readRecentDistricts(), slug)));
  } catch {
    // Without a place to keep it, the list stays as it is.
  }
}

export function withNewest(recent: readonly string[], slug: string): string[] {
  return [slug, ...recent.filter((each) => each !== slug)].slice(0, MOST);
}
