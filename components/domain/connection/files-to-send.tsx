import Link from 'next/link';
import { fileHelpPath, templatePath } from '@/lib/core/file-help/names';
import { MANIFEST_FILE_NAME, USED_FILE_SPECS, type FileSpec } from '@/lib/core/oneroster';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DataTable, type Column } from '../../data-table/data-table';

/** Which files to send, with exactly these names. What became of each is in `ExpectedFiles`. */
export function FilesToSend() {
  const columns: Column<FileSpec>[] = [
    {
      id: 'file',
      header: 'File',
      nowrap: true,
      cell: ({ fileName }) => (
        <Link href={fileHelpPath(fileName)} prefetch={false}>
          <code>{fileName}</code>
        </Link>
      ),
    },
    {
      id: 'needed',
      header: 'Required',
      nowrap: true,
      cell: (file) => (file.required ? 'Always' : 'If the manifest says so'),
    },
    {
      id: 'help',
      header: 'What it holds',
      isRoomy: true,
      cell: ({ help, fileName }) => (
        <>
          {help}{' '}
          <a href={templatePath(fileName)} download>
            {fileName === MANIFEST_FILE_NAME ? 'Template' : 'Column names'}
            <VisuallyHidden> of {fileName}</VisuallyHidden>
          </a>
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption="Files to send"
      columns={columns}
      rows={USED_FILE_SPECS}
      rowKey={(file) => file.fileName}
    />
  );
}
