import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { StackedBar } from '@/components/charts/stacked-bar';
import { DataTable } from '@/components/data-table/data-table';
import { numberedSteps, rangeShown } from '@/components/data-table/page-steps';
import { Pager } from '@/components/data-table/pager';
import type { SearchParams } from '@/components/data-table/table-state';
import {
  attendancePath,
  exportPath,
  schoolPath,
  studentPath,
} from '@/components/domain/attendance/addresses';
import { DecideHeldFile } from '@/components/domain/attendance/decide-held-file';
import {
  fileStatusWord,
  holdSentence,
  shortDate,
  statusWord,
} from '@/components/domain/attendance/words';
import { ROSTER_WAIT_DAYS } from '@/lib/core/attendance/roster-wait';
import { withParams } from '@/components/domain/roster/addresses';
import { StatusWord } from '@/components/domain/status-word';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { Columns, Section, Stack } from '@/components/ui/section';
import { helpWords, type HelpReader } from '@/lib/core/attendance/help-of-file';
import { BROUGHT_SOMETHING } from '@/lib/core/attendance/use-of-file';
import { formatBytes, formatDuration, formatNumber, plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { listCorrections, type CorrectionRow } from '@/lib/server/attendance/queries/corrections';
import {
  findAttendanceRun,
  listAttendanceIssues,
  type AttendanceRunDetail,
  type RunIssueRow,
} from '@/lib/server/attendance/queries/runs';
import { getAppContext } from '@/lib/server/http/context';
import { readRowId } from '@/lib/server/http/row-id';
import { decideFile } from '../../actions';
import { readFileParams } from './search-params';

export const metadata: Metadata = { title: 'Attendance file' };

const PAGE = 50;
/** In these the file's end is the time at which its rows could be seen. */
const IN_DASHBOARD = BROUGHT_SOMETHING;

export default async function FilePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string; runId: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug, runId: text } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  const ctx = getAppContext();
  const id = readRowId(text);
  const run = id === null ? null : await findAttendanceRun(ctx, tenant.id, id);
  if (!run) notFound();
  const { code, page, corrections: correctionsPage } = readFileParams(await searchParams);
  const path = `${attendancePath(slug, 'files')}/${run.id}`;
  const canSeeStudents = can(person, 'attendance.view');
  const [issues, corrections] = await Promise.all([
    listAttendanceIssues(ctx, { tenantId: tenant.id, runId: run.id, code, page, pageSize: PAGE }),
    canSeeStudents && run.kind === 'ATTENDANCE'
      ? listCorrections(ctx, {
          tenantId: tenant.id,
          runId: run.id,
          page: correctionsPage,
          pageSize: PAGE,
        })
      : null,
  ]);
  return (
    <Stack>
      <PageHeader
        title={run.fileName}
        crumbs={[{ href: attendancePath(slug, 'files'), label: 'Files' }]}
        status={<StatusWord word={fileStatusWord(run.state)} showOwner />}
        description={
          <>
            File {run.id}, received{' '}
            <TimeText at={run.receivedAt} timeZone={tenant.timeZone} now={ctx.clock.now()} /> ·{' '}
            {formatBytes(Number(run.byteCount))}
            {run.finishedAt && IN_DASHBOARD.includes(run.state)
              ? ` · in the dashboard ${formatDuration(run.finishedAt.getTime() - run.receivedAt.getTime())} after it came`
              : ''}
          </>
        }
      />
      <WhatNow
        run={run}
        slug={slug}
        canDecide={can(person, 'attendance.decide')}
        reader={{
          isStaff: person.role !== 'DISTRICT_CONTACT',
          partnerSupportEmail: ctx.settings.partnerSupportEmail,
          timeZone: tenant.timeZone,
        }}
      />
      <Columns>
        <Accounting run={run} slug={slug} />
        <Effect run={run} slug={slug} canSeeSchools={canSeeStudents} />
      </Columns>
      <Problems run={run} slug={slug} issues={issues} code={code} page={page} path={path} />
      {corrections && corrections.total > 0 ? (
        <Corrections
          slug={slug}
          found={corrections}
          page={correctionsPage}
          href={(to) => withParams(path, { corrections: to > 1 ? String(to) : null })}
        />
      ) : null}
    </Stack>
  );
}

function WhatNow({
  run,
  slug,
  canDecide,
  reader,
}: {
  run: AttendanceRunDetail;
  slug: string;
  canDecide: boolean;
  reader: HelpReader;
}) {
  if (run.state === 'HELD')
    return (
      <Callout tone="waiting" title="This file waits for a person">
        <p>{holdSentence(run.holdCode, run.fileName)}</p>
        {run.holdCode === 'EMPTY_ON_SCHOOL_DAY' ? null : (
          <p>
            Whether the name may be used is decided on the{' '}
            <Link href={attendancePath(slug, 'feeds')}>feed board</Link>.
          </p>
        )}
        <DecideHeldFile
          slug={slug}
          runId={run.id}
          holdCode={run.holdCode}
          canDecide={canDecide}
          action={decideFile}
        />
      </Callout>
    );
  if (run.state === 'AWAITING_ROSTER')
    return (
      <Callout tone="waiting" title="This file waits for the roster" aside="Nothing to do">
        <p>
          It came before a roster was applied, or behind a file that did, so its schools and
          students are not looked up yet. It is read automatically in its turn, as soon as there is
          a roster, if that is within {ROSTER_WAIT_DAYS} days.
        </p>
      </Callout>
    );
  if (run.state === 'NOTHING_USED') {
    const { title, sentences } = helpWords(run.use, reader);
    return (
      <Callout tone="problem" title={title} aside="Next: the district">
        <p>{sentences.join(' ')}</p>
        <p>Nothing was changed or taken back; what was there before stays.</p>
        {run.use.waiting.words > 0 ? (
          <ButtonLink href={attendancePath(slug, 'mapping')}>Map the words</ButtonLink>
        ) : null}
      </Callout>
    );
  }
  if (run.state === 'INVALID')
    return (
      <Callout tone="problem" title="This file could not be read" aside="Next: the district">
        <p>
          None of it was used, and what was there before stays. Correct what is listed below and
          send the file again under the same name.
        </p>
      </Callout>
    );
  if (run.state === 'FAILED')
    return (
      <Callout tone="problem" title="We could not finish this file" aside="Next: TalkingPoints">
        <p>This is our fault. None of it was used; our staff look into it.</p>
      </Callout>
    );
  if (run.decidedByName)
    return (
      <Callout title={`Decided by ${run.decidedByName}`}>
        <p>{run.reason}</p>
      </Callout>
    );
  return null;
}

function Accounting({ run, slug }: { run: AttendanceRunDetail; slug: string }) {
  if (run.state === 'AWAITING_ROSTER')
    return (
      <Section title="Rows" description={`${formatNumber(run.rowsRead)} read`}>
        <p>
          {plural(run.rowsKept, 'row')} {run.rowsKept === 1 ? 'waits' : 'wait'} for the roster.
          {run.rowsRead > run.rowsKept
            ? ` ${formatNumber(run.rowsRead - run.rowsKept)} cannot be used whatever it says: see the problems below.`
            : ''}
        </p>
      </Section>
    );
  return (
    <Section
      title="Rows"
      description={`${formatNumber(run.rowsRead)} read = ${formatNumber(run.rowsAccepted)} accepted + ${formatNumber(run.rowsRejected)} set aside + ${formatNumber(run.rowsIgnored)} ignored`}
    >
      <StackedBar
        parts={[
          { label: 'accepted', count: run.rowsAccepted, kind: 'good' },
          { label: 'set aside', count: run.rowsRejected, kind: 'problem' },
          { label: 'ignored', count: run.rowsIgnored, kind: 'rest' },
        ]}
      />
      {run.rowsKept > 0 ? (
        <p>
          {plural(run.rowsKept, 'row')} of those set aside {run.rowsKept === 1 ? 'is' : 'are'} kept
          and read again when the roster or a{' '}
          <Link href={attendancePath(slug, 'mapping')}>mapping</Link> makes them readable;{' '}
          {formatNumber(run.rowsReplayed)} of them so far.
        </p>
      ) : null}
    </Section>
  );
}

function Effect({
  run,
  slug,
  canSeeSchools,
}: {
  run: AttendanceRunDetail;
  slug: string;
  canSeeSchools: boolean;
}) {
  const schools = [...new Map(run.days.map((day) => [day.schoolId, day.schoolName]))];
  return (
    <Section title="What it changed">
      <Facts
        facts={[
          { label: 'Added', value: formatNumber(run.eventsAdded) },
          { label: 'Changed', value: formatNumber(run.eventsChanged) },
          {
            label: 'Taken back',
            value: formatNumber(run.eventsCorrected),
            hint: 'In an earlier file and not in this one: corrected, such as a late arrival',
          },
          { label: 'As before', value: formatNumber(run.eventsUnchanged) },
          {
            label: 'Days',
            value:
              run.firstDate === null || run.lastDate === null
                ? '—'
                : run.firstDate === run.lastDate
                  ? shortDate(run.firstDate)
                  : `${shortDate(run.firstDate)} to ${shortDate(run.lastDate)}`,
          },
          {
            label: 'Schools',
            value:
              schools.length === 0 ? (
                '—'
              ) : (
                <>
                  {schools.slice(0, 12).map(([schoolId, name]) => (
                    <div key={schoolId}>
                      {canSeeSchools ? (
                        <Link href={schoolPath(slug, schoolId)} prefetch={false}>
                          {name}
                        </Link>
                      ) : (
                        name
                      )}
                    </div>
                  ))}
                  {schools.length > 12 ? `and ${schools.length - 12} more` : null}
                </>
              ),
          },
        ]}
      />
    </Section>
  );
}

function Problems({
  run,
  slug,
  issues,
  code,
  page,
  path,
}: {
  run: AttendanceRunDetail;
  slug: string;
  issues: { rows: RunIssueRow[]; total: number };
  code: string | null;
  page: number;
  path: string;
}) {
  if (run.groups.length === 0)
    return (
      <Section title="Problems">
        <EmptyState
          headingLevel={3}
          title={run.finishedAt && run.rowsRead > 0 ? 'No problems' : 'Nothing was found to say'}
        />
      </Section>
    );
  const href = (to: number) => withParams(path, { code, page: to > 1 ? String(to) : null });
  const first = (page - 1) * PAGE + 1;
  return (
    <Section
      title="Problems"
      flush
      actions={
        <ButtonLink href={exportPath(slug, `files/${run.id}`)} prefetch={false}>
          Download all problems
        </ButtonLink>
      }
    >
      <DataTable
        caption="Problems by kind"
        rows={run.groups}
        rowKey={(group) => group.code}
        rowHref={(group) =>
          `${withParams(path, { code: code === group.code ? null : group.code })}#lines`
        }
        isRowMarked={(group) => group.code === code}
        columns={[
          { id: 'title', header: 'Problem', cell: ({ title }) => title },
          { id: 'count', header: 'Times', align: 'end', cell: ({ count }) => formatNumber(count) },
          {
            id: 'words',
            header: 'What it is, and what to do',
            isRoomy: true,
            cell: ({ sentence, fix, code: key }) => (
              <>
                <p>{sentence}</p>
                <p>{fix}</p>
                <code>{key}</code>
              </>
            ),
          },
        ]}
      />
      <div id="lines">
        <DataTable
          caption={
            code === null ? 'All problems, line by line' : 'Problems of this kind, line by line'
          }
          rows={issues.rows.map((row, index) => ({ ...row, key: index }))}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'line',
              header: 'Line',
              nowrap: true,
              cell: ({ line }) => (line === null ? 'Whole file' : `Line ${formatNumber(line)}`),
            },
            {
              id: 'column',
              header: 'Column',
              cell: ({ column }) => (column ? <code>{column}</code> : '—'),
            },
            {
              id: 'value',
              header: 'Value',
              cell: ({ value }) => (value ? <code>{value}</code> : '—'),
            },
            {
              id: 'what',
              header: 'What is wrong',
              isRoomy: true,
              cell: ({ sentence }) => sentence,
            },
          ]}
          footer={
            <Pager
              shown={rangeShown(first, first + issues.rows.length - 1, issues.total)}
              {...numberedSteps({ page, hasNext: page * PAGE < issues.total, hrefOf: href })}
            />
          }
          clearHref={code === null ? undefined : path}
          isWide
        />
      </div>
    </Section>
  );
}

function Corrections({
  slug,
  found,
  page,
  href,
}: {
  slug: string;
  found: { rows: CorrectionRow[]; total: number };
  page: number;
  href: (page: number) => string;
}) {
  const first = (page - 1) * PAGE + 1;
  return (
    <Section
      title="Corrections"
      description="What this file says differently from the files before it."
      flush
    >
      <DataTable
        caption="Corrections"
        rows={found.rows}
        rowKey={({ studentId, date }) => `${studentId} ${date}`}
        rowHref={({ studentId }) => studentPath(slug, studentId)}
        columns={[
          {
            id: 'name',
            header: 'Student',
            cell: ({ studentName, studentId }) => studentName ?? studentId,
          },
          { id: 'school', header: 'School', cell: ({ schoolName }) => schoolName },
          { id: 'day', header: 'Day', nowrap: true, cell: ({ date }) => shortDate(date) },
          { id: 'from', header: 'Was', cell: ({ from }) => statusWord(from ?? 'NO_ROW') },
          {
            id: 'to',
            header: 'Is now',
            cell: ({ to }) => (to === null ? '— the row is gone' : statusWord(to)),
          },
        ]}
        footer={
          <Pager
            shown={rangeShown(first, first + found.rows.length - 1, found.total)}
            {...numberedSteps({ page, hasNext: page * PAGE < found.total, hrefOf: href })}
          />
        }
      />
    </Section>
  );
}
