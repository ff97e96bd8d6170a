/**
 * The address is the table's memory: filters, sort and page are read from it once on the server and
 * every control is a link or a plain GET form back to it. Unknown values fall back instead of failing,
 * so an old bookmark still opens.
 */
export type SearchParams = Record<string, string | string[] | undefined>;

export const pageSizes = [50, 100] as const;
export type PageSize = (typeof pageSizes)[number];
export type SortDirection = 'asc' | 'desc';

export type TableSpec<Sort extends string, Filter extends string> = {
  readonly sorts: readonly Sort[];
  readonly defaultSort: Sort;
  readonly defaultDirection?: SortDirection;
  readonly filters: readonly Filter[];
};

export type TableState<Sort extends string = string, Filter extends string = string> = {
  readonly sort: Sort;
  readonly direction: SortDirection;
  /** 1 is the first page. */
  readonly page: number;
  readonly pageSize: PageSize;
  /** Only filters that are set. */
  readonly filters: Readonly<Partial<Record<Filter, string>>>;
  readonly defaults: { readonly sort: Sort; readonly direction: SortDirection };
  /** What else the address carries, such as an open tab: every link keeps it. */
  readonly otherParams: Readonly<Record<string, string>>;
};

const longestFilter = 200;

export function readTableState<Sort extends string, Filter extends string>(
  params: SearchParams,
  spec: TableSpec<Sort, Filter>,
  otherParams: Readonly<Record<string, string>> = {},
): TableState<Sort, Filter> {
  const defaults = { sort: spec.defaultSort, direction: spec.defaultDirection ?? 'asc' };
  const sort = spec.sorts.find((known) => known === one(params.sort));
  const asked = one(params.direction);
  const filters: Partial<Record<Filter, string>> = {};
  for (const name of spec.filters) {
    const value = one(params[name])?.trim().slice(0, longestFilter);
    if (value) filters[name] = value;
  }
  return {
    sort: sort ?? defaults.sort,
    direction:
      asked === 'asc' || asked === 'desc' ? asked : sort ? ('asc' as const) : defaults.direction,
    page: pageNumber(one(params.page)),
    pageSize: pageSizes.find((size) => String(size) === one(params.rows)) ?? pageSizes[0],
    filters,
    defaults,
    otherParams,
  };
}

export type TableChange = {
  sort?: string;
  direction?: SortDirection;
  page?: number;
  pageSize?: PageSize;
  filters?: Readonly<Partial<Record<string, string>>>;
};

/** The address of the same table with something changed. A change of anything but the page goes to page 1. */
export function tableHref(path: string, state: TableState, change: TableChange = {}): string {
  const query = new URLSearchParams(tableParams(state, change)).toString();
  return query ? `${path}?${query}` : path;
}

/** What the address holds, for links and for the hidden fields of a GET form. Defaults are left out. */
export function tableParams(state: TableState, change: TableChange = {}): [string, string][] {
  const sort = change.sort ?? state.sort;
  const direction = change.direction ?? state.direction;
  const page = change.page ?? (Object.keys(change).length === 0 ? state.page : 1);
  const pageSize = change.pageSize ?? state.pageSize;
  const params: [string, string][] = Object.entries(state.otherParams);
  for (const [name, value] of Object.entries(change.filters ?? state.filters)) {
    if (value) params.push([name, value]);
  }
  if (sort !== state.defaults.sort || direction !== state.defaults.direction) {
    params.push(['sort', sort], ['direction', direction]);
  }
  if (pageSize !== pageSizes[0]) params.push(['rows', String(pageSize)]);
  if (page > 1) params.push(['page', String(page)]);
  return params;
}

export function hasFilters(state: TableState): boolean {
  return Object.keys(state.filters).length > 0;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function pageNumber(text: string | undefined): number {
  if (!text || !/^[1-9]\d{0,6}$/.test(text)) return 1;
  return Number(text);
}
