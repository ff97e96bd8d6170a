import Link from 'next/link';
import { formatBytes, formatPercent, plural } from '@/lib/core/format/numbers';
import { MANIFEST_FILE_NAME } from '@/lib/core/oneroster';
import type { SetFile, SetFileState } from '@/lib/core/sync-run/set-files';
import { DataTable, type Column } from '../../data-table/data-table';
import classes from './connection.module.css';

export type ExpectedFile = SetFile & { fileName: string };

const stateLabels: Record<SetFileState, { glyph: string; word: string }> = {
  missing: { glyph: '○', word: 'Not received' },
  receiving: { glyph: '↧', word: 'Receiving' },
  received: { glyph: '●', word: 'Received' },
  checking: { glyph: '…', word: 'Checking' },
  checked: { glyph: '✓', word: 'Checked' },
  problems: { glyph: '!', word: 'Checked' },
  cut: { glyph: '!', word: 'Upload stopped early, not used' },
  'in-archive': { glyph: '◔', word: 'Will be read from the archive' },
  refused: { glyph: '✕', word: 'Needs a fix' },
  'not-used': { glyph: '–', word: 'Received, not used' },
};

/** What became of each expected file in the newest set, beside the log of how it came: a file with a problem has no tick. */
export function ExpectedFiles({
  files,
  problemsHref,
}: {
  files: readonly ExpectedFile[];
  /** The problems of the newest set; null before the first. */
  problemsHref: string | null;
}) {
  const columns: Column<ExpectedFile>[] = [
    {
      id: 'file',
      header: 'File',
      nowrap: true,
      cell: ({ fileName }) => <code>{fileName}</code>,
    },
    {
      id: 'state',
      header: 'State',
      cell: (file) => (
        <>
          <span aria-hidden="true">{stateLabels[file.state].glyph}</span>{' '}
          {isToCorrect(file) && problemsHref !== null ? (
            <Link href={`${problemsHref}?file=${encodeURIComponent(file.fileName)}`}>
              {stateWords(file)}
            </Link>
          ) : (
            stateWords(file)
          )}
          <Amount file={file} />
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption="Expected files"
      columns={columns}
      rows={files}
      rowKey={({ fileName }) => fileName}
    />
  );
}

/** Below the state: a narrow screen shows the whole of it. The rows of a manifest are no records. */
function Amount({ file: { fileName, byteCount, rowsRead } }: { file: ExpectedFile }) {
  const amounts = [
    ...(byteCount === null ? [] : [formatBytes(byteCount)]),
    ...(rowsRead === null || fileName === MANIFEST_FILE_NAME ? [] : [plural(rowsRead, 'row')]),
  ];
  if (amounts.length === 0) return null;
  const unbroken = amounts.map((amount) => amount.replaceAll(' ', '\u00a0'));
  return <div className={classes.amount}>{unbroken.join(', ')}</div>;
}

const isToCorrect = ({ state }: ExpectedFile): boolean =>
  state === 'refused' || state === 'problems';

function stateWords({ state, percentOfLast, problems }: ExpectedFile): string {
  const { word } = stateLabels[state];
  if (state === 'problems') return `${word}, ${plural(problems, 'problem')}`;
  // SFTP does not say how much will come.
  return state === 'receiving' && percentOfLast !== null
    ? `${word}, about ${formatPercent(Math.floor(percentOfLast))} of last time’s size`
    : word;
}
