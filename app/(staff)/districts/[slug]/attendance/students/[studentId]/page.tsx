import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { attendancePath, exportPath, schoolPath } from '@/components/domain/attendance/addresses';
import { changeSentence } from '@/components/domain/attendance/day-cell';
import { DayStrip } from '@/components/domain/attendance/day-strip';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { languageWordOf } from '@/components/domain/attendance/group-words';
import { DayLegend } from '@/components/domain/attendance/legend';
import {
  formatRate,
  isNothing,
  partOfDay,
  shortDate,
  statusWord,
  weekdayWord,
} from '@/components/domain/attendance/words';
import { YearGrid } from '@/components/domain/attendance/year-grid';
import { fromSegment, recordPath } from '@/components/domain/roster/addresses';
import { roleWord } from '@/components/domain/roster/words';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { Columns, Section, Stack } from '@/components/ui/section';
import { BAND_WORDS, MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findStudentYear, type StudentYear } from '@/lib/server/attendance/queries/student';
import { getAppContext } from '@/lib/server/http/context';

// A name in the title would stay in the browser's history.
export const metadata: Metadata = { title: 'Student' };

export default async function StudentPage({
  params,
}: {
  params: Promise<{ slug: string; studentId: string }>;
}) {
  const { slug, studentId } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.view');
  const ctx = getAppContext();
  const year = await findStudentYear(ctx, tenant.id, fromSegment(studentId));
  if (!year) notFound();
  const { student } = year;
  return (
    <Stack>
      <PageHeader
        title={student.name}
        crumbs={[
          { href: attendancePath(slug, 'schools'), label: 'Schools' },
          { href: schoolPath(slug, student.schoolId), label: student.schoolName },
        ]}
        description={
          <>
            {[
              student.grade ? `Grade ${student.grade}` : null,
              student.languageCode ? languageWordOf(student.languageCode) : null,
              student.isEnrolled ? null : 'no longer enrolled',
            ]
              .filter(Boolean)
              .join(' · ')}{' '}
            ·{' '}
            <FreshnessLine
              freshness={year.freshness}
              timeZone={tenant.timeZone}
              now={ctx.clock.now()}
            />
          </>
        }
        actions={
          <>
            {can(person, 'attendance.export') ? (
              <ButtonLink
                href={exportPath(slug, `student/${encodeURIComponent(student.studentId)}`)}
                prefetch={false}
              >
                Download CSV
              </ButtonLink>
            ) : null}
            {can(person, 'roster.view') ? (
              <ButtonLink href={recordPath(slug, 'people', student.studentId)} prefetch={false}>
                In the roster
              </ButtonLink>
            ) : null}
          </>
        }
      />
      {year.totals.isChronic ? (
        <Callout tone="problem" title="Chronically absent">
          <p>
            Misses 10 % or more of {plural(year.totals.countedDays, 'counted day')}, the school year
            so far.
          </p>
        </Callout>
      ) : null}
      <LastDays year={year} timeZone={tenant.timeZone} />
      <Section
        title="The year at a glance"
        description={`School year ${year.frame.schoolYear - 1}–${year.frame.schoolYear}, month by month.`}
      >
        <DayLegend />
        <YearGrid
          caption="Days of the school year"
          days={year.days.map(({ date, cell }) => ({ date, cell }))}
          from={year.days[0]?.date ?? year.frame.startDate}
          to={year.frame.today < year.frame.endDate ? year.frame.today : year.frame.endDate}
          timeZone={tenant.timeZone}
        />
      </Section>
      <Columns>
        <Events year={year} timeZone={tenant.timeZone} />
        <Stack>
          <Totals year={year} />
          <Streaks year={year} />
          <Reasons year={year} />
          <Contacts slug={slug} year={year} />
        </Stack>
      </Columns>
    </Stack>
  );
}

const LAST_DAYS = 5;

function LastDays({ year: { days, totals }, timeZone }: { year: StudentYear; timeZone: string }) {
  const last = days.filter(({ cell }) => cell.status !== 'NO_SCHOOL').slice(-LAST_DAYS);
  if (last.length === 0) return null;
  return (
    <Section
      title="Last school days"
      description={`School year so far: ${plural(totals.unexcused, 'unexcused absence')}, ${formatNumber(totals.excused)} excused, ${plural(totals.tardy, 'tardy', 'tardies')}.`}
    >
      <DayStrip days={last} timeZone={timeZone} />
    </Section>
  );
}

type Day = StudentYear['days'][number];

function Events({ year, timeZone }: { year: StudentYear; timeZone: string }) {
  const rows = year.days.filter(({ cell }) => !isNothing(cell.status) || cell.change).toReversed();
  const columns: Column<Day>[] = [
    {
      id: 'date',
      header: 'Day',
      nowrap: true,
      cell: ({ date }) => (
        <time dateTime={date}>
          {weekdayWord(date)} {shortDate(date)}
        </time>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ cell }) => (
        <>
          {cell.status === 'NO_ROW' ? '— ' : ''}
          {statusWord(cell.status)}
          {cell.change ? <div>{changeSentence(cell.change, timeZone)}</div> : null}
        </>
      ),
    },
    {
      id: 'part',
      header: 'Part of the day',
      cell: ({ cell }) =>
        isNothing(cell.status) ? '' : (partOfDay(cell.percentOfDay) ?? 'Whole day'),
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: ({ cell }) => (isNothing(cell.status) ? '' : (cell.reason ?? 'None given')),
    },
    {
      id: 'description',
      header: 'Internal note',
      cell: ({ cell }) => cell.description ?? '',
    },
  ];
  return (
    <Section
      title="Days with something to say"
      description="Internal notes are for staff and go to nobody else."
      flush
    >
      <DataTable
        caption="Days with something to say"
        columns={columns}
        rows={rows}
        rowKey={({ date }) => date}
        empty={<EmptyState headingLevel={3} title="No absence and no tardy was received" />}
        isWide
      />
    </Section>
  );
}

function Totals({ year: { totals } }: { year: StudentYear }) {
  return (
    <Section title="School year so far">
      <Facts
        facts={[
          {
            label: 'Attendance',
            value:
              totals.rate === null
                ? `— (${formatNumber(totals.countedDays)} of the ${MINIMUM_DAYS} days a rate needs)`
                : `${formatRate(totals.rate)} of ${plural(totals.countedDays, 'day')} with a file`,
            hint: totals.band ? BAND_WORDS[totals.band] : undefined,
          },
          { label: 'Unexcused absences', value: formatNumber(totals.unexcused) },
          { label: 'Excused absences', value: formatNumber(totals.excused) },
          {
            label: 'Days missed',
            value: String(totals.absentPercent / 100),
            hint: 'Parts of days added up',
          },
          { label: 'Tardies', value: formatNumber(totals.tardy), hint: 'Not counted as absences' },
          { label: 'Excused present', value: formatNumber(totals.excusedPresent) },
        ]}
      />
    </Section>
  );
}

function Streaks({ year }: { year: StudentYear }) {
  const current = year.hasCurrentStreak ? year.streaks.at(-1) : undefined;
  return (
    <Section title="Absences in a row">
      {year.streaks.length === 0 ? <p>Never two school days in a row.</p> : null}
      {current ? (
        <p>
          <strong>Absent since {shortDate(current.from)}:</strong> {plural(current.days, 'day')} in
          a row.
        </p>
      ) : null}
      {year.streaks.length > 0 ? (
        <ul>
          {year.streaks.toReversed().map(({ from, to, days }) => (
            <li key={from}>
              {plural(days, 'day')}, {shortDate(from)} to {shortDate(to)}
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Reasons({ year }: { year: StudentYear }) {
  return (
    <Section title="Reasons for absences">
      {year.reasons.length === 0 ? (
        <p>No absences.</p>
      ) : (
        <Facts
          facts={year.reasons.map(({ reason, days }) => ({
            label: reason || 'No reason given',
            value: plural(days, 'day'),
          }))}
        />
      )}
    </Section>
  );
}

function Contacts({ slug, year }: { slug: string; year: StudentYear }) {
  return (
    <Section
      title="Contacts"
      description="Phone and email are shown one person at a time, in the roster."
      flush
    >
      <DataTable
        caption="Contacts"
        rows={year.contacts}
        rowKey={({ contactId }) => contactId}
        rowHref={({ contactId }) => recordPath(slug, 'people', contactId)}
        columns={[
          { id: 'name', header: 'Name', cell: ({ name }) => name },
          { id: 'role', header: 'Role', cell: ({ role }) => roleWord(role) },
          {
            id: 'language',
            header: 'Language',
            cell: ({ languageCode }) => languageWordOf(languageCode ?? ''),
          },
          {
            id: 'reach',
            header: 'Email or phone',
            cell: ({ phone, sms, email }) => (phone || sms || email ? 'Yes' : 'No'),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No contact: nobody gets messages" />}
        isWide
      />
    </Section>
  );
}
