import { formatNumber } from '@/lib/core/format/numbers';

/** Where the links below a table lead; null: there is no such page. */
export type PagerLinks = {
  firstHref: string | null;
  previousHref: string | null;
  nextHref: string | null;
  /** Left out where nobody knows which page is the last. */
  lastHref?: string | null;
};

/** The steps of a list whose pages have numbers; 1 is the first. */
export function numberedLinks({
  page,
  hasNext,
  hrefOf,
}: {
  page: number;
  hasNext: boolean;
  hrefOf: (page: number) => string;
}): PagerLinks {
  return {
    firstHref: page > 1 ? hrefOf(1) : null,
    previousHref: page > 1 ? hrefOf(page - 1) : null,
    nextHref: hasNext ? hrefOf(page + 1) : null,
  };
}

/** "101–150 of 48,213" */
export function rangeShown(first: number, last: number, total: number): string {
  return `${formatNumber(first)}–${formatNumber(last)} of ${formatNumber(total)}`;
}
