import Link from 'next/link';
import { StackedBar } from '@/components/charts/stacked-bar';
import { DataTable } from '@/components/data-table/data-table';
import {
  addedColumn,
  changedColumn,
  removedColumn,
} from '@/components/domain/change-count-columns';
import { rowSum } from '@/components/domain/runs/row-sum';
import { ProblemTable } from '@/components/domain/problem-table';
import { TimeText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { Columns, Section, Stack } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { runPath } from '@/lib/core/sync-run/run-address';
import { isFinal } from '@/lib/core/sync-run/states';
import { listChangeTotals } from '@/lib/server/sync-runs/queries/changes';
import { can } from '@/lib/server/auth/permissions';
import { listAllowancesOfRun, listEmptyFiles } from '@/lib/server/policy/empty-file-allowances';
import {
  countRows,
  findNeighbours,
  listRunDeliveries,
  listRunFiles,
  type RunDetail,
} from '@/lib/server/sync-runs/queries/get-run';
import { listIssueGroups } from '@/lib/server/sync-runs/queries/problems';
import { loadRun, type RunParams } from './load-run';
import { EmptyFiles } from './_components/empty-files';
import { noveltyLabel } from './_components/novelty';

const SHOWN_GROUPS = 5;

/** The table lists the whole plan. Where a part was approved, or something undone since, less of it is in force. */
function changesTitle({ state, undoneAt, heldBackCount }: RunDetail): string {
  if (state !== 'APPLIED' || heldBackCount > 0) return 'What would change';
  return undoneAt ? 'What changed before it was undone' : 'What changed';
}

function leftOutSentence({ state, undoneAt, heldBackCount, removalsUndoneAt }: RunDetail) {
  if (state !== 'APPLIED') return undefined;
  const left = `${plural(heldBackCount, 'change')} ${heldBackCount === 1 ? 'was' : 'were'} left out when part of the update was approved.`;
  const words = [
    ...(heldBackCount > 0 ? [left] : []),
    ...(heldBackCount > 0 && undoneAt ? ['What was applied was undone.'] : []),
    ...(removalsUndoneAt && !undoneAt ? ['The removals were undone.'] : []),
  ];
  return words.length > 0 ? words.join(' ') : undefined;
}

export default async function RunSummaryPage({ params }: { params: RunParams }) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const isReviewer = can(person, 'reviews.list');
  const [files, rows, deliveries, groups, totals, neighbours, emptyFiles, allowances] =
    await Promise.all([
      listRunFiles(ctx, tenant.id, run.id),
      countRows(ctx, tenant.id, run.id),
      listRunDeliveries(ctx, tenant.id, run.id),
      listIssueGroups(ctx, tenant.id, run.id),
      listChangeTotals(ctx, tenant.id, run.id),
      findNeighbours(ctx, tenant.id, run.number),
      isReviewer ? listEmptyFiles(ctx, tenant.id, run.id) : [],
      isReviewer ? listAllowancesOfRun(ctx, tenant.id, run.id) : [],
    ]);
  const notRead = isFinal(run.state)
    ? 'The files were not read'
    : 'The files have not been read yet';
  const now = ctx.clock.now();
  const runLink = (number: number | null) =>
    number === null ? 'None' : <Link href={runPath(tenant.slug, number)}>Run {number}</Link>;
  return (
    <Columns>
      <Stack>
        <Section
          title="Rows"
          description={rows.fileCount > 0 ? rowSum(rows) : undefined}
          actions={<Link href={`${path}/files`}>Files</Link>}
        >
          {rows.fileCount > 0 ? (
            <StackedBar
              parts={[
                {
                  label: 'as before',
                  count: rows.rowsUnchanged,
                  tone: 'quiet',
                },
                {
                  label: 'accepted, new or changed',
                  count: rows.rowsAccepted - rows.rowsUnchanged,
                  tone: 'good',
                },
                { label: 'set aside', count: rows.rowsRejected, tone: 'problem' },
                { label: 'ignored', count: rows.rowsIgnored, tone: 'waiting' },
              ]}
            />
          ) : (
            <p>{notRead}</p>
          )}
        </Section>
        <Section
          title="Problems"
          flush
          actions={groups.length > 0 ? <Link href={`${path}/problems`}>All problems</Link> : null}
        >
          <ProblemTable
            groups={groups.slice(0, SHOWN_GROUPS)}
            runPath={path}
            lastColumns={[{ id: 'new', header: 'Last run', cell: noveltyLabel }]}
            empty={
              <EmptyState headingLevel={3} title={noProblems(rows.fileCount, notRead)}>
                {rows.fileCount > 0 ? (
                  <p>
                    {plural(rows.rowsRead, 'row')} in {plural(rows.fileCount, 'file')} were checked
                    against OneRoster 1.1 and against each other.
                  </p>
                ) : null}
              </EmptyState>
            }
          />
        </Section>
        <EmptyFiles
          place={{ tenant, runId: run.id, now }}
          files={emptyFiles}
          allowances={allowances}
          deciderId={can(person, 'reviews.decide') ? person.userId : null}
        />
        {totals.length > 0 ? (
          <Section
            title={changesTitle(run)}
            description={leftOutSentence(run)}
            flush
            actions={<Link href={`${path}/changes`}>Changes</Link>}
          >
            <DataTable
              caption="Changes by record type"
              rows={totals}
              rowKey={(row) => row.entity}
              columns={[
                { id: 'what', header: 'What', cell: (row) => entityLabel(row.entity) },
                removedColumn,
                addedColumn,
                changedColumn,
              ]}
            />
          </Section>
        ) : null}
      </Stack>
      <Section title="This run">
        <Facts
          facts={[
            {
              label: 'Received',
              value: <TimeText at={run.lastArrivalAt} timeZone={tenant.timeZone} now={now} />,
            },
            {
              label: 'Checked',
              value: (
                <TimeText
                  at={run.processingAt}
                  timeZone={tenant.timeZone}
                  now={now}
                  missing="not checked yet"
                />
              ),
            },
            {
              label: 'Applied',
              value: (
                <TimeText
                  at={run.appliedAt}
                  timeZone={tenant.timeZone}
                  now={now}
                  missing="not applied"
                />
              ),
            },
            {
              label: 'Compared with',
              value:
                run.baselineRunNumber === null
                  ? run.planKind === 'INITIAL'
                    ? 'Nothing: the first roster'
                    : isFinal(run.state)
                      ? 'Not compared'
                      : 'Not compared yet'
                  : runLink(run.baselineRunNumber),
            },
            { label: 'Run before', value: runLink(neighbours.previous) },
            { label: 'Run after', value: runLink(neighbours.next) },
            { label: 'Files', value: formatNumber(files.length || deliveries.length) },
          ]}
        />
      </Section>
    </Columns>
  );
}

function noProblems(fileCount: number, notRead: string): string {
  return fileCount > 0 ? 'No problems' : notRead;
}
