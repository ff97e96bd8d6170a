import { lists, type FilterReach, type ListName } from './lists';
import { longestViewQuery } from './view-limits';

export interface ViewQuery {
  /** What is kept, as the text of an address; empty where the list is as it is at first. */
  query: string;
  /** It names something that only this district has. */
  isOfDistrict: boolean;
  /** Something was left out because it names a person. */
  leftOutPerson: boolean;
  /** More than a view holds: it cannot be saved, and nothing of it is kept. Only what was put together by hand is as long. */
  isTooLong: boolean;
}

const longestValue = 200;
const largerPage = '100';

/**
 * What of an address can be kept as a view of a list: declared filters, order and rows on a page, in one order, so that equal views are equal
 * texts. Everything else falls away: the page, an unknown name, whatever names a person or something of the page alone.
 */
export function readViewQuery(name: ListName, address: string): ViewQuery {
  const list: {
    sorts: readonly string[];
    direction?: 'asc' | 'desc';
    filters: Readonly<Record<string, FilterReach>>;
    tabs?: Readonly<Record<string, FilterReach>>;
  } = lists[name];
  const asked = new URLSearchParams(address);
  const kept = new URLSearchParams();
  let isOfDistrict = false;
  let leftOutPerson = false;
  for (const [field, reach] of Object.entries({ ...list.tabs, ...list.filters })) {
    const value = asked.get(field)?.trim().slice(0, longestValue);
    if (!value || reach === 'page') continue;
    if (reach === 'person') {
      leftOutPerson = true;
      continue;
    }
    if (reach === 'district') isOfDistrict = true;
    kept.set(field, value);
  }
  const usual = { sort: list.sorts[0], direction: list.direction ?? 'asc' };
  const sort = list.sorts.find((known) => known === asked.get('sort'));
  const direction = (['asc', 'desc'] as const).find((known) => known === asked.get('direction'));
  const order = {
    sort: sort ?? usual.sort,
    direction: direction ?? (sort ? 'asc' : usual.direction),
  };
  if (order.sort && (order.sort !== usual.sort || order.direction !== usual.direction)) {
    kept.set('sort', order.sort);
    kept.set('direction', order.direction);
  }
  if (asked.get('rows') === largerPage) kept.set('rows', largerPage);
  const query = kept.toString();
  return query.length > longestViewQuery
    ? { query: '', isOfDistrict: false, leftOutPerson, isTooLong: true }
    : { query, isOfDistrict, leftOutPerson, isTooLong: false };
}
