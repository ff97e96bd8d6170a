// Pages of the live roster. Lists and records are alike, so they are told by a few words each.
import type { Look, LookArea } from './look';

const ROSTER = '(signed-in)/districts/[slug]/roster';

type Ids = Awaited<ReturnType<Parameters<Look['address']>[0]['live']>>['ids'];

const KINDS: readonly { folder: string; one: keyof Ids; many: string }[] = [
  { folder: 'people', one: 'student', many: 'People' },
  { folder: 'classes', one: 'class', many: 'Classes' },
  { folder: 'courses', one: 'course', many: 'Courses' },
  { folder: 'enrollments', one: 'enrollment', many: 'Enrollments' },
  { folder: 'orgs', one: 'org', many: 'Orgs' },
  { folder: 'sessions', one: 'session', many: 'Academic sessions' },
];

/** The list, the list that a filter has emptied, the list before a roster, a record, and one that is not there. */
function looksOf({ folder, one, many }: (typeof KINDS)[number]): Look[] {
  const list = `${ROSTER}/${folder}`;
  const record = `${list}/[sourcedId]`;
  const isLong = folder !== 'orgs' && folder !== 'sessions';
  return [
    {
      page: list,
      what: many,
      state: isLong ? 'paged' : 'data',
      who: 'staff',
      address: async ({ live }) => `${(await live()).roster}/${folder}`,
      isSampled: true,
    },
    {
      page: list,
      what: `${many}: none were removed`,
      state: 'no-match',
      who: 'staff',
      address: async ({ live }) => `${(await live()).roster}/${folder}?status=removed&school=none`,
      ...(folder === 'people' ? { isSampled: true } : {}),
    },
    {
      page: list,
      what: `${many} before a roster is live`,
      state: 'first-use',
      who: 'staff',
      address: async ({ waiting }) => `${(await waiting()).home}/roster/${folder}`,
      ...(folder === 'people' ? { isSampled: true } : {}),
    },
    {
      page: record,
      what: `${many}: one record`,
      state: 'data',
      who: 'staff',
      address: async ({ live }) => {
        const { roster, ids } = await live();
        return `${roster}/${folder}/${ids[one]}`;
      },
      isSampled: true,
    },
    {
      page: record,
      what: `${many}: a record that is not there`,
      state: 'not-found',
      who: 'staff',
      address: async ({ live }) => `${(await live()).roster}/${folder}/no-such-record`,
    },
  ];
}

export const rosterLooks: LookArea = {
  area: 'Roster',
  looks: [
    {
      page: ROSTER,
      what: 'Roster',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).roster,
      isSampled: true,
    },
    {
      page: ROSTER,
      what: 'No roster yet',
      state: 'first-use',
      who: 'staff',
      address: async ({ waiting }) => `${(await waiting()).home}/roster`,
      isSampled: true,
    },
    {
      page: `${ROSTER}/checks`,
      what: 'Roster checks',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => `${(await live()).roster}/checks`,
      isSampled: true,
    },
    {
      page: `${ROSTER}/checks`,
      what: 'Roster checks before they were counted',
      state: 'partial',
      who: 'staff',
      address: async ({ slow }) => (await slow()).checks,
      isLate: true,
    },
    ...KINDS.flatMap(looksOf),
    {
      page: `${ROSTER}/people`,
      what: 'People that a check found: none',
      state: 'good-news',
      who: 'staff',
      address: async ({ live }) => `${(await live()).roster}/people?check=students-without-school`,
    },
    {
      page: `${ROSTER}/people/[sourcedId]`,
      what: 'A guardian',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => {
        const { roster, ids } = await live();
        return `${roster}/people/${ids.guardian}`;
      },
    },
    {
      page: `${ROSTER}/people/[sourcedId]`,
      what: 'A teacher, to a manager',
      state: 'data',
      who: 'psm',
      address: async ({ live }) => {
        const { roster, ids } = await live();
        return `${roster}/people/${ids.teacher}`;
      },
    },
  ],
};
