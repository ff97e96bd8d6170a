import { formatBytes } from '@/lib/core/format/numbers';
import { DataTable, type Column } from '../../data-table/data-table';
import { TimeText } from '../time-text';

export type FileArrivalState = 'missing' | 'receiving' | 'received' | 'cut';

export type FileToSend = {
  fileName: string;
  isRequired: boolean;
  help: string;
  state: FileArrivalState;
  receivedAt: Date | null;
  byteCount: number | null;
};

const stateWords: Record<FileArrivalState, { glyph: string; word: string }> = {
  missing: { glyph: '○', word: 'Not received' },
  receiving: { glyph: '↧', word: 'Receiving' },
  received: { glyph: '✓', word: 'Received' },
  cut: { glyph: '!', word: 'Stopped early, not used' },
};

/** Which files to send and what has become of each in the newest set. */
export function FilesToSend({
  files,
  timeZone,
  now,
}: {
  files: readonly FileToSend[];
  timeZone: string;
  now: Date;
}) {
  const columns: Column<FileToSend>[] = [
    { id: 'file', header: 'File', nowrap: true, cell: (file) => <code>{file.fileName}</code> },
    {
      id: 'state',
      header: 'State',
      nowrap: true,
      cell: ({ state }) => (
        <>
          <span aria-hidden="true">{stateWords[state].glyph}</span> {stateWords[state].word}
        </>
      ),
    },
    {
      id: 'needed',
      header: 'Needed',
      nowrap: true,
      cell: (file) => (file.isRequired ? 'Always' : 'If the manifest says so'),
    },
    {
      id: 'received',
      header: 'Received',
      cell: (file) => (
        <TimeText
          at={file.receivedAt}
          timeZone={timeZone}
          now={now}
          missing="not received"
          stacked
        />
      ),
    },
    {
      id: 'size',
      header: 'Size',
      align: 'end',
      nowrap: true,
      cell: (file) => (file.byteCount === null ? '' : formatBytes(file.byteCount)),
    },
    { id: 'help', header: 'What it holds', isRoomy: true, cell: (file) => file.help },
  ];
  return (
    <DataTable
      caption="Files to send"
      columns={columns}
      rows={files}
      rowKey={(file) => file.fileName}
    />
  );
}
