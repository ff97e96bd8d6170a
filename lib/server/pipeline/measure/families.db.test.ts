// How many families a held update touches: by student, whatever it does to their contacts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type CountedDistrict, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, type GivenFile } from '@/lib/testing/deliver';
import { findFamilyCount, listFindings } from '../../policy/findings';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const of: CountedDistrict = { students: 20, staff: 1, reachable: 20 };
const NOBODYS = 'n1,,,true,s1,guardian,n1,,No,Body,,,,,206-234-9999,,,,';
const ADDED = 'x1,,,true,s1,guardian,x1,,Added,Contact,,,,,206-234-9998,,,,';

/** u1 and u2 are siblings: g1 is a contact of both. */
const siblings = (id: string, row: string): string =>
  id === 'u2' ? row.replace('"g2"', '"g1,g2"') : row;
const first: DayOf = { change: siblings, more: { 'users.csv': [NOBODYS] } };

async function receive(connection: { id: number; tenantId: number }, files: Iterable<GivenFile>) {
  const run = await deliverRun(ctx, connection, files);
  return { run, outcome: await processSyncRun(ctx, run) };
}

/** After the first day, held by a school that is new. */
async function held(day: DayOf) {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run: firstRun } = await receive(connection, districtFiles(of, first));
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, firstRun, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, firstRun)).toEqual({ ok: true });
  const users = [...(first.more?.['users.csv'] ?? []), ...(day.more?.['users.csv'] ?? [])];
  const { run, outcome } = await receive(
    connection,
    districtFiles(of, {
      change: (id, row, file) => {
        const before = siblings(id, row);
        return day.change ? day.change(id, before, file) : before;
      },
      more: { 'users.csv': users, 'orgs.csv': ['s8,,,School 8,school,,d1'] },
    }),
  );
  expect(outcome).toBe('HELD');
  return { firstRun, run };
}

const changing =
  (changes: Readonly<Record<string, (row: string) => string | null>>): DayOf['change'] =>
  (id, row) => {
    const change = changes[id];
    return change ? change(row) : row;
  };

test.each<[name: string, day: DayOf, families: number]>([
  ['nothing of contacts', {}, 0],
  ['a student by name alone', { change: changing({ u3: (row) => row.replace('Ana', 'Eva') }) }, 0],
  ['a contact of one', { change: changing({ g3: (row) => row.replace('Mar', 'Max') }) }, 1],
  [
    'a contact of siblings, once each',
    { change: changing({ g1: (row) => row.replace('Mar', 'Max') }) },
    2,
  ],
  [
    'both contacts of one of them',
    {
      change: changing({
        g1: (row) => row.replace('Mar', 'Max'),
        g2: (row) => row.replace('Mar', 'Max'),
      }),
    },
    2,
  ],
  ['a contact of nobody', { more: { 'users.csv': [ADDED] } }, 0],
  ['a contact who goes', { change: changing({ g4: () => null }) }, 1],
  [
    'a contact who comes',
    {
      change: changing({ u5: (row) => row.replace('"g5"', '"g5,x1"') }),
      more: { 'users.csv': [ADDED] },
    },
    1,
  ],
  [
    'a contact who goes from one to another',
    {
      change: changing({
        u6: (row) => row.replace('"g6"', '""'),
        u7: (row) => row.replace('"g7"', '"g6,g7"'),
      }),
    },
    2,
  ],
  ['a student who goes', { change: changing({ u8: () => null }) }, 1],
])('%s', async (_name, day, families) => {
  const { run } = await held(day);
  expect(await findFamilyCount(ctx, run.tenantId, run.id)).toBe(families);
});

test('is no pattern, and unknown of a first roster', async () => {
  const { firstRun, run } = await held({
    change: changing({ g3: (row) => row.replace('Mar', 'Max') }),
  });
  const found = await listFindings(ctx, run.tenantId, run.id, (id) => id);
  expect(found.map(({ kind }) => kind)).not.toContain('families');
  expect(await findFamilyCount(ctx, firstRun.tenantId, firstRun.id)).toBeNull();
});
