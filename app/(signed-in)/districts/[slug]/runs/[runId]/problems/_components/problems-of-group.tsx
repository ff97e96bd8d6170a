import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { numberedLinks, rangeShown } from '@/components/data-table/pager-links';
import { Pager } from '@/components/data-table/pager';
import { ButtonLink } from '@/components/ui/button';
import { Section, Stack } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { IssueGroupRow, IssueRow } from '@/lib/server/sync-runs/queries/problems';
import type { RawLineResult } from '@/lib/server/sync-runs/queries/raw-line';
import { LineCell, type RawHref } from './line-cell';
import { ProblemExplanation } from './problem-explanation';
import { RawLineSection } from './raw-line-section';

/** All problems of one kind in one file, a page at a time, and one of its lines as received. */
export function ProblemsOfGroup({
  group,
  issues,
  page,
  pageSize,
  allHref,
  hrefOf,
  csv,
  rawHref,
  rawLine,
}: {
  group: IssueGroupRow;
  issues: { rows: IssueRow[]; total: number };
  page: number;
  pageSize: number;
  /** Back to the list of groups. */
  allHref: string;
  hrefOf: (page: number) => string;
  csv: string;
  rawHref: RawHref;
  rawLine: RawLineResult | null;
}) {
  const hasNext = page * pageSize < issues.total;
  const from = (page - 1) * pageSize + 1;
  const capped =
    group.storedCount < group.count
      ? `, the first ${formatNumber(group.storedCount)} of ${formatNumber(group.count)}; the rest have the same cause`
      : '';
  return (
    <Stack>
      <p>
        <Link href={allHref}>All problems of this run</Link>
      </p>
      <Section
        title={`${plural(group.count, 'time')}: ${group.title}`}
        actions={
          <ButtonLink href={csv} prefetch={false}>
            Download all problems
          </ButtonLink>
        }
      >
        <ProblemExplanation group={group} />
      </Section>
      {rawLine ? <RawLineSection result={rawLine} /> : null}
      <Section title={group.fileName || 'Whole set'} id="lines" flush>
        <DataTable
          caption={`${group.title}, line by line`}
          rows={issues.rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'line',
              header: 'Line',
              cell: (row) => <LineCell row={row} rawHref={rawHref} />,
              nowrap: true,
            },
            {
              id: 'column',
              header: 'Column',
              cell: (row) => (row.column ? <code>{row.column}</code> : '—'),
            },
            {
              id: 'value',
              header: 'Value',
              cell: (row) => (row.value ? <code>{row.value}</code> : '—'),
            },
            { id: 'what', header: 'What is wrong', cell: (row) => row.sentence },
            {
              id: 'school',
              header: 'School',
              cell: (row) => row.schoolName ?? row.schoolSourcedId ?? '—',
            },
          ]}
          footer={
            <Pager
              shown={`${rangeShown(from, from + issues.rows.length - 1, issues.total)}${capped}`}
              {...numberedLinks({ page, hasNext, hrefOf })}
            />
          }
          isWide
        />
      </Section>
    </Stack>
  );
}
