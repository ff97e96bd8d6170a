import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { DaySteps } from '@/components/domain/attendance/day-steps';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { ImplausibleDays } from '@/components/domain/attendance/implausible-days';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { readDate } from '@/components/domain/attendance/read-date';
import {
  fileCount,
  fileStatusWord,
  minuteWord,
  NAME_DIFFERENCE,
} from '@/components/domain/attendance/words';
import { StatusWord } from '@/components/domain/status-word';
import { TimeOfDayText, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { isAttendanceRunState } from '@/components/domain/attendance/run-state';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { StatusWord as Word } from '@/lib/core/sync-run/words';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import {
  getFeedBoard,
  type Feed,
  type FeedBoard,
  type FeedSchool,
} from '@/lib/server/attendance/queries/feed-board';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import { listImplausibleDaysOfFiles } from '@/lib/server/attendance/queries/implausible-days';
import { listAttendanceRuns, type AttendanceRunRow } from '@/lib/server/attendance/queries/runs';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { acceptName, confirmName, refuseName } from './actions';
import classes from './feeds.module.css';
import { HeldFile } from './held-file';

export const metadata: Metadata = { title: 'Feed board' };

interface Rights {
  slug: string;
  canAnswer: boolean;
  canDecide: boolean;
}

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
  const { today } = await getAttendanceFrame(ctx, tenant.id);
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
  // The answer about a name decides about its files: they are not asked about one by one.
  const others = held.rows.filter((run) => !near.some(({ fileName }) => fileName === run.fileName));
  const refused = board.feeds.filter(({ state }) => state === 'REFUSED');
  const now = ctx.clock.now();
  return (
    <Stack>
      <PageHeader
        title="Feed board"
        description={<FreshnessLine freshness={freshness} timeZone={tenant.timeZone} now={now} />}
      />
      <NewData freshness={freshness} />
      {board.feeds.length === 0 ? (
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      ) : (
        <>
          <DaySteps path={attendancePath(slug, 'feeds')} date={date} last={today} />
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
          <NotHeardFrom board={board} used={used} />
          <ImplausibleDays {...implausible} where="in files that came on this day or speak of it" />
          {used.map((feed) => (
            <OneFeed
              key={feed.fileNameId}
              feed={feed}
              rights={rights}
              timeZone={tenant.timeZone}
              now={now}
            />
          ))}
          {refused.length > 0 ? (
            <Section title="Names that are not used" flush>
              <DataTable
                caption="Names that are not used"
                rows={refused}
                rowKey={({ fileNameId }) => fileNameId}
                columns={[
                  { id: 'name', header: 'Name', cell: ({ fileName }) => <code>{fileName}</code> },
                  {
                    id: 'last',
                    header: 'Last received',
                    cell: ({ lastReceivedAt }) => (
                      <TimeText at={lastReceivedAt} timeZone={tenant.timeZone} now={now} />
                    ),
                  },
                  {
                    id: 'act',
                    header: 'Decide',
                    cell: (feed) =>
                      rights.canDecide ? <AcceptForm feed={feed} slug={slug} /> : 'Staff decide',
                  },
                ]}
              />
            </Section>
          ) : null}
        </>
      )}
    </Stack>
  );
}

const MOST_NAMED = 10;

/** Which school did not send? Said once for all names, above the names. */
function NotHeardFrom({ board, used }: { board: FeedBoard; used: readonly Feed[] }) {
  const expected = [
    ...used.flatMap(({ schools }) => schools.filter(({ isInSession }) => isInSession)),
    ...board.silentSchools.map((school) => ({ ...school, hasFile: false })),
  ];
  const missing = expected.filter(({ hasFile }) => !hasFile);
  if (missing.length === 0) return null;
  const more = missing.length - MOST_NAMED;
  return (
    <Callout
      tone="waiting"
      title={`No file for this day from ${formatNumber(missing.length)} of ${plural(expected.length, 'school')}`}
    >
      <p>
        {missing
          .slice(0, MOST_NAMED)
          .map(({ name }) => name)
          .join(', ')}
        {more > 0 ? ` and ${formatNumber(more)} more` : ''}.
        {board.silentSchools.length > 0
          ? ` ${plural(board.silentSchools.length, 'school')} of them in no file of the last weeks.`
          : ''}
      </p>
    </Callout>
  );
}

const TIMELINESS: Readonly<Record<Feed['timeliness'], Word>> = {
  ON_TIME: look('✓', 'On time', 'good'),
  LATE: look('!', 'Came late', 'waiting'),
  EXPECTED: look('◔', 'Expected later', 'neutral'),
  MISSING: look('✕', 'Nothing received', 'problem', 'district'),
  NOT_LEARNED: look('○', 'Usual time not known yet', 'neutral'),
  NO_SCHOOL: look('–', 'No school', 'neutral'),
};

function look(
  glyph: string,
  word: string,
  tone: Word['tone'],
  owner: Word['owner'] = 'nobody',
): Word {
  return { glyph, word, tone, owner, explanation: '' };
}

function OneFeed({
  feed,
  rights,
  timeZone,
  now,
}: {
  feed: Feed;
  rights: Rights;
  timeZone: string;
  now: Date;
}) {
  const reported = feed.schools.filter(({ hasFile }) => hasFile).length;
  const inSession = feed.schools.filter(({ isInSession }) => isInSession).length;
  return (
    <Section
      title={feed.fileName}
      id={`name-${feed.fileNameId}`}
      description={
        <>
          {feed.expectedFiles > 0
            ? `${formatNumber(feed.files.length)} of at least ${feed.expectedFiles} files received`
            : `${plural(feed.files.length, 'file')} received, none expected`}
          {feed.usualMinute === null
            ? ''
            : `; the first usually comes at ${minuteWord(feed.usualMinute)}`}
          {inSession > 0
            ? `; ${formatNumber(reported)} of ${plural(inSession, 'school')} reported`
            : ''}
          .
        </>
      }
      actions={<StatusWord word={TIMELINESS[feed.timeliness]} />}
      flush
    >
      {feed.troubleRunId === null ? null : (
        <div className={classes.inset}>
          <Callout
            tone="problem"
            headingLevel={3}
            title={`Nothing of the last ${feed.fileName} could be used`}
            aside="Next: the district"
          >
            <p>
              The dashboard shows what was there before. The{' '}
              <Link href={`${attendancePath(rights.slug, 'files')}/${feed.troubleRunId}`}>
                page of the file
              </Link>{' '}
              says why, line by line.
            </p>
          </Callout>
        </div>
      )}
      {isToConfirm(feed) ? (
        <div className={classes.inset}>
          <ToConfirm feed={feed} rights={rights} />
        </div>
      ) : null}
      <FilesOfDay feed={feed} slug={rights.slug} timeZone={timeZone} />
      <Schools feed={feed} timeZone={timeZone} now={now} />
    </Section>
  );
}

/** A name used for two weeks of school is right; one of which no file could be read says nothing yet. */
const DAYS_THAT_CONFIRM = 10;

function isToConfirm({ state, daysRead }: Feed): boolean {
  return state === 'LEARNED' && daysRead > 0 && daysRead < DAYS_THAT_CONFIRM;
}

function ToConfirm({ feed, rights: { slug, canAnswer } }: { feed: Feed; rights: Rights }) {
  return (
    <Callout tone="waiting" headingLevel={3} title={`Is ${feed.fileName} the right name?`}>
      <p>
        It was seen for the first time and is used. From now on every file of these schools must
        have exactly this name, capital and small letters too.
      </p>
      {canAnswer ? (
        <Row>
          <ActionForm action={confirmName} label={`Confirm ${feed.fileName}`}>
            <Hidden slug={slug} feed={feed} />
            <SubmitButton pendingLabel="Confirming…">Yes, it is right</SubmitButton>
          </ActionForm>
          <ActionForm action={refuseName} label={`Refuse ${feed.fileName}`}>
            <Hidden slug={slug} feed={feed} />
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              No, do not use it
            </SubmitButton>
          </ActionForm>
        </Row>
      ) : (
        <p>The district’s contact or implementation staff confirm it.</p>
      )}
    </Callout>
  );
}

function NearName({
  feed,
  waiting,
  rights: { slug, canAnswer, canDecide },
  timeZone,
  now,
}: {
  feed: Feed;
  waiting: readonly AttendanceRunRow[];
  rights: Rights;
  timeZone: string;
  now: Date;
}) {
  return (
    <Callout
      tone="waiting"
      title={
        <>
          {feed.fileName} is almost {feed.nearOf ?? 'a known name'}
        </>
      }
    >
      <p>
        {NAME_DIFFERENCE[feed.nearBecause ?? ''] ?? ''} Its files wait and are not used.{' '}
        {feed.nearOf ? (
          <>
            Send them as <code>{feed.nearOf}</code> instead.
          </>
        ) : null}
      </p>
      {waiting.length > 0 ? (
        <ul>
          {waiting.map(({ id, receivedAt }) => (
            <li key={id}>
              <Link href={`${attendancePath(slug, 'files')}/${id}`}>
                File of <TimeText at={receivedAt} timeZone={timeZone} now={now} />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p>No file of this name waits at the moment.</p>
      )}
      <Row>
        {canDecide ? <AcceptForm feed={feed} slug={slug} /> : null}
        {canAnswer ? (
          <ActionForm action={refuseName} label={`Refuse ${feed.fileName}`}>
            <Hidden slug={slug} feed={feed} />
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              It was a slip, do not use it
            </SubmitButton>
          </ActionForm>
        ) : null}
      </Row>
    </Callout>
  );
}

function AcceptForm({ feed, slug }: { feed: Feed; slug: string }) {
  return (
    <ActionForm action={acceptName} label={`Accept ${feed.fileName}`}>
      <Hidden slug={slug} feed={feed} />
      <SubmitButton variant="secondary" pendingLabel="Saving…">
        Use it as a group of schools of its own
      </SubmitButton>
    </ActionForm>
  );
}

function Hidden({ slug, feed }: { slug: string; feed: Feed }) {
  return (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="fileNameId" value={feed.fileNameId} />
    </>
  );
}

function FilesOfDay({ feed, slug, timeZone }: { feed: Feed; slug: string; timeZone: string }) {
  return (
    <DataTable
      caption={`Files of the day named ${feed.fileName}`}
      rows={feed.files}
      rowKey={({ runId }) => runId}
      rowHref={({ runId }) => `${attendancePath(slug, 'files')}/${runId}`}
      columns={[
        {
          id: 'time',
          header: 'Received',
          cell: ({ receivedAt }) => <TimeOfDayText at={receivedAt} timeZone={timeZone} />,
        },
        {
          id: 'state',
          header: 'State',
          cell: ({ state }) =>
            isAttendanceRunState(state) ? <StatusWord word={fileStatusWord(state)} /> : state,
        },
        {
          id: 'rows',
          header: 'Rows',
          align: 'end',
          cell: (file) => fileCount(file, file.rowsRead),
        },
        {
          id: 'waiting',
          header: 'Of them waiting',
          align: 'end',
          cell: (file) =>
            file.rowsUnmapped > 0 ? (
              <>
                {formatNumber(file.rowsKept)},{' '}
                <Link href={attendancePath(slug, 'mapping')}>
                  {formatNumber(file.rowsUnmapped)} to map
                </Link>
              </>
            ) : (
              fileCount(file, file.rowsKept)
            ),
        },
      ]}
      empty={
        <EmptyState
          headingLevel={3}
          title={feed.expectedFiles > 0 ? 'No file on this day' : 'No school, and no file'}
        />
      }
    />
  );
}

function Schools({ feed, timeZone, now }: { feed: Feed; timeZone: string; now: Date }) {
  const missing = feed.schools.filter(({ isInSession, hasFile }) => isInSession && !hasFile);
  if (feed.schools.length === 0) return null;
  return (
    <details className={classes.schools} open={missing.length > 0 && missing.length <= 12}>
      <summary>
        {missing.length > 0
          ? `No file received from ${plural(missing.length, 'school')}`
          : `${plural(feed.schools.length, 'school')} of this file`}
      </summary>
      <DataTable
        caption={`Schools of ${feed.fileName}`}
        rows={[...missing, ...feed.schools.filter((school) => !missing.includes(school))]}
        rowKey={({ schoolId }) => schoolId}
        isRowMarked={(school) => missing.includes(school)}
        columns={[
          { id: 'name', header: 'School', cell: ({ name }) => name },
          { id: 'state', header: 'State', cell: (school) => schoolWord(school) },
          {
            id: 'last',
            header: 'Last file of the day',
            cell: ({ lastReceivedAt }) => (
              <TimeText
                at={lastReceivedAt}
                timeZone={timeZone}
                now={now}
                relative={false}
                missing="none"
              />
            ),
          },
        ]}
      />
    </details>
  );
}

function schoolWord({ isInSession, hasFile }: FeedSchool): string {
  if (hasFile) return isInSession ? 'Reported' : 'Reported, though there is no school';
  return isInSession ? 'No file received' : 'No school';
}
