import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import type { IssueRow } from '@/lib/server/sync-runs/queries/problems';

/** Where the line of a problem is shown; null for whoever may not read it. */
export type RawHref = ((issueId: number) => string) | null;

export function LineCell({ row, rawHref }: { row: IssueRow; rawHref: RawHref }) {
  if (row.line === null) return '—';
  const line = `Line ${formatNumber(row.line)}`;
  return rawHref ? (
    <Link href={rawHref(row.id)} prefetch={false}>
      {line}
    </Link>
  ) : (
    line
  );
}
