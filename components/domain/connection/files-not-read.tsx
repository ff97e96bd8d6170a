import { formatBytes } from '@/lib/core/format/numbers';
import { DataTable, type Column } from '../../data-table/data-table';
import { TimeCell } from '../time-text';

export type FileNotReadRow = {
  id: number;
  fileName: string;
  byteCount: number;
  receivedAt: Date;
  because: 'UNKNOWN_NAME' | 'TEMPORARY_NAME' | 'OTHER_ARCHIVE' | 'OTHER_CONNECTION';
  rightName: string | null;
};

const reasons: Record<FileNotReadRow['because'], (file: FileNotReadRow) => string> = {
  UNKNOWN_NAME: () => 'This is not the name of a roster or attendance file.',
  TEMPORARY_NAME: ({ rightName }) =>
    `A temporary name. The file is read once your program renames it${rightName ? ` to ${rightName}` : ''}.`,
  OTHER_CONNECTION: () => 'This connection does not accept files of this kind.',
  OTHER_ARCHIVE: () => 'No file in this archive is named like a roster file.',
};

/** What came and belongs to nothing, so that nobody has to guess what became of it. */
export function FilesNotRead({
  files,
  timeZone,
  now,
}: {
  files: readonly FileNotReadRow[];
  timeZone: string;
  now: Date;
}) {
  const columns: Column<FileNotReadRow>[] = [
    { id: 'file', header: 'File', cell: (file) => <code>{file.fileName}</code> },
    { id: 'why', header: 'Why it was not read', cell: (file) => reasons[file.because](file) },
    {
      id: 'received',
      header: 'Received',
      cell: (file) => <TimeCell at={file.receivedAt} timeZone={timeZone} now={now} isFocusable />,
    },
    {
      id: 'size',
      header: 'Size',
      align: 'end',
      nowrap: true,
      cell: (file) => formatBytes(file.byteCount),
    },
  ];
  return (
    <DataTable
      caption="Files that were not read"
      rows={files}
      rowKey={(file) => file.id}
      columns={columns}
      empty={null}
    />
  );
}
