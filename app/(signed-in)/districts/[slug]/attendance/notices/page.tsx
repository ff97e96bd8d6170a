import type { Metadata } from 'next';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath, exportPath, studentPath } from '@/components/domain/attendance/addresses';
import { DayPager } from '@/components/domain/attendance/day-pager';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { readDate } from '@/components/domain/attendance/read-date';
import { withParams } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { reasonsForNobody, titleForNobody } from '@/lib/core/attendance/no-list';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findNoticeSettings } from '@/lib/server/attendance/commands/notice-settings';
import { heldDigest } from '@/lib/server/attendance/held-digest';
import { explainNoList } from '@/lib/server/attendance/queries/day-without-list';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import { listNoticeLists, listNotices } from '@/lib/server/attendance/queries/notices';
import { formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { openList } from '../../../../open-list';
import { HeldLists } from './_components/held-lists';
import { noticeColumns } from './_components/notice-columns';
import { NoticeLists } from './_components/notice-lists';
import { NoticeRules } from './_components/notice-rules';
import { readNoticeParams } from './search-params';

export const metadata: Metadata = { title: 'Notices' };

export default async function NoticesPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.view');
  const ctx = getAppContext();
  const attendanceYear = await getAttendanceYear(ctx, tenant.id);
  const search = await searchParams;
  const date = readDate(search, attendanceYear.today);
  const path = attendancePath(slug, 'notices');
  const { state, views } = await openList({
    list: 'notices',
    path,
    state: readNoticeParams(search, date, attendanceYear.today),
    params: search,
    person,
    tenant,
  });
  const schoolId = state.filters.school ?? null;
  const { page, pageSize } = state;
  const [lists, freshness, notices, settings, noList] = await Promise.all([
    listNoticeLists(ctx, { tenantId: tenant.id, date }),
    findFreshness(ctx, tenant.id),
    listNotices(ctx, { tenantId: tenant.id, date, schoolId, page, pageSize }),
    findNoticeSettings(ctx.db.pool, tenant.id),
    explainNoList(ctx, { tenantId: tenant.id, date }),
  ]);
  const hasNotices = lists.some(({ listed, retracted }) => listed > 0 || retracted > 0);
  const held = lists.filter((list) => list.state === 'HELD');
  const canRelease = can(person, 'attendance.decide') && date === attendanceYear.today;
  const now = ctx.clock.now();
  const nobody = titleForNobody(lists, schoolId);
  const exportHref = withParams(exportPath(slug, 'notices'), { date, school: schoolId });
  return (
    <Stack>
      <PageHeader
        title="Notices"
        description={<FreshnessLine freshness={freshness} timeZone={tenant.timeZone} now={now} />}
        actions={
          can(person, 'attendance.export') && hasNotices ? (
            <>
              <ButtonLink href={exportHref} prefetch={false}>
                Download CSV
              </ButtonLink>
              <ButtonLink href={withParams(exportHref, { format: 'json' })} prefetch={false}>
                Download JSON
              </ButtonLink>
            </>
          ) : undefined
        }
      />
      {noList.isBeforeAttendance ? (
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      ) : (
        <>
          <NewData freshness={freshness} />
          <DayPager path={path} date={date} last={attendanceYear.today} />
          <HeldLists
            held={held}
            digest={heldDigest(date, held)}
            slug={slug}
            date={date}
            canRelease={canRelease}
            isToday={date === attendanceYear.today}
            timeZone={tenant.timeZone}
            now={now}
          />
          <NoticeLists
            lists={lists}
            noListBecause={noList.reasons}
            date={date}
            digestOf={(list) => heldDigest(date, [list])}
            releaseOf={canRelease && held.length > 0 ? slug : null}
            timeZone={tenant.timeZone}
            now={now}
          />
          <Section
            title="Families to notify"
            description="Students newly absent that day, listed once, and those later found present. Phone and email are in the download and, one person at a time, in the roster."
            flush
          >
            <DataTable
              caption="Families to notify"
              columns={noticeColumns(tenant.timeZone)}
              rows={notices.rows}
              rowKey={(row) => `${row.schoolId} ${row.studentId}`}
              rowHref={(row) => studentPath(slug, row.studentId)}
              filters={{
                label: 'Filter notices',
                path,
                state,
                fields: [
                  {
                    kind: 'select',
                    name: 'school',
                    label: 'School',
                    all: 'Any school',
                    choices: lists.map((list) => ({
                      value: list.schoolId,
                      label: list.schoolName,
                    })),
                  },
                ],
              }}
              views={views}
              paging={{ path, state, total: notices.total }}
              empty={
                <EmptyState
                  headingLevel={3}
                  look={notices.total > 0 ? 'no-match' : nobody.isGood ? 'done' : 'nothing'}
                  title={notices.total > 0 ? 'Nothing on this page' : nobody.title}
                >
                  {notices.total > 0
                    ? null
                    : reasonsForNobody(lists, schoolId).map((reason) => (
                        <p key={reason}>{reason}</p>
                      ))}
                </EmptyState>
              }
              isWide
            />
          </Section>
          {settings ? (
            <NoticeRules
              slug={slug}
              settings={settings}
              cutOffLabel={formatTimeOfDay(
                instantOf(attendanceYear.today, settings.noticeCutOff, tenant.timeZone),
                tenant.timeZone,
              )}
              canChange={can(person, 'attendance.decide')}
            />
          ) : null}
        </>
      )}
    </Stack>
  );
}
