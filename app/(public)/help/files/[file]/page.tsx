import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DataTable } from '@/components/data-table/data-table';
import { CodeName } from '@/components/domain/code-name';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import { buttonClass } from '@/components/ui/button-class';
import { Section, Stack } from '@/components/ui/section';
import {
  COLUMN_NEED_LABELS,
  findHelpFile,
  NEED_LABELS,
  type HelpColumn,
} from '@/lib/core/file-help/help-files';
import { filesHelpPath, templatePath } from '@/lib/core/file-help/names';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { ProblemWords } from '../_components/problem-words';
import { AboutAttendance } from './_components/about-attendance';

type Params = { params: Promise<{ file: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await params).file };
}

export default async function FileHelpPage({ params }: Params) {
  const { file: fileName } = await params;
  const file = findHelpFile(fileName);
  if (!file) notFound();
  const { need, what, columns, example, problems } = file;
  return (
    <NarrowShell help={helpAddresses()} isWide>
      <Stack>
        <PageHeader
          title={fileName}
          crumbs={[
            { href: '/help', label: 'Help' },
            { href: filesHelpPath, label: 'Files to send' },
          ]}
          description={`${NEED_LABELS[need]}. ${what}`}
          actions={
            <a href={templatePath(fileName)} download className={buttonClass({})}>
              Download template
            </a>
          }
        />
        {need === 'WITH_ATTENDANCE' ? <AboutAttendance /> : null}
        <Section
          title="Columns"
          description="Write the names exactly like this. The template has them in order."
          flush
        >
          <Columns fileName={fileName} columns={columns} />
        </Section>
        <Section title="An example">
          <CodeBlock label={`Example of ${fileName}`}>{example}</CodeBlock>
        </Section>
        <Section title="Common problems" description="What we would say, and what to do.">
          <ProblemWords problems={problems} />
        </Section>
      </Stack>
    </NarrowShell>
  );
}

function Columns({ fileName, columns }: { fileName: string; columns: readonly HelpColumn[] }) {
  return (
    <DataTable
      caption={`Columns of ${fileName}`}
      rows={columns}
      rowKey={({ name }) => name}
      columns={[
        { id: 'name', header: 'Column', cell: ({ name }) => <CodeName name={name} /> },
        {
          id: 'need',
          header: 'Required',
          nowrap: true,
          cell: ({ need }) => COLUMN_NEED_LABELS[need],
        },
        { id: 'form', header: 'Form', cell: ({ form }) => form },
        {
          id: 'example',
          header: 'Example',
          cell: ({ example }) => (example === '' ? 'empty' : <code>{example}</code>),
        },
        { id: 'help', header: 'What it holds', isRoomy: true, cell: ({ help }) => help },
      ]}
    />
  );
}
