import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { Steps } from '@/components/data-table/steps';
import type { SearchParams } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { ISSUE_LEVELS, type IssueBand } from '@/lib/core/issues';
import { isFinal } from '@/lib/core/sync-run/states';
import { listRunFiles } from '@/lib/server/sync-runs/get-run';
import {
  listIssueGroups,
  listIssues,
  type IssueGroupRow,
  type IssueRow,
} from '@/lib/server/sync-runs/problems';
import { loadRun, type RunParams } from '../load-run';
import { noveltyWord } from '../_components/novelty';
import classes from './problems.module.css';
import { readProblemParams } from './search-params';

export const metadata: Metadata = { title: 'Problems' };

const PAGE = 50;
const EXAMPLES = 5;
const bands: readonly IssueBand[] = ['blocking', 'golive', 'row', 'notice'];

export default async function ProblemsPage({
  params,
  searchParams,
}: {
  params: RunParams;
  searchParams: Promise<SearchParams>;
}) {
  const { ctx, tenant, run, path } = await loadRun(params);
  const { group: groupId, file, page } = readProblemParams(await searchParams);
  const groups = await listIssueGroups(ctx, tenant.id, run.id);
  const here = `${path}/problems`;
  const csv = `/api/exports/runs/${tenant.slug}/${run.id}/problems`;
  if (groups.length === 0) {
    const wasRead = (await listRunFiles(ctx, tenant.id, run.id)).length > 0;
    return (
      <Section title="Problems">
        <EmptyState
          headingLevel={3}
          title={
            wasRead ? 'No problems' : isFinal(run.state) ? 'Nothing was checked' : 'Not checked yet'
          }
        >
          <p>
            {wasRead
              ? 'Every row was checked against OneRoster 1.1 and against the other files.'
              : isFinal(run.state)
                ? 'The files of this run were not read.'
                : 'Problems are listed here when the files have been checked.'}
          </p>
        </EmptyState>
      </Section>
    );
  }
  if (groupId !== null) {
    const group = groups.find(({ id }) => id === groupId);
    if (!group) notFound();
    const issues = await listIssues(ctx, tenant.id, group, {
      offset: (page - 1) * PAGE,
      limit: PAGE,
    });
    return <OneGroup group={group} issues={issues} page={page} here={here} csv={csv} />;
  }
  const files = [...new Set(groups.map(({ fileName }) => fileName))].sort();
  const shown = groups.filter(({ fileName }) => file === null || fileName === file);
  const examples = await Promise.all(
    shown.map((group) => listIssues(ctx, tenant.id, group, { offset: 0, limit: EXAMPLES })),
  );
  const stored = groups.reduce((sum, { storedCount }) => sum + storedCount, 0);
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack>
      <div className={classes.top}>
        {files.length > 1 ? (
          <LinkTabs
            label="Problems by file"
            tabs={[
              { href: here, label: 'All files', count: all, isCurrent: file === null },
              ...files.map((name) => ({
                href: `${here}?${new URLSearchParams({ file: name })}`,
                label: name || 'The whole set',
                count: groups
                  .filter(({ fileName }) => fileName === name)
                  .reduce((sum, { count }) => sum + count, 0),
                isCurrent: file === name,
              })),
            ]}
          />
        ) : null}
        <p className={classes.download}>
          <ButtonLink href={csv} prefetch={false}>
            Download all problems
          </ButtonLink>
          {stored < all ? (
            <span>
              The file holds {formatNumber(stored)} of {formatNumber(all)}: at most 1,000 of each
              kind are kept, the rest have the same cause.
            </span>
          ) : null}
        </p>
      </div>
      {bands.map((band) => {
        const ofBand = shown.flatMap((group, index) => {
          const found = examples[index];
          return group.band === band && found ? [{ group, examples: found.rows }] : [];
        });
        if (ofBand.length === 0) return null;
        return (
          <Section
            key={band}
            title={ISSUE_LEVELS[band].label}
            description={ISSUE_LEVELS[band].meaning}
            flush
          >
            {ofBand.map(({ group, examples: rows }) => (
              <Group
                key={group.id}
                group={group}
                rows={rows}
                href={`${here}?group=${group.id}`}
                isOpen={band === 'blocking' || ofBand.length === 1}
              />
            ))}
          </Section>
        );
      })}
    </Stack>
  );
}

function Group({
  group,
  rows,
  href,
  isOpen,
}: {
  group: IssueGroupRow;
  rows: readonly IssueRow[];
  href: string;
  isOpen: boolean;
}) {
  return (
    <details className={classes.group} id={`group-${group.id}`} open={isOpen}>
      <summary>
        <span className={classes.count}>{formatNumber(group.count)}</span>{' '}
        <span className={classes.title}>{group.title}</span>{' '}
        {group.fileName ? <code>{group.fileName}</code> : null}{' '}
        <span className={group.novelty === 'new' ? classes.isNew : classes.soft}>
          {noveltyWord(group)}
        </span>
      </summary>
      <div className={classes.body}>
        <Words group={group} />
        {rows.some(({ line, value }) => line !== null || value !== null) ? (
          <IssueTable group={group} rows={rows} />
        ) : null}
        {group.count > rows.length ? (
          <p>
            <Link href={href} prefetch={false}>
              {group.storedCount < group.count
                ? `See the first ${formatNumber(group.storedCount)} of ${formatNumber(group.count)}`
                : `See all ${formatNumber(group.count)}`}
            </Link>
          </p>
        ) : null}
      </div>
    </details>
  );
}

function Words({ group }: { group: IssueGroupRow }) {
  return (
    <div className={classes.words}>
      <p>{group.sentence}</p>
      <p>
        <strong>What to do:</strong> {group.fix}
      </p>
      <p className={classes.soft}>
        <code>{group.code}</code>
      </p>
    </div>
  );
}

function IssueTable({ group, rows }: { group: IssueGroupRow; rows: readonly IssueRow[] }) {
  const columns: Column<IssueRow>[] = [
    {
      id: 'line',
      header: 'Line',
      cell: (row) => (row.line === null ? '—' : formatNumber(row.line)),
      nowrap: true,
    },
    {
      id: 'column',
      header: 'Column',
      cell: (row) => (row.column ? <code>{row.column}</code> : '—'),
    },
    { id: 'value', header: 'Value', cell: (row) => (row.value ? <code>{row.value}</code> : '—') },
    { id: 'school', header: 'School', cell: (row) => row.schoolName ?? row.schoolSourcedId ?? '—' },
  ];
  return (
    <DataTable
      caption={`${group.title}, line by line`}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
    />
  );
}

function OneGroup({
  group,
  issues,
  page,
  here,
  csv,
}: {
  group: IssueGroupRow;
  issues: { rows: IssueRow[]; total: number };
  page: number;
  here: string;
  csv: string;
}) {
  const href = (to: number) => `${here}?group=${group.id}${to > 1 ? `&page=${to}` : ''}`;
  const hasNext = page * PAGE < issues.total;
  const from = (page - 1) * PAGE + 1;
  const capped =
    group.storedCount < group.count
      ? `, the first ${formatNumber(group.storedCount)} of ${formatNumber(group.count)}: the rest have the same cause`
      : '';
  return (
    <Stack>
      <p>
        <Link href={`${here}#group-${group.id}`}>All problems of this run</Link>
      </p>
      <Section
        title={`${plural(group.count, 'time')}: ${group.title}`}
        actions={
          <ButtonLink href={csv} prefetch={false}>
            Download all problems
          </ButtonLink>
        }
      >
        <Words group={group} />
      </Section>
      <Section title={group.fileName || 'The whole set'} id="lines" flush>
        <DataTable
          caption={`${group.title}, line by line`}
          rows={issues.rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'line',
              header: 'Line',
              cell: (row) => (row.line === null ? '—' : `Line ${formatNumber(row.line)}`),
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
            <Steps
              shown={`${formatNumber(from)}–${formatNumber(from + issues.rows.length - 1)} of ${formatNumber(issues.total)}${capped}`}
              firstHref={page > 1 ? href(1) : null}
              previousHref={page > 1 ? href(page - 1) : null}
              nextHref={hasNext ? href(page + 1) : null}
            />
          }
          isWide
        />
      </Section>
    </Stack>
  );
}
