import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { CodeName } from '@/components/domain/code-name';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Section, Stack } from '@/components/ui/section';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { problemsOfAnyFile } from '@/lib/core/file-help/common-problems';
import {
  attendanceHelpFiles,
  NEED_LABELS,
  rosterHelpFiles,
  unusedFileNames,
  type HelpFile,
} from '@/lib/core/file-help/help-files';
import { checkFilesPath, fileHelpPath, templatePath } from '@/lib/core/file-help/names';
import { fileList } from '@/lib/core/format/file-list';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { ProblemWords } from './_components/problem-words';

export const metadata: Metadata = { title: 'Files to send' };

export default function FilesHelpPage() {
  return (
    <NarrowShell help={helpAddresses()} isWide>
      <Stack>
        <PageHeader
          title="Files to send"
          crumbs={[{ href: '/help', label: 'Help' }]}
          description="Rosters are CSV files of OneRoster 1.1. Each page lists the columns, an example, and what to do about common problems."
          actions={<ButtonLink href={checkFilesPath}>Check files first</ButtonLink>}
        />
        <Section
          title="Roster files"
          description="Send them all in one batch, with exactly these names, or in one .zip archive without folders."
          flush
        >
          <Files caption="Roster files" files={rosterHelpFiles()} />
        </Section>
        <Section
          title="Attendance files"
          description="Sent on their own, as often as you like. Never in an archive."
          flush
        >
          <Files caption="Attendance files" files={attendanceHelpFiles()} />
        </Section>
        <Section title="The same for every file">
          <ul>
            <li>
              CSV as UTF-8 text: one header line, a comma between columns, one record per line.
            </li>
            <li>
              A value with a comma is in double quotes; a double quote inside it is written twice.
            </li>
            <li>
              File names are case sensitive: <code>users.csv</code>, not <code>Users.csv</code>.
            </li>
            <li>
              Send files as your SIS wrote them. Spreadsheet programs round long ids and change
              letters.
            </li>
            <li>
              Ids stay the same from day to day. A record with a new id is a new record to us.
            </li>
          </ul>
        </Section>
        <Section
          title="Common problems with any file"
          description="What we would say, and what to do."
        >
          <ProblemWords problems={problemsOfAnyFile()} />
        </Section>
        <Section title="Files of OneRoster that are not used">
          <p>
            {fileList(unusedFileNames)}. Mark them absent in <code>manifest.csv</code>, or leave
            them out of the export.
          </p>
        </Section>
      </Stack>
    </NarrowShell>
  );
}

function Files({ caption, files }: { caption: string; files: readonly HelpFile[] }) {
  return (
    <DataTable
      caption={caption}
      rows={files}
      rowKey={({ fileName }) => fileName}
      columns={[
        {
          id: 'file',
          header: 'File',
          cell: ({ fileName }) => (
            <Link href={fileHelpPath(fileName)} prefetch={false}>
              <CodeName name={fileName} />
            </Link>
          ),
        },
        { id: 'need', header: 'Required', cell: ({ need }) => NEED_LABELS[need] },
        { id: 'what', header: 'What it holds', isRoomy: true, cell: ({ what }) => what },
        {
          id: 'template',
          header: 'Template',
          nowrap: true,
          cell: ({ fileName }) => (
            <a href={templatePath(fileName)} download>
              Download<VisuallyHidden> a template of {fileName}</VisuallyHidden>
            </a>
          ),
        },
      ]}
    />
  );
}
