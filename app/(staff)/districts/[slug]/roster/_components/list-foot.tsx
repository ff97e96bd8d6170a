import { Suspense } from 'react';
import { Steps } from '@/components/data-table/steps';
import { formatNumber } from '@/lib/core/format/numbers';
import type { Page, PageRequest, Total } from '@/lib/server/roster/page';
import { withParams } from './addresses';

/** "50 of 48,213 people" and the neighbours. The count may take longer than the page, so it follows. */
export function ListFoot({
  page,
  request,
  total,
  path,
  one,
  many,
}: {
  page: Page<unknown>;
  request: PageRequest;
  total: Promise<Total>;
  /** The address of the first page with its filters. */
  path: string;
  one: string;
  many: string;
}) {
  const isFirst = request.after === null && request.before === null;
  const steps = {
    firstHref: isFirst || page.previous === null ? null : path,
    previousHref: page.previous === null ? null : withParams(path, { before: page.previous }),
    nextHref: page.next === null ? null : withParams(path, { after: page.next }),
  };
  const shown = formatNumber(page.rows.length);
  return (
    <Suspense fallback={<Steps {...steps} shown={`${shown} ${many}`} />}>
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
  total: Promise<Total>;
  shown: string;
  one: string;
  many: string;
  steps: { firstHref: string | null; previousHref: string | null; nextHref: string | null };
}) {
  const { count, isCapped } = await total;
  const base = isCapped ? `more than ${formatNumber(count)}` : formatNumber(count);
  return <Steps {...steps} shown={`${shown} of ${base} ${count === 1 ? one : many}`} />;
}
