import type { Metadata } from 'next';
import { DataTable } from '@/components/data-table/data-table';
import { CategoryTable } from '@/components/domain/attendance/category-table';
import { CodeName } from '@/components/domain/code-name';
import { PageHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import { Section, Stack } from '@/components/ui/section';
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
          Header names can be in any order, in uppercase or lowercase, and with extra spaces or
          underscores.
        </p>
      </Section>
      <Section
        title="Categories"
        description="Other words from your SIS are mapped to these four, once per district."
        flush
      >
        <CategoryTable />
      </Section>
      <Section title="Names and times">
        <ul>
          <li>
            Choose any name, but it must be exactly the same every day, including uppercase and
            lowercase letters. Do not put a date in it.
          </li>
          <li>
            All schools in one file, such as <code>attendance.csv</code>; or one name for each group
            of schools that takes attendance at the same time, such as{' '}
            <code>attendance_elementary.csv</code> and <code>attendance_middle.csv</code>.
          </li>
          <li>
            Send at least two files per school day: one shortly after attendance is taken, and one
            with corrections. More are welcome.
          </li>
          <li>
            A later file with the same name replaces the earlier one for the days it contains. A
            student who is no longer in it then has no row for that day.
          </li>
          <li>
            A file with only a header line on a school day means that no one was absent. If that is
            unlikely, the file is held for review.
          </li>
        </ul>
      </Section>
      <Section
        title="Columns of calendar.csv"
        description="Once a year, and again when something changes. Without it, the roster’s terms and weekdays are used."
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
        { id: 'name', header: 'Column', cell: ({ name }) => <CodeName name={name} /> },
        { id: 'need', header: 'Required', nowrap: true, cell: ({ need }) => NEED[need] },
        { id: 'form', header: 'What it is', cell: ({ form }) => form },
        { id: 'help', header: 'Notes', isRoomy: true, cell: ({ help }) => help },
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
