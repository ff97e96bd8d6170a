// Students who leave and come back under other ids, through the real steps: who of them is found again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

interface Student {
  given: string;
  family: string;
  birth: string;
  mail?: string;
  identifier?: string;
}

const OF = { students: 200 };
const LEAVING = 30;
const GIVENS = ['Ana', 'José', 'Mary Ann', 'William', 'Guadalupe', 'Chidi', 'Layla'];
const FAMILIES = ['Núñez', 'García López', 'Smith', 'Okonkwo', 'Nguyễn'];
const usual = (n: number): Student => ({
  given: GIVENS[n % GIVENS.length] ?? '',
  family: FAMILIES[n % FAMILIES.length] ?? '',
  birth: `2015-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
});

const userRow = (id: string, { given, family, mail = '', identifier = '' }: Student): string =>
  `${id},,,true,s1,student,${id},,${given},${family},,${identifier},${mail},,,,05,,`;
const demographicsRow = (id: string, { birth }: Student): string => `${id},,,${birth},`;

/** Students u1… of whom the first go; n1… come in their place, where `comes` says who they are. */
function day(who: (n: number) => Student, comes?: (n: number) => Student): DayOf {
  const ids = Array.from({ length: OF.students }, (_, at) => at + 1);
  const stays = ids.filter((n) => !comes || n > LEAVING);
  const come = comes ? ids.slice(0, LEAVING) : [];
  return {
    change: (id, row, file) => (file === 'users.csv' && id.startsWith('u') ? null : row),
    more: {
      'users.csv': [
        ...stays.map((n) => userRow(`u${n}`, who(n))),
        ...come.map((n) => userRow(`n${n}`, comes?.(n) ?? who(n))),
      ],
      'demographics.csv': [
        ...stays.map((n) => demographicsRow(`u${n}`, who(n))),
        ...come.map((n) => demographicsRow(`n${n}`, comes?.(n) ?? who(n))),
      ],
    },
  };
}

async function rekeyed(who: (n: number) => Student, comes: (n: number) => Student) {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const first = await deliverRun(ctx, connection, districtFiles(OF, day(who)));
  await processSyncRun(ctx, first);
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, first, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, first)).toEqual({ ok: true });
  const run = await deliverRun(ctx, connection, districtFiles(OF, day(who, comes)));
  await processSyncRun(ctx, run);
  const rules = await ctx.db.prisma.ruleEvaluation.findMany({
    where: { runId: run.id, ruleId: 'rekey', subject: 'students' },
  });
  return rules.map(({ changeCount, tripped }) => ({ changeCount, tripped }));
}

const ALL = [{ changeCount: LEAVING, tripped: true }];
const all = (student: Partial<Student>) => (n: number) => ({ ...usual(n), ...student });
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

test.each<[string, (n: number) => Student, (n: number) => Student, typeof ALL]>([
  ['the same names', usual, usual, ALL],
  [
    'capitals without accents',
    usual,
    (n) => ({
      ...usual(n),
      given: plain(usual(n).given).toUpperCase(),
      family: plain(usual(n).family).toUpperCase(),
    }),
    ALL,
  ],
  ['a middle initial', usual, (n) => ({ ...usual(n), given: `${usual(n).given} M.` }), ALL],
  [
    'family names with hyphens',
    usual,
    (n) => ({ ...usual(n), family: `${usual(n).family.replace(' ', '-')}-Ramos` }),
    ALL,
  ],
  [
    'given and family names in the other column',
    usual,
    (n) => ({ ...usual(n), given: usual(n).family, family: usual(n).given }),
    ALL,
  ],
  ['everybody born on one day', all({ birth: '2015-03-01' }), all({ birth: '2015-03-01' }), ALL],
  ['nobody with a birth date', all({ birth: '1900-01-01' }), all({ birth: '1900-01-01' }), []],
  ['birth dates that are empty', all({ birth: '' }), all({ birth: '' }), []],
  ['twins', usual, all({ given: 'Zoltan' }), []],
  ['twins one letter apart', all({ given: 'Daniel' }), all({ given: 'Daniela' }), []],
  ['married names', usual, all({ family: 'Haddad' }), []],
  [
    'a mail that stays beside a family name that changes',
    (n) => ({ ...usual(n), mail: `kid${n}@example.org` }),
    (n) => ({ ...usual(n), mail: `kid${n}@example.org`, family: 'Haddad' }),
    ALL,
  ],
  [
    'siblings with the address of their family',
    (n) => ({ ...usual(n), mail: `family${n}@example.org` }),
    (n) => ({ ...usual(n), mail: `family${n}@example.org`, given: 'Zoltan', birth: '2012-01-01' }),
    [],
  ],
  [
    'numbers of leavers given to others',
    (n) => ({ ...usual(n), identifier: `${1000 + n}` }),
    (n) => ({ identifier: `${1000 + n}`, given: 'Zoltan', family: 'Haddad', birth: '2012-01-01' }),
    [],
  ],
  [
    'numbers that stay beside a nickname',
    (n) => ({ ...usual(n), identifier: `${1000 + n}` }),
    (n) => ({ ...usual(n), identifier: `${1000 + n}`, given: 'Zol' }),
    ALL,
  ],
])('%s', async (_name, before, after, expected) => {
  expect(await rekeyed(before, after)).toEqual(expected);
});
