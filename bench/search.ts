// The search of the bar on a large district among 5,000, timed at the server: what somebody types within it, and from anywhere.
import { KINDS_OF_CONNECTION } from '@/lib/core/connections/kinds';
import type { AppContext } from '@/lib/server/app-context';
import { search, type SearchQuestion } from '@/lib/server/search/search';
import { hash, seedNumber } from '@/lib/synthetic/random';
import { createRoster } from '@/lib/testing/builders-roster';
import { percentiles } from './numbers';
import { createConnection, type Connection } from './product';

const QUERIES = 100;
const DISTRICTS = 5_000;
/** As many as are looked at together where no district is open, the large one among them. */
const SMALL_ROSTERS = 19;
const PEOPLE_OF_SMALL = 1_000;
const BAR_MS = 100;

interface Person {
  id: string;
  given: string;
  family: string;
}

/** One line per kind of text, and one for all of them together. */
export async function* measureSearch(
  ctx: AppContext,
  connection: Connection,
  slug: string,
  log: (text: string) => void,
): AsyncGenerator<Record<string, unknown>> {
  const { rows: sample } = await ctx.db.pool.query<Person>(
    `SELECT sourced_id AS id, given_name AS given, family_name AS family
     FROM roster_user TABLESAMPLE SYSTEM (0.5) WHERE tenant_id = $1 LIMIT 2000`,
    [connection.tenantId],
  );
  log(`Writing ${DISTRICTS} districts beside it, ${SMALL_ROSTERS} of them with people …`);
  await writeFiles(ctx, connection);
  await writeDistricts(ctx, sample);
  const { id: userId } = await ctx.db.prisma.user.create({
    data: { email: 'search@example.org', name: 'Search', role: 'ADMIN' },
  });
  let drawn = 0;
  const random = (): number => hash(seedNumber('search'), 0, (drawn += 1)) / 2 ** 32;
  const someone = (): Person => {
    const person = sample[Math.floor(random() * sample.length)];
    if (!person) throw new Error('nobody to look for');
    return person;
  };
  const half = (name: string): string => name.slice(0, Math.ceil(name.length / 2));
  const here = (text: string): SearchQuestion => ({ text, district: slug, recent: [] });
  const anywhere = (text: string): SearchQuestion => ({ text, district: null, recent: [slug] });
  const kinds: Record<string, () => SearchQuestion> = {
    'half a family name': () => here(half(someone().family)),
    'two letters': () => here(someone().family.slice(0, 2)),
    'given name, half a family name': () => {
      const { given, family } = someone();
      return here(`${given} ${half(family)}`);
    },
    'half of both names': () => {
      const { given, family } = someone();
      return here(`${half(given)} ${half(family)}`);
    },
    id: () => here(someone().id),
    'beginning of an id': () => here(someone().id.slice(0, -2)),
    'a school': () => here(['school', 'bench high', 'elem', '0031'][drawn++ % 4] ?? ''),
    'nobody of this name': () => here(`${someone().family}qx ${someone().given}`),
    'page, run or file': () => here(['atten', 'run 1', 'users', 'limits'][drawn++ % 4] ?? ''),
    'from anywhere: half a family name': () => anywhere(half(someone().family)),
    'from anywhere: given name, half a family name': () => {
      const { given, family } = someone();
      return anywhere(`${given} ${half(family)}`);
    },
    'from anywhere: nobody': () => anywhere(`${someone().family}qx`),
    'from anywhere: the district and half a name': () =>
      anywhere(`bench ${half(someone().family)}`),
    'from anywhere: a district': () => anywhere(`maple ${Math.floor(random() * DISTRICTS)}`),
    'nothing yet': () => anywhere(''),
  };
  const all: number[] = [];
  for (const [name, question] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let i = 0; i < QUERIES; i += 1) {
      const asked = question();
      const startedAt = performance.now();
      await search(ctx, { userId, role: 'ADMIN' }, asked);
      times.push(performance.now() - startedAt);
    }
    all.push(...times);
    yield { case: `search: ${name}`, queries: times.length, ...percentiles(times) };
  }
  const { p95, ...rest } = percentiles(all);
  yield {
    case: 'search: all',
    queries: all.length,
    ...rest,
    p95,
    bar: BAR_MS,
    isWithinBar: p95 <= BAR_MS,
  };
}

/** Half a year of files every morning. */
async function writeFiles(ctx: AppContext, { id, tenantId }: Connection): Promise<void> {
  await ctx.db.pool.query(
    `INSERT INTO delivery (tenant_id, connection_id, file_name, state, storage_key, source_address, started_at, touched_at, sync_run_id)
     SELECT $1, $2, file, 'RECEIVED', 'none', '192.0.2.1', now() - make_interval(days => day), now(),
       (SELECT max(id) FROM sync_run WHERE tenant_id = $1)
     FROM generate_series(1, 180) day,
       unnest(ARRAY['manifest.csv', 'orgs.csv', 'academicSessions.csv', 'courses.csv', 'classes.csv', 'users.csv', 'enrollments.csv']) file`,
    [tenantId, id],
  );
}

async function writeDistricts(ctx: AppContext, sample: readonly Person[]): Promise<void> {
  for (let number = 1; number <= SMALL_ROSTERS; number += 1) {
    const connection = await createConnection(ctx, `aspen-${number}`);
    // Before the large one by name, as it is the last that is looked at.
    await ctx.db.prisma.tenant.update({
      where: { id: connection.tenantId },
      data: { name: `Aspen ${number}` },
    });
    await createRoster(ctx, connection, {
      orgs: [{ sourcedId: 'school-1', name: 'Roosevelt' }],
      people: Array.from({ length: PEOPLE_OF_SMALL }, (_, at) => {
        const person = sample[(at * 7 + number) % sample.length];
        return {
          sourcedId: `p${at}`,
          givenName: person?.given,
          familyName: person?.family,
        };
      }),
    });
  }
  await ctx.db.pool.query(
    `WITH added AS (
       INSERT INTO tenant (slug, name, state, time_zone)
       SELECT 'district-' || n, (ARRAY['Maple Grove', 'Cedar Valley', 'Lakeview', 'Pine Ridge', 'Oak Hill'])[n % 5 + 1] || ' ' || n,
         (ARRAY['CA', 'TX', 'NY', 'CO'])[n % 4 + 1], 'America/Chicago'
       FROM generate_series(1, $1::int) n RETURNING id),
     connected AS (
       INSERT INTO connection (tenant_id, kind, baseline_run_id) SELECT id, $2, 1 FROM added RETURNING id, tenant_id)
     INSERT INTO connection_feed (tenant_id, feed, connection_id) SELECT tenant_id, 'ROSTER', id FROM connected`,
    [DISTRICTS - SMALL_ROSTERS - 1, Object.keys(KINDS_OF_CONNECTION)[0]],
  );
  await ctx.db.pool.query('ANALYZE tenant, connection, connection_feed, delivery, roster_user');
}
