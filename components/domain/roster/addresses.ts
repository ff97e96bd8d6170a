/** Addresses inside one district's roster. Ids may hold any character, so they are always encoded. */
export type RosterPart = 'people' | 'classes' | 'courses' | 'enrollments' | 'orgs' | 'sessions';

export function rosterPath(slug: string, part?: RosterPart | 'checks'): string {
  const base = `/districts/${slug}/roster`;
  return part ? `${base}/${part}` : base;
}

export function recordPath(slug: string, part: RosterPart, sourcedId: string): string {
  return `${rosterPath(slug, part)}/${encodeURIComponent(sourcedId)}`;
}

/** The id a path segment stands for; the segment itself where it is not well encoded. */
export function fromSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function withParams(path: string, params: Readonly<Record<string, string | null>>): string {
  const [base = '', query = ''] = path.split('?');
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) search.delete(name);
    else search.set(name, value);
  }
  const text = search.toString();
  return text ? `${base}?${text}` : base;
}
