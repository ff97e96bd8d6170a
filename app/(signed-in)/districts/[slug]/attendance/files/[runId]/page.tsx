import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { fileStatusLabel } from '@/components/domain/attendance/labels';
import { withParams } from '@/components/domain/roster/addresses';
import { StatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Columns, Stack } from '@/components/ui/section';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { BROUGHT_SOMETHING } from '@/lib/core/attendance/use-of-file';
import { formatBytes, formatDuration } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { listCorrections } from '@/lib/server/attendance/queries/corrections';
import { identifyFile } from '@/lib/server/attendance/queries/identify-file';
import { findAttendanceRun, listAttendanceIssues } from '@/lib/server/attendance/queries/runs';
import { getAppContext } from '@/lib/server/http/context';
import { leadOn } from '@/lib/server/http/lead-on';
import { readRunAddress } from '@/lib/server/http/run-address';
import { FileChanges } from './_components/file-changes';
import { FileCorrections } from './_components/file-corrections';
import { FileNextStep } from './_components/file-next-step';
import { FileProblems } from './_components/file-problems';
import { RowCounts } from './_components/row-counts';
import { readFileParams } from './search-params';

export const metadata: Metadata = { title: 'Attendance file' };

const PAGE_SIZE = 50;

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
  const which = readRunAddress(text, 'file');
  const known = which && (await identifyFile(ctx, tenant.id, which));
  const run = known && (await findAttendanceRun(ctx, tenant.id, known.id));
  if (!run) notFound();
  const path = attendanceFilePath(slug, run.number);
  await leadOn(`${attendancePath(slug, 'files')}/${text}`, path);
  const { code, page, corrections: correctionsPage } = readFileParams(await searchParams);
  const canSeeStudents = can(person, 'attendance.view');
  const [issues, corrections] = await Promise.all([
    listAttendanceIssues(ctx, {
      tenantId: tenant.id,
      runId: run.id,
      code,
      page,
      pageSize: PAGE_SIZE,
    }),
    canSeeStudents && run.kind === 'ATTENDANCE'
      ? listCorrections(ctx, {
          tenantId: tenant.id,
          runId: run.id,
          page: correctionsPage,
          pageSize: PAGE_SIZE,
        })
      : null,
  ]);
  return (
    <Stack>
      <PageHeader
        title={run.fileName}
        crumbs={[{ href: attendancePath(slug, 'files'), label: 'Files' }]}
        status={<StatusLabel word={fileStatusLabel(run.state)} showOwner />}
        description={
          <>
            File {run.number}, received{' '}
            <TimeText at={run.receivedAt} timeZone={tenant.timeZone} now={ctx.clock.now()} /> ·{' '}
            {formatBytes(Number(run.byteCount))}
            {/* Where a file brought something, its end is the time at which its rows could be seen. */}
            {run.finishedAt && BROUGHT_SOMETHING.includes(run.state)
              ? ` · in the dashboard ${formatDuration(run.finishedAt.getTime() - run.receivedAt.getTime())} after it arrived`
              : ''}
          </>
        }
      />
      <FileNextStep
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
        <RowCounts run={run} slug={slug} />
        <FileChanges run={run} slug={slug} canSeeSchools={canSeeStudents} />
      </Columns>
      <FileProblems
        run={run}
        slug={slug}
        issues={issues}
        code={code}
        page={page}
        pageSize={PAGE_SIZE}
        path={path}
      />
      {corrections && corrections.total > 0 ? (
        <FileCorrections
          slug={slug}
          found={corrections}
          page={correctionsPage}
          pageSize={PAGE_SIZE}
          hrefOf={(to) => withParams(path, { corrections: to > 1 ? String(to) : null })}
        />
      ) : null}
    </Stack>
  );
}
