import type { Metadata } from 'next';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { DayPager } from '@/components/domain/attendance/day-pager';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { ImplausibleDays } from '@/components/domain/attendance/implausible-days';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { readDate } from '@/components/domain/attendance/read-date';
import { PageHeader } from '@/components/layout/page-header';
import { Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getFeedBoard } from '@/lib/server/attendance/queries/feed-board';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import { listImplausibleDaysOfFiles } from '@/lib/server/attendance/queries/implausible-days';
import { listAttendanceRuns } from '@/lib/server/attendance/queries/runs';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { FeedSection } from './_components/feed-section';
import { HeldFile } from './_components/held-file';
import { NearName } from './_components/near-name';
import { NotHeardFrom } from './_components/not-heard-from';
import { RefusedNames } from './_components/refused-names';
import type { Rights } from './_components/rights';

export const metadata: Metadata = { title: 'Today’s files' };

export default async function FeedBoardPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  const ctx = getAppContext();
  const { today } = await getAttendanceYear(ctx, tenant.id);
  const date = readDate(await searchParams, today);
  const [board, held, freshness, implausible] = await Promise.all([
    getFeedBoard(ctx, { tenantId: tenant.id, date }),
    listAttendanceRuns(ctx, {
      tenantId: tenant.id,
      state: 'HELD',
      fileName: null,
      page: 1,
      pageSize: 50,
    }),
    findFreshness(ctx, tenant.id),
    listImplausibleDaysOfFiles(ctx, { tenantId: tenant.id, receivedDate: date }),
  ]);
  const rights: Rights = {
    slug,
    canAnswer: can(person, 'attendance.answer'),
    canDecide: can(person, 'attendance.decide'),
  };
  const used = board.feeds.filter(({ state }) => state === 'LEARNED' || state === 'CONFIRMED');
  const near = board.feeds.filter(({ state }) => state === 'NEAR');
  // Whoever answers about a name decides about its files: they are not listed one by one.
  const others = held.rows.filter((run) => !near.some(({ fileName }) => fileName === run.fileName));
  const refused = board.feeds.filter(({ state }) => state === 'REFUSED');
  const now = ctx.clock.now();
  return (
    <Stack>
      <PageHeader
        title="Today’s files"
        description={<FreshnessLine freshness={freshness} timeZone={tenant.timeZone} now={now} />}
      />
      <NewData freshness={freshness} />
      {board.feeds.length === 0 ? (
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      ) : (
        <>
          <DayPager path={attendancePath(slug, 'feeds')} date={date} last={today} />
          {others.map((run) => (
            <HeldFile
              key={run.id}
              run={run}
              slug={slug}
              canDecide={rights.canDecide}
              timeZone={tenant.timeZone}
              now={now}
            />
          ))}
          {near.map((feed) => (
            <NearName
              key={feed.fileNameId}
              feed={feed}
              waiting={held.rows.filter(({ fileName }) => fileName === feed.fileName)}
              rights={rights}
              timeZone={tenant.timeZone}
              now={now}
            />
          ))}
          <NotHeardFrom schools={board.notHeardFrom} />
          <ImplausibleDays {...implausible} where="in files received on this day or about it" />
          {used.map((feed) => (
            <FeedSection
              key={feed.fileNameId}
              feed={feed}
              rights={rights}
              timeZone={tenant.timeZone}
              now={now}
            />
          ))}
          {refused.length > 0 ? (
            <RefusedNames refused={refused} rights={rights} timeZone={tenant.timeZone} now={now} />
          ) : null}
        </>
      )}
    </Stack>
  );
}
