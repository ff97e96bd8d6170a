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
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/fields';
import { CheckField, FormGrid } from '@/components/ui/form';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { StatusWord as Word } from '@/lib/core/sync-run/words';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import {
  findNoticeSettings,
  type NoticeSettings,
} from '@/lib/server/attendance/commands/notice-settings';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import {
  listNoticeLists,
  listNotices,
  type NoticeListRow,
  type NoticeRow,
} from '@/lib/server/attendance/queries/notices';
import { getAppContext } from '@/lib/server/http/context';
import { releaseList, saveNoticeSettings } from './actions';
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
  const [lists, freshness, notices, settings] = await Promise.all([
    listNoticeLists(ctx, { tenantId: tenant.id, date }),
    findFreshness(ctx, tenant.id),
    listNotices(ctx, { tenantId: tenant.id, date, schoolId, page, pageSize }),
    findNoticeSettings(ctx.db.pool, tenant.id),
  ]);
  const size = lists.reduce((sum, { listed, retracted }) => sum + listed + retracted, 0);
  const held = lists.filter((list) => list.state === 'HELD');
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
      {frame.hasAttendance ? (
        <>
          <NewData freshness={freshness} />
          <DaySteps path={path} date={date} last={frame.today} />
          {held.map((list) => (
            <HeldList
              key={list.schoolId}
              list={list}
              isOnly={held.length === 1}
              slug={slug}
              canRelease={can(person, 'attendance.decide')}
              isToday={date === frame.today}
              timeZone={tenant.timeZone}
              now={now}
            />
          ))}
          <Lists lists={lists} timeZone={tenant.timeZone} now={now} />
          <Section
            title="Families to write to"
            description="Students newly absent that day, once each, and those who turned out to be there. Phone and mail are in the download, and in the roster one person at a time."
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
                <EmptyState headingLevel={3} title="Nobody to write to">
                  <p>
                    {lists.length === 0
                      ? 'No file brought a list for this day.'
                      : 'Lists that are held are not shown here.'}
                  </p>
                </EmptyState>
              }
              isWide
            />
          </Section>
          {settings ? (
            <Rules slug={slug} settings={settings} canChange={can(person, 'attendance.decide')} />
          ) : null}
        </>
      ) : (
        <NoAttendance slug={slug} />
      )}
    </Stack>
  );
}

/** What of the rules for notices is the district's own choice. */
function Rules({
  slug,
  settings: { noticeCutOff, noticesForTardies },
  canChange,
}: {
  slug: string;
  settings: NoticeSettings;
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
          Lists of files that come after {noticeCutOff} are held. Tardies{' '}
          {noticesForTardies ? 'are on the lists too' : 'are not on the lists'}. Implementation
          staff change this.
        </p>
      )}
    </Section>
  );
}

function HeldList({
  list,
  isOnly,
  slug,
  canRelease,
  isToday,
  timeZone,
  now,
}: {
  list: NoticeListRow;
  /** The form is open at once where there is one to decide about. */
  isOnly: boolean;
  slug: string;
  canRelease: boolean;
  isToday: boolean;
  timeZone: string;
  now: Date;
}) {
  return (
    <Callout
      tone="waiting"
      title={`${list.schoolName}: ${plural(list.waiting, 'notice')} held`}
      aside={
        <>
          held <TimeText at={list.heldAt} timeZone={timeZone} now={now} />
        </>
      }
    >
      <ul>
        {list.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        The absences are in the dashboard. Only the messages to families wait
        {list.skippedAt ? ', and were skipped because nobody released them within 15 minutes' : ''}.
      </p>
      {!isToday ? (
        <p>The day is over: these notices are not sent any more.</p>
      ) : canRelease ? (
        <details open={isOnly}>
          <summary>Release {plural(list.waiting, 'notice')} of this school…</summary>
          <ActionForm action={releaseList} label={`Release ${list.schoolName}`}>
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="schoolId" value={list.schoolId} />
            <input type="hidden" name="date" value={list.date} />
            <FormGrid>
              <TextField
                id={`reason-${list.schoolId}`}
                name="reason"
                label="Why they may go out"
                hint="Such as “Flu, the school confirmed it by phone”. Kept with your name."
                maxLength={500}
              />
            </FormGrid>
            <Row>
              <SubmitButton pendingLabel="Releasing…">
                Release {plural(list.waiting, 'notice')}
              </SubmitButton>
            </Row>
          </ActionForm>
        </details>
      ) : (
        <p>Implementation staff release them.</p>
      )}
    </Callout>
  );
}

function Lists({
  lists,
  timeZone,
  now,
}: {
  lists: readonly NoticeListRow[];
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
        ]}
        empty={<EmptyState headingLevel={3} title="No list for this day" />}
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
                {[sms ? 'text' : null, phone ? 'phone' : null, email ? 'mail' : null]
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
