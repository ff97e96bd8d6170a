import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { DateText, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatPlainDate } from '@/lib/core/calendar/plain-date';
import { ruleGroup, ruleName } from '@/lib/core/circuit-break/rule-name';
import { emptyFileWords } from '@/lib/core/circuit-break/empty-file';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listAllowances } from '@/lib/server/policy/empty-files';
import { listLimits, type LimitRow, type Limits } from '@/lib/server/policy/limits';
import { findPause } from '@/lib/server/policy/pauses';
import { listWindows, type WindowRow } from '@/lib/server/policy/windows';
import { ChangeLimit } from './_components/change-limit';
import { NewWindow } from './_components/new-window';
import { Pause } from './_components/pause';
import { closeWindow } from './actions';
import { limitOfRule } from '@/components/domain/review/limit-words';
import { readRule } from './search-params';

export const metadata: Metadata = { title: 'Limits' };

const effects = {
  hold: 'Held for review',
  warn: 'Noted only',
  invalid: 'Files are refused',
} as const;

export default async function LimitsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = `/districts/${slug}/limits`;
  const { person, tenant } = await requireTenant(slug, 'reviews.list', path);
  const ctx = getAppContext();
  const [limits, windows, pause, allowances] = await Promise.all([
    listLimits(ctx, tenant.id),
    listWindows(ctx, tenant.id),
    findPause(ctx, tenant.id),
    listAllowances(ctx, tenant.id),
  ]);
  if (!limits)
    return (
      <EmptyState headingLevel={1} title="This district has no connection yet">
        <p>Limits belong to what its connection brings. It is made together with the district.</p>
      </EmptyState>
    );
  const now = ctx.clock.now();
  const canChange = can(person, 'limits.change');
  const ruleId = readRule(await searchParams);
  const changing = canChange ? limits.rows.find((row) => row.ruleId === ruleId) : undefined;
  const rows = limits.rows.toSorted(
    (one, other) => ruleGroup(one.ruleId).rank - ruleGroup(other.ruleId).rank,
  );
  return (
    <Stack>
      <PageHeader
        title="Limits"
        description={`${profileWords(limits)} An update that reaches a limit is held until somebody decides.`}
        actions={<ButtonLink href={`${path}/simulator`}>Try other limits</ButtonLink>}
      />
      <nav aria-label="On this page">
        <Row>
          <a href="#limits">Limits in force today</a>
          <a href="#windows">Windows</a>
          {canChange ? <a href="#new-window">Add a window</a> : null}
          <a href="#empty-files">Files that are empty on purpose</a>
        </Row>
      </nav>
      <Pause tenant={tenant} pause={pause} now={now} canChange={can(person, 'connection.update')} />
      {changing ? <ChangeLimit slug={slug} row={changing} path={path} /> : null}
      <Section
        title="Limits in force today"
        id="limits"
        description="A share counts only from the number beside it on. The number after “or” holds whatever the share."
        flush
      >
        <DataTable
          caption="Limits in force today"
          rows={rows}
          groupOf={(row) => ruleGroup(row.ruleId).name}
          rowKey={(row) => row.ruleId}
          isRowMarked={(row) => row.reason !== null}
          columns={[
            {
              id: 'rule',
              header: 'What is counted',
              isRoomy: true,
              cell: (row) => (
                <>
                  {ruleName(row.ruleId)}
                  {row.isNeverRelaxed ? ' (never relaxed)' : ''}
                </>
              ),
            },
            {
              id: 'today',
              header: 'Limit today',
              nowrap: true,
              cell: (row) => limitOfRule(row, row),
            },
            {
              id: 'default',
              header: 'Default',
              nowrap: true,
              cell: (row) =>
                limitOfRule(
                  {
                    limitPercent: row.defaultPercent,
                    limitCount: row.defaultCount,
                    limitCap: row.defaultCap,
                  },
                  row,
                ),
            },
            { id: 'effect', header: 'Effect', nowrap: true, cell: (row) => effects[row.effect] },
            {
              id: 'own',
              header: 'Own limit of this district',
              isRoomy: true,
              cell: (row) => <OwnLimit row={row} timeZone={tenant.timeZone} now={now} />,
            },
            ...(canChange
              ? [
                  {
                    id: 'change',
                    header: 'Change',
                    cell: (row: LimitRow) => (
                      <Link
                        href={`${path}?rule=${encodeURIComponent(row.ruleId)}#change`}
                        prefetch={false}
                        aria-label={`Change the limit: ${ruleName(row.ruleId)}`}
                      >
                        Change
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section
        title="Windows"
        id="windows"
        description="A transition widens the limits around a rollover, for at most 21 days. In a blackout no roster is applied automatically."
        flush
      >
        <DataTable
          caption="Windows"
          rows={windows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'days',
              header: 'Days',
              cell: (row) => (
                <>
                  <DateText date={row.startDate} /> – <DateText date={row.endDate} />
                </>
              ),
            },
            { id: 'kind', header: 'Kind', cell: (row) => kindWords[row.kind] },
            { id: 'reason', header: 'Why', isRoomy: true, cell: windowReason },
            {
              id: 'ended',
              header: 'Ended early',
              cell: (row) => (
                <EndWindow row={row} slug={slug} canChange={canChange}>
                  <TimeText at={row.endedAt} timeZone={tenant.timeZone} now={now} missing="no" />
                </EndWindow>
              ),
            },
          ]}
          empty={
            <EmptyState headingLevel={3} title="No windows">
              <p>Add one before a rollover, so that what was announced is not stopped.</p>
            </EmptyState>
          }
        />
      </Section>
      <Section
        title="Files that are empty on purpose"
        id="empty-files"
        description="A file without rows removes nobody. Two people can allow one on the page of the run that was refused for it; what follows is held for a review."
        flush
      >
        <DataTable
          caption="Files that are empty on purpose"
          rows={allowances}
          rowKey={(row) => row.id}
          columns={[
            { id: 'file', header: 'File', nowrap: true, cell: (row) => row.fileName },
            {
              id: 'run',
              header: 'Run',
              nowrap: true,
              cell: (row) => (
                <Link href={`/districts/${slug}/runs/${row.runId}#empty-files`} prefetch={false}>
                  Run {row.runId}
                </Link>
              ),
            },
            {
              id: 'state',
              header: 'State',
              cell: (row) =>
                `${emptyFileWords[row.state]}${row.usedByRunId === null ? '' : ` by run ${row.usedByRunId}`}`,
            },
            {
              id: 'why',
              header: 'Who and why',
              isRoomy: true,
              cell: (row) =>
                `“${row.reason}” ${[row.askedBy, row.confirmedBy].filter(Boolean).join(', then ')}`,
            },
            {
              id: 'until',
              header: 'Until',
              cell: (row) => (
                <TimeText
                  at={row.expiresAt}
                  timeZone={tenant.timeZone}
                  now={now}
                  relative={false}
                />
              ),
            },
          ]}
          empty={
            <EmptyState headingLevel={3} title="None">
              <p>A file without rows makes its set invalid, and nobody is removed.</p>
            </EmptyState>
          }
        />
      </Section>
      {canChange ? <NewWindow slug={slug} kinds={Object.entries(kindWords)} /> : null}
    </Stack>
  );
}

const kindWords: Record<WindowRow['kind'], string> = {
  TRANSITION: 'Transition: wider limits',
  BLACKOUT: 'Blackout: held once',
};

const profiles: Readonly<Record<string, string>> = {
  STRICT: 'The first 30 days live: half of every share.',
  IN_SESSION: 'An ordinary school week.',
  TRANSITION: 'A transition the district announced: wider limits.',
};

function profileWords({ profile, transitionEndDate }: Limits): string {
  const words = profiles[profile] ?? profile;
  return transitionEndDate ? `${words} It ends on ${formatPlainDate(transitionEndDate)}.` : words;
}

function OwnLimit({ row, timeZone, now }: { row: LimitRow; timeZone: string; now: Date }) {
  if (row.reason === null) return '—';
  return (
    <>
      “{row.reason}” {row.setBy ? `${row.setBy}, ` : ''}
      <TimeText at={row.setAt} timeZone={timeZone} now={now} relative={false} />
    </>
  );
}

function windowReason(row: WindowRow): string {
  const expected = [
    [row.expectedStudents, 'students'],
    [row.expectedStaff, 'staff'],
    [row.expectedContacts, 'contacts'],
    [row.expectedClasses, 'classes'],
  ]
    .filter(([count]) => count !== null)
    .map(([count, noun]) => `${count} ${noun}`)
    .join(', ');
  return [
    row.reason,
    expected ? `Expected: ${expected}.` : '',
    row.createdBy ? `(${row.createdBy})` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function EndWindow({
  row,
  slug,
  canChange,
  children,
}: {
  row: WindowRow;
  slug: string;
  canChange: boolean;
  children: React.ReactNode;
}) {
  if (row.endedAt || !canChange) return children;
  return (
    <ActionForm action={closeWindow} label={`End the window from ${row.startDate}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="windowId" value={row.id} />
      <div>
        <SubmitButton variant="secondary" size="small" pendingLabel="Ending…">
          End now
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
