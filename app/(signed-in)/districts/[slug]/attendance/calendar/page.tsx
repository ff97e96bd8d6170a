import type { Metadata } from 'next';
import { FilterBar } from '@/components/data-table/filter-bar';
import { tableHref, type SearchParams } from '@/components/data-table/table-state';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { MonthCalendar } from '@/components/domain/attendance/month-calendar';
import { monthName } from '@/components/domain/attendance/labels';
import { withParams } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { SelectField, TextField } from '@/components/ui/fields';
import { FormGrid, RadioField } from '@/components/ui/form';
import { Columns, Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { addDays } from '@/lib/core/calendar/plain-date';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { listCalendarDays } from '@/lib/server/attendance/queries/calendar';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { listSchoolNames } from '@/lib/server/attendance/queries/schools';
import { getAppContext } from '@/lib/server/http/context';
import { markDay } from './actions';
import { readCalendarParams } from './search-params';

export const metadata: Metadata = { title: 'Calendar' };

export default async function CalendarPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  const ctx = getAppContext();
  const attendanceYear = await getAttendanceYear(ctx, tenant.id);
  const { first, state, schoolId } = readCalendarParams(await searchParams, attendanceYear.today);
  const last = addDays(`${addDays(first, 31).slice(0, 8)}01`, -1);
  const schools = await listSchoolNames(ctx, tenant.id, attendanceYear.schoolYear);
  const days = await listCalendarDays(ctx, {
    tenantId: tenant.id,
    schoolIds: schoolId ? [schoolId] : schools.map((school) => school.schoolId),
    from: first,
    to: last,
  });
  const path = attendancePath(slug, 'calendar');
  const here = tableHref(path, state);
  const schoolName = schools.find((school) => school.schoolId === schoolId)?.name ?? 'every school';
  const isGuess = days.every(({ source }) => source === 'WEEKDAY');
  return (
    <Stack>
      <PageHeader
        title="Calendar"
        description="School days and where each one comes from. Rates count school days only."
      />
      {isGuess ? (
        <Callout tone="waiting" title="No calendar for this month">
          <p>
            Weekdays count as school days, and notices are held for review. Send{' '}
            <code>calendar.csv</code>, or add the terms to academicSessions.csv.
          </p>
        </Callout>
      ) : null}
      <Columns>
        <Section
          title={`${monthName(first)} ${first.slice(0, 4)}, ${schoolName}`}
          id="month"
          actions={
            <>
              <ButtonLink
                size="small"
                prefetch={false}
                href={withParams(here, { month: addDays(first, -1).slice(0, 7) })}
              >
                Earlier
              </ButtonLink>
              <ButtonLink
                size="small"
                prefetch={false}
                href={withParams(here, { month: addDays(last, 1).slice(0, 7) })}
              >
                Later
              </ButtonLink>
            </>
          }
          flush
        >
          <FilterBar
            label="Choose a school"
            path={path}
            state={state}
            fields={[
              {
                kind: 'select',
                name: 'school',
                label: 'School',
                all: 'Every school',
                choices: schools.map((school) => ({ value: school.schoolId, label: school.name })),
              },
            ]}
          />
          <MonthCalendar caption={`School days, ${schoolName}`} days={days} />
        </Section>
        <Stack>
          {can(person, 'attendance.decide') ? (
            <Section
              title="Mark a day"
              description="A day marked by staff overrides the calendar file and the terms. Rates and the day’s notices are updated right away."
            >
              <ActionForm action={markDay} label="Mark a day" done="Saved.">
                <input type="hidden" name="slug" value={slug} />
                <FormGrid>
                  <TextField
                    name="date"
                    label="Day"
                    type="date"
                    defaultValue={
                      attendanceYear.today >= first && attendanceYear.today <= last
                        ? attendanceYear.today
                        : first
                    }
                  />
                  <SelectField
                    key={schoolId}
                    name="schoolId"
                    label="School"
                    defaultValue={schoolId}
                    choices={[
                      { value: '', label: 'Every school' },
                      ...schools.map((school) => ({ value: school.schoolId, label: school.name })),
                    ]}
                  />
                  <RadioField
                    legend="This day"
                    name="mark"
                    defaultValue="no-school"
                    choices={[
                      { value: 'school', label: 'School day' },
                      { value: 'no-school', label: 'No school' },
                      { value: 'clear', label: 'Remove the mark' },
                    ]}
                  />
                  <TextField
                    name="note"
                    label="Note"
                    hint="Such as “Snow day”. Shown beside the day."
                    optional
                    maxLength={255}
                  />
                </FormGrid>
                <Row>
                  <SubmitButton pendingLabel="Recounting…">Mark the day</SubmitButton>
                </Row>
              </ActionForm>
            </Section>
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}
