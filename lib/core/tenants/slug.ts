/** A slug is a district's name in addresses: short, lower case, never a word our own pages use. */
const PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const RESERVED = new Set(['new', 'all', 'edit', 'api', 'export', 'search', 'settings', 'admin']);

export const SLUG_MAX_LENGTH = 48;

export function isSlug(text: string): boolean {
  return (
    text.length >= 2 && text.length <= SLUG_MAX_LENGTH && PATTERN.test(text) && !RESERVED.has(text)
  );
}

/** "Peñasco Unified (K–8)" → "penasco-unified-k-8"; '' where no letter or digit is left. */
export function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
  return RESERVED.has(slug) ? `${slug}-district` : slug;
}
