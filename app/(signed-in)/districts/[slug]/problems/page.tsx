import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { ISSUE_LEVELS } from '@/lib/core/issues';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { runName, runPath } from '@/lib/core/sync-run/run-address';
import { fixInSis } from '@/lib/core/set-up/sis-fixes';
import { getAppContext } from '@/lib/server/http/context';
import { requireTenant } from '@/lib/server/http/session-person';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { findNewestCheckedRun } from '@/lib/server/sync-runs/queries/newest-checked';
import { listIssueGroups, type IssueGroupRow } from '@/lib/server/sync-runs/queries/problems';

export const metadata: Metadata = { title: 'Problems' };

const novelties: Readonly<Record<IssueGroupRow['novelty'], string>> = {
  new: 'New',
  same: 'Same as the files before',
  more: 'More than in the files before',
  fewer: 'Fewer than in the files before',
  'first-run': 'First files',
};

export default async function ProblemsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const path = `/districts/${slug}/problems`;
  const { tenant } = await requireTenant(slug, 'runs.view', path);
  const ctx = getAppContext();
  const run = await findNewestCheckedRun(ctx, tenant.id);
  const { sis } = await getTenantBySlug(ctx, slug);
  const groups = run ? await listIssueGroups(ctx, tenant.id, run.id) : [];
  const now = ctx.clock.now();
  return (
    <Stack>
      <PageHeader
        title="Problems"
        description="In the newest roster files that were checked, with the lines and how to fix each. Problems of attendance files stand with each attendance file."
      />
      {run === null ? (
        <EmptyState title="No files were checked yet">
          <p>Problems appear here after your first complete set of files.</p>
        </EmptyState>
      ) : groups.length === 0 ? (
        <EmptyState look="done" title="No problems found">
          <p>
            In <Link href={runPath(slug, run.number)}>run {run.number}</Link>, received{' '}
            <TimeText at={run.receivedAt} timeZone={tenant.timeZone} now={now} />.
          </p>
        </EmptyState>
      ) : (
        <Section
          title={`Run ${run.number}`}
          id="problems"
          flush
          description={
            <>
              Received <TimeText at={run.receivedAt} timeZone={tenant.timeZone} now={now} />.{' '}
              {plural(groups.length, 'kind')} of problem.
            </>
          }
          actions={
            <>
              <Link href={`${runPath(slug, run.number)}/problems`}>All lines</Link>
              <a href={`/api/exports/runs/${slug}/${runName(run.number)}/problems`} download>
                Download CSV
              </a>
            </>
          }
        >
          <DataTable
            caption="Problems"
            rows={groups}
            rowKey={(group) => group.id}
            columns={columnsFor(`${runPath(slug, run.number)}/problems`, sis)}
          />
        </Section>
      )}
    </Stack>
  );
}

/** What to do stands below what is wrong: on a phone the other columns are a swipe away. */
function columnsFor(linesPath: string, sis: string | null): Column<IssueGroupRow>[] {
  return [
    {
      id: 'what',
      header: 'Problem, and how to fix it',
      isRoomy: true,
      cell: (group) => (
        <>
          <Link href={`${linesPath}?group=${group.id}`}>{group.title}</Link>
          <br />
          <Fix group={group} sis={sis} />
        </>
      ),
    },
    { id: 'effect', header: 'Effect', cell: (group) => ISSUE_LEVELS[group.band].label },
    {
      id: 'file',
      header: 'File',
      cell: (group) => (group.fileName ? <code>{group.fileName}</code> : 'Whole set'),
    },
    { id: 'count', header: 'Count', align: 'end', cell: (group) => formatNumber(group.count) },
    { id: 'before', header: 'Since the files before', cell: (group) => novelties[group.novelty] },
  ];
}

function Fix({ group, sis }: { group: IssueGroupRow; sis: string | null }) {
  const there = fixInSis(group.code, sis);
  return (
    <>
      {group.fix}
      {group.count > 1 ? ` Told for the first of ${formatNumber(group.count)}.` : null}
      {there ? (
        <>
          <br />
          <strong>In {there.sis}:</strong> {there.text}
        </>
      ) : null}
    </>
  );
}
