// The roster explorer's readers on a large district: what a page asks for, timed at the server.
import type { AppContext } from '@/lib/server/app-context';
import { everyone, listPeople, countPeople } from '@/lib/server/roster/people';
import { firstPage } from '@/lib/server/roster/page';
import { hash, seedNumber } from '@/lib/synthetic/random';
import { percentiles } from './numbers';

const QUERIES = 200;

/** One line per kind of page: milliseconds for rows and total together. */
export async function measureExplorer(
  ctx: AppContext,
  tenantId: number,
): Promise<Record<string, unknown>[]> {
  const { rows: sample } = await ctx.db.pool.query<{
    id: string;
    given: string;
    family: string;
    email: string | null;
    school: string;
  }>(
    `SELECT sourced_id AS id, given_name AS given, family_name AS family, email, school_sourced_id AS school
     FROM roster_user TABLESAMPLE SYSTEM (0.5) WHERE tenant_id = $1 LIMIT 2000`,
    [tenantId],
  );
  let drawn = 0;
  const random = (): number => hash(seedNumber('explorer'), 0, (drawn += 1)) / 2 ** 32;
  const someone = () => {
    const person = sample[Math.floor(random() * sample.length)];
    if (!person) throw new Error('nobody to look for');
    return person;
  };
  const kinds: Record<string, () => Promise<void>> = {
    'search by family name': () => page({ search: someone().family }),
    'search by first letters': () => page({ search: someone().family.slice(0, 3) }),
    'search by full name': () => page({ search: `${someone().given} ${someone().family}` }),
    'search by id': () => page({ search: someone().id }),
    'search by mail': () => page({ search: someone().email ?? someone().id }),
    'students of a school': () => page({ kind: 'student', school: someone().school }),
    'everybody, page after page': () => deepPage(),
  };
  let cursor: string | null = null;
  async function page(filter: Partial<typeof everyone>): Promise<void> {
    const asked = { ...everyone, ...filter };
    await Promise.all([
      listPeople(ctx, tenantId, asked, firstPage),
      countPeople(ctx, tenantId, asked),
    ]);
  }
  async function deepPage(): Promise<void> {
    const found = await listPeople(ctx, tenantId, everyone, { ...firstPage, after: cursor });
    cursor = random() < 0.1 ? someone().id : found.next;
  }
  const lines: Record<string, unknown>[] = [];
  const all: number[] = [];
  for (const [name, ask] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let i = 0; i < QUERIES; i += 1) {
      const startedAt = performance.now();
      await ask();
      times.push(performance.now() - startedAt);
    }
    all.push(...times);
    lines.push({ case: `explorer: ${name}`, queries: times.length, ...percentiles(times) });
  }
  lines.push({
    case: 'explorer: all',
    queries: all.length,
    ...percentiles(all),
    bar: 100,
    isWithinBar: percentiles(all).p95 <= 100,
  });
  return lines;
}
