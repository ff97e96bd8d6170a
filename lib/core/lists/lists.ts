/** The lists a person can keep views of, and what their addresses may say. Pages read their address by the same entry. */

/**
 * What a filter's value means elsewhere: the same anywhere; something of one district, such as a school's id; something of the page
 * alone, such as a class on the page of its school; or a person, by name or id. The last two are never stored.
 */
export type FilterReach = 'anywhere' | 'district' | 'page' | 'person';

interface List<Sort extends string, Filter extends string> {
  /** The first is the usual one. */
  sorts: readonly [Sort, ...Sort[]];
  direction?: 'asc' | 'desc';
  filters: Readonly<Record<Filter, FilterReach>>;
  /** What else the address holds that is no filter, such as an open tab. */
  tabs?: Readonly<Record<string, FilterReach>>;
}

const list = <const Sort extends string, const Filter extends string>(
  one: List<Sort, Filter>,
): List<Sort, Filter> => one;

export const lists = {
  overview: list({
    sorts: ['attention', 'name', 'received', 'applied', 'students', 'questions', 'date'],
    filters: { q: 'anywhere', status: 'anywhere', owner: 'anywhere' },
    tabs: { kind: 'anywhere', whose: 'anywhere' },
  }),
  districts: list({
    sorts: ['attention', 'name', 'received', 'applied', 'students', 'questions', 'date'],
    filters: {
      q: 'anywhere',
      status: 'anywhere',
      owner: 'anywhere',
      implementer: 'anywhere',
      psm: 'anywhere',
    },
  }),
  reviews: list({
    sorts: ['queue'],
    filters: {
      due: 'anywhere',
      asked: 'anywhere',
      kind: 'anywhere',
      assignee: 'anywhere',
      snoozed: 'anywhere',
    },
    tabs: { show: 'anywhere' },
  }),
  runs: list({ sorts: ['received'], direction: 'desc', filters: { status: 'anywhere' } }),
  'district-runs': list({
    sorts: ['received'],
    direction: 'desc',
    filters: { status: 'anywhere' },
  }),
  'run-problems': list({
    sorts: ['gravity'],
    filters: { school: 'district' },
    tabs: { file: 'anywhere' },
  }),
  'run-changes': list({
    sorts: ['plan'],
    filters: { entity: 'anywhere', action: 'anywhere', school: 'district' },
  }),
  people: list({
    sorts: ['name'],
    filters: {
      kind: 'anywhere',
      school: 'district',
      grade: 'anywhere',
      language: 'anywhere',
      status: 'anywhere',
      check: 'anywhere',
      find: 'person',
    },
  }),
  classes: list({
    sorts: ['title'],
    filters: {
      search: 'anywhere',
      school: 'district',
      course: 'district',
      status: 'anywhere',
      check: 'anywhere',
    },
  }),
  courses: list({
    sorts: ['title'],
    filters: { search: 'anywhere', org: 'district', status: 'anywhere' },
  }),
  enrollments: list({
    sorts: ['sourcedId'],
    filters: {
      search: 'person',
      school: 'district',
      class: 'district',
      person: 'person',
      role: 'anywhere',
      status: 'anywhere',
    },
  }),
  orgs: list({
    sorts: ['name'],
    filters: { search: 'anywhere', type: 'anywhere', status: 'anywhere' },
  }),
  sessions: list({
    sorts: ['start'],
    filters: { search: 'anywhere', type: 'anywhere', status: 'anywhere' },
  }),
  'attendance-files': list({
    sorts: ['received'],
    direction: 'desc',
    filters: { state: 'anywhere', name: 'district' },
  }),
  'attendance-schools': list({
    sorts: ['name', 'students', 'rate', 'chronic'],
    filters: { q: 'anywhere' },
  }),
  'attendance-students': list({
    sorts: ['name', 'absences'],
    filters: { grade: 'anywhere', class: 'page', band: 'anywhere', find: 'person' },
    tabs: { view: 'anywhere' },
  }),
  notices: list({ sorts: ['name'], filters: { school: 'district' } }),
};

export type ListName = keyof typeof lists;

export const listNames = Object.keys(lists) as [ListName, ...ListName[]];

type SortOf<Name extends ListName> = (typeof lists)[Name]['sorts'][number];
type FilterOf<Name extends ListName> = keyof (typeof lists)[Name]['filters'] & string;

/** How the address of a list is read. */
export function addressOf<Name extends ListName>(name: Name) {
  const { sorts, direction, filters }: List<string, string> = lists[name];
  return {
    sorts: sorts as readonly SortOf<Name>[],
    defaultSort: sorts[0] as SortOf<Name>,
    defaultDirection: direction,
    filters: Object.keys(filters) as FilterOf<Name>[],
  };
}
