import type { DistrictChoice } from '@/lib/core/search/found';
import type { AppContext } from '../app-context';
import type { SessionPerson } from '../auth/sessions';
import { tenantScopeOf } from '../auth/tenant-access';
import { findDistricts, listDistrictsBySlug, listOwnDistrictsFirst } from './find-districts';
import type { SearchQuestion } from './search';

const MOST_FOUND = 20;
const MOST = { recent: 6, all: 12 } as const;

/** Other districts to go to: those a text names, or where there is none those opened last, then the person's own, then by name. */
export async function searchDistricts(
  ctx: AppContext,
  person: Pick<SessionPerson, 'userId' | 'role'>,
  { text, district, recent }: SearchQuestion,
): Promise<DistrictChoice> {
  const scope = await tenantScopeOf(ctx, person);
  const sought = text.trim();
  const others = <D extends { slug: string }>(found: readonly D[]) =>
    found.filter(({ slug }) => slug !== district);
  if (sought !== '') {
    const found = await findDistricts(ctx, scope, sought, MOST_FOUND + 1);
    return { text: sought, recent: [], districts: others(found).slice(0, MOST_FOUND) };
  }
  const [opened, first] = await Promise.all([
    listDistrictsBySlug(ctx, scope, recent),
    listOwnDistrictsFirst(ctx, { scope, userId: person.userId, limit: MOST.all + MOST.recent + 1 }),
  ]);
  const shown = others(opened).slice(0, MOST.recent);
  const rest = others(first).filter(({ slug }) => !shown.some((each) => each.slug === slug));
  return { text: '', recent: shown, districts: rest.slice(0, MOST.all - shown.length) };
}
