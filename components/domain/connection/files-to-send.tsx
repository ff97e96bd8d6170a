import Link from 'next/link';
import { fileHelpPath, templatePath } from '@/lib/core/file-help/names';
import { MANIFEST_FILE_NAME } from '@/lib/core/oneroster';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { formatBytes } from '@/lib/core/format/numbers';
import type { SetFileState } from '@/lib/core/sync-run/set-files';
import { DataTable, type Column } from '../../data-table/data-table';
import { TimeCell } from '../time-text';

export type FileToSend = {
  fileName: string;
  isRequired: boolean;
  help: string;
  state: SetFileState;
  receivedAt: Date | null;
  byteCount: number | null;
};

const stateLabels: Record<SetFileState, { glyph: string; word: string }> = {
  missing: { glyph: '○', word: 'Not received' },
  receiving: { glyph: '↧', word: 'Receiving' },
  received: { glyph: '✓', word: 'Received' },
  cut: { glyph: '!', word: 'Upload stopped early, not used' },
  'in-archive': { glyph: '◔', word: 'Will be read from the archive' },
  refused: { glyph: '✕', word: 'Needs a fix' },
  'not-used': { glyph: '–', word: 'Received, not used' },
};

/** Which files to send and what has become of each in the newest set: a file that is refused has no tick. */
export function FilesToSend({
  files,
  problemsHref,
  timeZone,
  now,
}: {
  files: readonly FileToSend[];
  /** The problems of the newest set; null before the first. */
  problemsHref: string | null;
  timeZone: string;
  now: Date;
}) {
  const columns: Column<FileToSend>[] = [
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
      id: 'state',
      header: 'State',
      nowrap: true,
      cell: ({ state, fileName }) => (
        <>
          <span aria-hidden="true">{stateLabels[state].glyph}</span>{' '}
          {state === 'refused' && problemsHref !== null ? (
            <Link href={`${problemsHref}?file=${encodeURIComponent(fileName)}`}>
              {stateLabels[state].word}
            </Link>
          ) : (
            stateLabels[state].word
          )}
        </>
      ),
    },
    {
      id: 'needed',
      header: 'Required',
      nowrap: true,
      cell: (file) => (file.isRequired ? 'Always' : 'If the manifest says so'),
    },
    {
      id: 'received',
      header: 'Received',
      cell: (file) => (
        <TimeCell at={file.receivedAt} timeZone={timeZone} now={now} missing="not received" />
      ),
    },
    {
      id: 'size',
      header: 'Size',
      align: 'end',
      nowrap: true,
      cell: (file) => (file.byteCount === null ? '' : formatBytes(file.byteCount)),
    },
    {
      id: 'help',
      header: 'What it holds',
      isRoomy: true,
      cell: ({ help, fileName }) => (
        <>
          {help}{' '}
          <a href={templatePath(fileName)} download>
            {fileName === MANIFEST_FILE_NAME ? 'Template' : 'Header line'}
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
      rows={files}
      rowKey={(file) => file.fileName}
    />
  );
}
