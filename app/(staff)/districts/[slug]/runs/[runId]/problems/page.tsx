import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { FilterBar, FilterSelect } from '@/components/data-table/filter-bar';
import { numberedSteps, rangeShown } from '@/components/data-table/page-steps';
import { Pager } from '@/components/data-table/pager';
import type { SearchParams } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageKeys } from '@/components/ui/page-keys';
import { Section, Stack } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { ISSUE_LEVELS, type IssueBand } from '@/lib/core/issues';
import { MAX_RAW_CHARACTERS } from '@/lib/core/oneroster/raw-line';
import { isFinal } from '@/lib/core/sync-run/states';
import { can } from '@/lib/server/auth/permissions';
import { listRunFiles } from '@/lib/server/sync-runs/queries/get-run';
import {
  listIssueGroups,
  listIssues,
  listIssueSchools,
  listProblemHistory,
  problemsIn,
  type IssueGroupRow,
  type IssueRow,
} from '@/lib/server/sync-runs/queries/problems';
import { readRawLine, type RawLineResult } from '@/lib/server/sync-runs/queries/raw-line';
import { loadRun, type RunParams } from '../load-run';
import { noveltyWord } from '../_components/novelty';
import { ProblemHistory } from '../_components/problem-history';
import { RawLineText } from '../_components/raw-line-text';
import classes from './problems.module.css';
import { problemHref, readProblemParams, type ProblemAddress } from './search-params';

export const metadata: Metadata = { title: 'Problems' };

const PAGE = 50;
const EXAMPLES = 5;
const HISTORY_RUNS = 30;
const bands: readonly IssueBand[] = ['blocking', 'golive', 'file', 'row', 'notice'];

export default async function ProblemsPage({
  params,
  searchParams,
}: {
  params: RunParams;
  searchParams: Promise<SearchParams>;
}) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const { group: groupId, raw, file, school, page, state } = readProblemParams(await searchParams);
  const groups = await listIssueGroups(ctx, tenant.id, run.id);
  const here = `${path}/problems`;
  const csv = problemHref(`/api/exports/runs/${tenant.slug}/${run.id}/problems`, { file, school });
  // A line holds names: it is for whoever may read the roster.
  const mayReadLines = can(person, 'roster.view');
  if (groupId !== null) {
    const group = groups.find(({ id }) => id === groupId);
    if (!group) notFound();
    if (raw !== null && !mayReadLines) notFound();
    const [issues, rawLine] = await Promise.all([
      listIssues(ctx, tenant.id, group, { offset: (page - 1) * PAGE, limit: PAGE }, school),
      raw === null ? null : readRawLine(ctx, tenant.id, run.id, raw),
    ]);
    if (rawLine?.ok === false && rawLine.code === 'NO_SUCH_PROBLEM') notFound();
    const address = (to: ProblemAddress) =>
      problemHref(here, { file, school, group: group.id, page, ...to });
    return (
      <OneGroup
        group={group}
        issues={issues}
        page={page}
        all={`${problemHref(here, { file, school })}#group-${group.id}`}
        href={(to) => address({ page: to })}
        csv={csv}
        rawHref={mayReadLines ? (id) => `${address({ raw: id })}#raw` : null}
        rawLine={rawLine}
      />
    );
  }
  const history = (
    <ProblemHistory
      points={await listProblemHistory(ctx, tenant.id, run.id, HISTORY_RUNS)}
      timeZone={tenant.timeZone}
      now={ctx.clock.now()}
    />
  );
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
        {history}
      </Section>
    );
  }
  const schools = await listIssueSchools(ctx, tenant.id, run.id);
  const atSchool = schools.find(({ sourcedId }) => sourcedId === school)?.countOfGroup;
  const files = [...new Set(groups.map(({ fileName }) => fileName))].sort();
  const shown = groups
    .filter(({ fileName }) => file === null || fileName === file)
    .filter(({ id }) => school === null || atSchool?.has(id));
  const examples = await Promise.all(
    shown.map((group) => listIssues(ctx, tenant.id, group, { offset: 0, limit: EXAMPLES }, school)),
  );
  const stored = groups.reduce((sum, { storedCount }) => sum + storedCount, 0);
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack>
      <div className={classes.top}>
        {history}
        {files.length > 1 ? (
          <LinkTabs
            label="Problems by file"
            tabs={[
              {
                href: problemHref(here, { school }),
                label: 'All files',
                count: problemsIn(groups),
                isCurrent: file === null,
              },
              ...files.map((name) => ({
                href: problemHref(here, { file: name, school }),
                label: name || 'The whole set',
                count: problemsIn(groups.filter(({ fileName }) => fileName === name)),
                isCurrent: file === name,
              })),
            ]}
          />
        ) : null}
        {schools.length > 0 ? (
          <FilterBar label="Problems by school" path={here} state={state}>
            <FilterSelect
              name="school"
              label="School"
              all="Any school, or none"
              value={school ?? ''}
              choices={schools.map(({ sourcedId, name, count }) => ({
                value: sourcedId,
                label: `${name ?? sourcedId} (${formatNumber(count)})`,
              }))}
            />
          </FilterBar>
        ) : null}
        <p className={classes.download}>
          <ButtonLink href={csv} prefetch={false}>
            {file === null && school === null ? 'Download all problems' : 'Download these problems'}
          </ButtonLink>
          {stored < all ? (
            <span>
              The file holds {formatNumber(stored)} of {formatNumber(all)}: at most 1,000 of each
              kind are kept, the rest have the same cause.
            </span>
          ) : null}
        </p>
      </div>
      {shown.length === 0 ? (
        <Section title="Problems">
          <EmptyState
            headingLevel={3}
            title="No problems match"
            action={<ButtonLink href={here}>Clear filters</ButtonLink>}
          >
            <p>No problem that was kept belongs to this school and file.</p>
          </EmptyState>
        </Section>
      ) : null}
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
                schoolCount={school === null ? null : (atSchool?.get(group.id) ?? 0)}
                href={problemHref(here, { file, school, group: group.id })}
                rawHref={
                  mayReadLines
                    ? (id) => `${problemHref(here, { file, school, group: group.id, raw: id })}#raw`
                    : null
                }
                isOpen={band === 'blocking' || band === 'file' || ofBand.length === 1}
              />
            ))}
          </Section>
        );
      })}
      <PageKeys />
    </Stack>
  );
}

/** Where the line of a problem is shown; null for whoever may not read it. */
type RawHref = ((issueId: number) => string) | null;

function Group({
  group,
  rows,
  schoolCount,
  href,
  rawHref,
  isOpen,
}: {
  group: IssueGroupRow;
  rows: readonly IssueRow[];
  /** Of the problems kept, where one school was asked for. */
  schoolCount: number | null;
  href: string;
  rawHref: RawHref;
  isOpen: boolean;
}) {
  const count = schoolCount ?? group.count;
  const kept = schoolCount ?? group.storedCount;
  return (
    <details
      className={classes.group}
      id={`group-${group.id}`}
      open={isOpen}
      data-problem-group={group.id}
    >
      <summary>
        <span className={classes.count}>{formatNumber(count)}</span>{' '}
        <span className={classes.title}>{group.title}</span>{' '}
        {group.fileName ? <code>{group.fileName}</code> : null}{' '}
        <span className={group.novelty === 'new' ? classes.isNew : classes.soft}>
          {noveltyWord(group)}
        </span>
      </summary>
      <div className={classes.body}>
        <Words group={group} />
        {rows.some(({ line, value }) => line !== null || value !== null) ? (
          <IssueTable group={group} rows={rows} rawHref={rawHref} />
        ) : null}
        {count > rows.length ? (
          <p>
            <Link href={href} prefetch={false}>
              {kept < count
                ? `See the first ${formatNumber(kept)} of ${formatNumber(count)}`
                : `See all ${formatNumber(count)}`}
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

function LineCell({ row, rawHref }: { row: IssueRow; rawHref: RawHref }) {
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

function IssueTable({
  group,
  rows,
  rawHref,
}: {
  group: IssueGroupRow;
  rows: readonly IssueRow[];
  rawHref: RawHref;
}) {
  const columns: Column<IssueRow>[] = [
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
  all,
  href,
  csv,
  rawHref,
  rawLine,
}: {
  group: IssueGroupRow;
  issues: { rows: IssueRow[]; total: number };
  page: number;
  /** Back to the list of groups. */
  all: string;
  href(page: number): string;
  csv: string;
  rawHref: RawHref;
  rawLine: RawLineResult | null;
}) {
  const hasNext = page * PAGE < issues.total;
  const from = (page - 1) * PAGE + 1;
  const capped =
    group.storedCount < group.count
      ? `, the first ${formatNumber(group.storedCount)} of ${formatNumber(group.count)}: the rest have the same cause`
      : '';
  return (
    <Stack>
      <p>
        <Link href={all}>All problems of this run</Link>
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
      {rawLine ? <RawLineSection result={rawLine} /> : null}
      <Section title={group.fileName || 'The whole set'} id="lines" flush>
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
              {...numberedSteps({ page, hasNext, hrefOf: href })}
            />
          }
          isWide
        />
      </Section>
    </Stack>
  );
}

function RawLineSection({ result }: { result: RawLineResult }) {
  if (!result.ok) {
    return (
      <Section title="The line as it came" id="raw">
        <p>The bytes of this file are not kept any more.</p>
      </Section>
    );
  }
  const { fileName, line, raw } = result;
  return (
    <Section
      title={`Line ${formatNumber(line)} of ${fileName} as it came`}
      description="Email addresses, phone numbers and sign-in names are covered (••••••). ␀ ⇥ ↵ and the like stand for characters that cannot be seen."
      id="raw"
    >
      <RawLineText raw={raw} />
      {raw.isCut ? <p>Cut after {formatNumber(MAX_RAW_CHARACTERS)} characters.</p> : null}
    </Section>
  );
}
