import type { Metadata } from 'next';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { FilterBar, FilterSelect } from '@/components/data-table/filter-bar';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath, exportPath, studentPath } from '@/components/domain/attendance/addresses';
import { DaySteps } from '@/components/domain/attendance/day-steps';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { languageWordOf } from '@/components/domain/attendance/group-words';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { readDate } from '@/components/domain/attendance/read-date';
import { partOfDay, statusWord } from '@/components/domain/attendance/words';
import { roleWord } from '@/components/domain/roster/words';
import { StatusWord } from '@/components/domain/status-word';
import { TimeOfDayText, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/fields';
import { CheckField, FormGrid } from '@/components/ui/form';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { reasonsForNobody } from '@/lib/core/attendance/no-list';
import { formatNumber } from '@/lib/core/format/numbers';
import type { StatusWord as Word } from '@/lib/core/sync-run/words';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import {
  findNoticeSettings,
  type NoticeSettings,
} from '@/lib/server/attendance/commands/notice-settings';
import { explainNoList } from '@/lib/server/attendance/queries/day-without-list';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import {
  listNoticeLists,
  listNotices,
  type NoticeListRow,
  type NoticeRow,
} from '@/lib/server/attendance/queries/notices';
import { formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { saveNoticeSettings } from './actions';
import { HeldLists } from './held-lists';
import { ReleaseForm } from './release-form';
import { readNoticeParams } from './search-params';

export const metadata: Metadata = { title: 'Notices' };

const LIST_WORDS: Readonly<Record<NoticeListRow['state'], Word>> = {
  OPEN: { glyph: '✓', word: 'May go out', tone: 'good', owner: 'nobody', explanation: '' },
  HELD: { glyph: '⏸', word: 'Held', tone: 'waiting', owner: 'TalkingPoints', explanation: '' },
  RELEASED: { glyph: '✓', word: 'Released', tone: 'good', owner: 'nobody', explanation: '' },
};

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
  const frame = await getAttendanceFrame(ctx, tenant.id);
  const search = await searchParams;
  const date = readDate(search, frame.today);
  const state = readNoticeParams(search, date, frame.today);
  const schoolId = state.filters.school ?? null;
  const { page, pageSize } = state;
  const [lists, freshness, notices, settings, noList] = await Promise.all([
    listNoticeLists(ctx, { tenantId: tenant.id, date }),
    findFreshness(ctx, tenant.id),
    listNotices(ctx, { tenantId: tenant.id, date, schoolId, page, pageSize }),
    findNoticeSettings(ctx.db.pool, tenant.id),
    explainNoList(ctx, { tenantId: tenant.id, date }),
  ]);
  const size = lists.reduce((sum, { listed, retracted }) => sum + listed + retracted, 0);
  const held = lists.filter((list) => list.state === 'HELD');
  const canRelease = can(person, 'attendance.decide') && date === frame.today;
  const now = ctx.clock.now();
  const path = attendancePath(slug, 'notices');
  const query = new URLSearchParams({ date, ...(schoolId === null ? {} : { school: schoolId }) });
  return (
    <Stack>
      <PageHeader
        title="Notices"
        description={<FreshnessLine freshness={freshness} timeZone={tenant.timeZone} now={now} />}
        actions={
          can(person, 'attendance.export') && size > 0 ? (
            <>
              <ButtonLink href={`${exportPath(slug, 'notices')}?${query}`} prefetch={false}>
                Download CSV
              </ButtonLink>
              <ButtonLink
                href={`${exportPath(slug, 'notices')}?${query}&format=json`}
                prefetch={false}
              >
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
          <DaySteps path={path} date={date} last={frame.today} />
          <HeldLists
            held={held}
            slug={slug}
            date={date}
            canRelease={canRelease}
            isToday={date === frame.today}
            timeZone={tenant.timeZone}
            now={now}
          />
          <Lists
            lists={lists}
            noListBecause={noList.reasons}
            // One that is held alone has its form above.
            releaseOf={canRelease && held.length > 1 ? slug : null}
            timeZone={tenant.timeZone}
            now={now}
          />
          <Section
            title="Families to write to"
            description="Students newly absent that day, once each, and those who turned out to be there. Phone and email are in the download, and in the roster one person at a time."
            flush
          >
            <FilterBar label="Filter notices" path={path} state={state}>
              <FilterSelect
                name="school"
                label="School"
                all="Any school"
                value={schoolId ?? ''}
                choices={lists.map((list) => ({ value: list.schoolId, label: list.schoolName }))}
              />
            </FilterBar>
            <DataTable
              caption="Families to write to"
              columns={columnsFor(tenant.timeZone)}
              rows={notices.rows}
              rowKey={(row) => `${row.schoolId} ${row.studentId}`}
              rowHref={(row) => studentPath(slug, row.studentId)}
              paging={{ path, state, total: notices.total }}
              empty={
                <EmptyState
                  headingLevel={3}
                  title={notices.total > 0 ? 'Nothing on this page' : 'Nobody to write to'}
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
            <Rules
              slug={slug}
              settings={settings}
              cutOffWord={formatTimeOfDay(
                instantOf(frame.today, settings.noticeCutOff, tenant.timeZone),
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

/** What of the rules for notices is the district's own choice. */
function Rules({
  slug,
  settings: { noticeCutOff, noticesForTardies },
  cutOffWord,
  canChange,
}: {
  slug: string;
  settings: NoticeSettings;
  /** "4:00 PM CST" */
  cutOffWord: string;
  canChange: boolean;
}) {
  return (
    <Section
      title="What makes a notice"
      description="From the next file on. Lists that are out stay as they are."
    >
      {canChange ? (
        <ActionForm action={saveNoticeSettings} label="What makes a notice" done="Saved.">
          <input type="hidden" name="slug" value={slug} />
          <FormGrid>
            <TextField
              name="noticeCutOff"
              type="time"
              label="Latest time for notices"
              hint="In the district’s time. Lists of files that come later are held for a person."
              defaultValue={noticeCutOff}
            />
            <CheckField
              name="noticesForTardies"
              label="Write to families about tardies too"
              hint="Tardies are never counted as absences, whatever is chosen here."
              defaultChecked={noticesForTardies}
            />
          </FormGrid>
          <Row>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </Row>
        </ActionForm>
      ) : (
        <p>
          Lists of files that come after {cutOffWord} are held. Tardies{' '}
          {noticesForTardies ? 'are on the lists too' : 'are not on the lists'}. Implementation
          staff change this.
        </p>
      )}
    </Section>
  );
}

function Lists({
  lists,
  noListBecause,
  releaseOf,
  timeZone,
  now,
}: {
  lists: readonly NoticeListRow[];
  noListBecause: readonly string[];
  /** The district whose held lists can be released one by one here. */
  releaseOf: string | null;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section title="Lists of the day" flush>
      <DataTable
        caption="Lists of the day"
        rows={lists}
        rowKey={({ schoolId }) => schoolId}
        columns={[
          { id: 'school', header: 'School', cell: ({ schoolName }) => schoolName },
          {
            id: 'state',
            header: 'State',
            cell: (list) => (
              <>
                <StatusWord word={LIST_WORDS[list.state]} />
                {list.state === 'RELEASED' ? (
                  <div>
                    {list.releasedByName ?? 'Somebody'},{' '}
                    <TimeText at={list.releasedAt} timeZone={timeZone} now={now} relative={false} />
                    : {list.reason}
                  </div>
                ) : null}
              </>
            ),
          },
          {
            id: 'listed',
            header: 'To write to',
            align: 'end',
            cell: ({ listed }) => formatNumber(listed),
          },
          {
            id: 'retracted',
            header: 'Taken back',
            align: 'end',
            cell: ({ retracted }) => formatNumber(retracted),
          },
          {
            id: 'waiting',
            header: 'Held',
            align: 'end',
            cell: ({ waiting }) => formatNumber(waiting),
          },
          ...(releaseOf === null
            ? []
            : [
                {
                  id: 'release',
                  header: 'Decide',
                  cell: (list: NoticeListRow) =>
                    list.state === 'HELD' ? (
                      <ReleaseForm
                        list={list}
                        slug={releaseOf}
                        foldedUnder={`Release ${list.schoolName}…`}
                      />
                    ) : null,
                },
              ]),
        ]}
        empty={
          <EmptyState headingLevel={3} title="No list for this day">
            {noListBecause.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </EmptyState>
        }
      />
    </Section>
  );
}

function columnsFor(timeZone: string): Column<NoticeRow>[] {
  return [
    { id: 'name', header: 'Student', cell: ({ studentName }) => studentName },
    {
      id: 'notice',
      header: 'Notice',
      cell: ({ state, retractedAt }) =>
        state === 'ABSENT' ? (
          'Absent'
        ) : (
          <>
            <strong>Taken back</strong>
            {retractedAt ? (
              <>
                {' '}
                at <TimeOfDayText at={retractedAt} timeZone={timeZone} />
              </>
            ) : null}
          </>
        ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ category, percentOfDay }) =>
        `${statusWord(category)}${partOfDay(percentOfDay) ? `, ${partOfDay(percentOfDay)} of the day` : ''}`,
    },
    {
      id: 'school',
      header: 'School',
      cell: ({ schoolName, grade }) => `${schoolName}${grade ? `, grade ${grade}` : ''}`,
    },
    {
      id: 'language',
      header: 'Home language',
      cell: ({ homeLanguageCode }) => languageWordOf(homeLanguageCode ?? ''),
    },
    {
      id: 'contacts',
      header: 'Contacts',
      isRoomy: true,
      cell: ({ contacts }) =>
        contacts.length === 0
          ? 'None: nobody can be told'
          : contacts.map(({ contactId, name, role, languageCode, phone, sms, email }) => (
              <div key={contactId}>
                {name} ({roleWord(role)}, {languageWordOf(languageCode ?? '')},{' '}
                {[sms ? 'text' : null, phone ? 'phone' : null, email ? 'email' : null]
                  .filter(Boolean)
                  .join(' and ') || 'not reachable'}
                )
              </div>
            )),
    },
    {
      id: 'listed',
      header: 'Listed',
      nowrap: true,
      cell: ({ listedAt }) =>
        listedAt ? <TimeOfDayText at={listedAt} timeZone={timeZone} /> : '—',
    },
  ];
}
