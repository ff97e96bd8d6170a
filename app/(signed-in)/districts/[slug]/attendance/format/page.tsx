import type { Metadata } from 'next';
import { DataTable } from '@/components/data-table/data-table';
import { PageHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/domain/attendance/code-block';
import { Section, Stack } from '@/components/ui/section';
import { ATTENDANCE_CATEGORIES, CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { ATTENDANCE_FILE, CALENDAR_FILE, type DailyFile } from '@/lib/core/attendance/columns';
import { toCsvRow } from '@/lib/core/csv';
import { requireTenant } from '@/lib/server/http/session-person';

export const metadata: Metadata = { title: 'Format of the attendance file' };

const NEED = { required: 'Required', recommended: 'Recommended', optional: 'Optional' } as const;

export default async function FormatPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  await requireTenant(slug, 'attendance.files');
  return (
    <Stack>
      <PageHeader
        title="Format of the attendance file"
        description="Daily attendance, not section or period attendance: one row per student per day with the status of the whole day."
      />
      <Section title="Columns of the attendance file" flush>
        <Columns file={ATTENDANCE_FILE} caption="Columns of the attendance file" />
      </Section>
      <Section title="An example">
        <CodeBlock label="Example of an attendance file">{exampleOf(ATTENDANCE_FILE)}</CodeBlock>
        <p>
          Header names are recognized in any order, in capital or small letters, and with stray
          blanks or underscores.
        </p>
      </Section>
      <Section
        title="Categories"
        description="Other words of your SIS are mapped to these four, once per district."
        flush
      >
        <DataTable
          caption="Categories"
          rows={ATTENDANCE_CATEGORIES}
          rowKey={(category) => category}
          columns={[
            { id: 'name', header: 'Category', cell: (category) => CATEGORY_TRAITS[category].label },
            {
              id: 'counts',
              header: 'Absence',
              cell: (category) =>
                CATEGORY_TRAITS[category].countsAsAbsence ? 'Counts' : 'Does not count',
            },
          ]}
        />
      </Section>
      <Section title="Names and times">
        <ul>
          <li>
            The name is yours to choose and must be exactly the same every day, capital and small
            letters too. No date in it.
          </li>
          <li>
            All schools in one file, such as <code>attendance.csv</code>; or one name for each group
            of schools that takes attendance at the same time, such as{' '}
            <code>attendance_elementary.csv</code> and <code>attendance_middle.csv</code>.
          </li>
          <li>
            At least two files per school day: one shortly after attendance was taken, and one with
            the corrections. More are welcome.
          </li>
          <li>
            A later file of a name replaces what that name said, for the days it contains. A student
            who is in it no more was there after all.
          </li>
          <li>
            A file with only its header line on a school day says that no one was absent. Where that
            is unlikely, it waits for a person.
          </li>
        </ul>
      </Section>
      <Section
        title="Columns of calendar.csv"
        description="Once a year, and again when something changes. Without it, the terms of the roster and weekdays are taken."
        flush
      >
        <Columns file={CALENDAR_FILE} caption="Columns of calendar.csv" />
      </Section>
      <Section title="An example of calendar.csv">
        <CodeBlock label="Example of calendar.csv">{exampleOf(CALENDAR_FILE)}</CodeBlock>
      </Section>
    </Stack>
  );
}

function Columns({ file, caption }: { file: DailyFile; caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={file.columns}
      rowKey={({ name }) => name}
      columns={[
        { id: 'name', header: 'Column', nowrap: true, cell: ({ name }) => <code>{name}</code> },
        { id: 'need', header: 'Needed', nowrap: true, cell: ({ need }) => NEED[need] },
        { id: 'form', header: 'What it is', cell: ({ form }) => form },
        { id: 'help', header: 'Good to know', isRoomy: true, cell: ({ help }) => help },
        {
          id: 'example',
          header: 'Example',
          cell: ({ example }) => (example === '' ? '' : <code>{example}</code>),
        },
      ]}
    />
  );
}

function exampleOf({ columns }: DailyFile): string {
  return (
    toCsvRow(columns.map(({ name }) => name)) + toCsvRow(columns.map(({ example }) => example))
  );
}
