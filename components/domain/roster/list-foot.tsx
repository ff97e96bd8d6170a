import { Suspense } from 'react';
import type { PagerLinks } from '@/components/data-table/pager-links';
import { Pager } from '@/components/data-table/pager';
import { formatNumber } from '@/lib/core/format/numbers';
import { withParams } from './addresses';

export type ListPage<Row> = {
  rows: readonly Row[];
  /** Ids the neighbouring pages start at. */
  previous: string | null;
  next: string | null;
};
export type ListRequest = { after: string | null; before: string | null };
export type ListTotal = { count: number; isCapped: boolean };

/** "50 of 48,213 people" and the neighbours. The count may take longer than the page, so it follows. */
export function ListFoot({
  page,
  request,
  total,
  path,
  one,
  many,
}: {
  page: ListPage<unknown>;
  request: ListRequest;
  total: Promise<ListTotal>;
  /** The address of the first page with its filters. */
  path: string;
  one: string;
  many: string;
}) {
  const isFirst = request.after === null && request.before === null;
  const steps: PagerLinks = {
    firstHref: isFirst || page.previous === null ? null : path,
    previousHref: page.previous === null ? null : withParams(path, { before: page.previous }),
    nextHref: page.next === null ? null : withParams(path, { after: page.next }),
  };
  const shown = formatNumber(page.rows.length);
  return (
    <Suspense fallback={<Pager {...steps} shown={`${shown} ${many}`} />}>
      <Counted total={total} shown={shown} one={one} many={many} steps={steps} />
    </Suspense>
  );
}

async function Counted({
  total,
  shown,
  one,
  many,
  steps,
}: {
  total: Promise<ListTotal>;
  shown: string;
  one: string;
  many: string;
  steps: PagerLinks;
}) {
  const { count, isCapped } = await total;
  const base = isCapped ? `more than ${formatNumber(count)}` : formatNumber(count);
  return <Pager {...steps} shown={`${shown} of ${base} ${count === 1 ? one : many}`} />;
}
