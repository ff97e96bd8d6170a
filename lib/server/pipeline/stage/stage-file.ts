// What becomes of the rows of one file while it is read: accepted ones are staged, of the others it is kept whom they
// meant, and what they are known again by from day to day.
import type pg from 'pg';
import type { FileReading as CoreReading } from '@/lib/core/oneroster/file-reading/file-reading';
import { readFile } from '@/lib/core/oneroster/file-reading/read-file';
import type { RejectedRow, RowKeeper } from '@/lib/core/oneroster/file-reading/row-keeper';
import type { LineReader } from '@/lib/core/csv/bytes/read-lines';
import type { HashSeed } from '@/lib/core/csv/bytes/line-hash';
import {
  createRowContent,
  storedColumns,
  type FileSpec,
  type ReadHeader,
  type RowContent,
  type RowReader,
  type RowSettings,
} from '@/lib/core/oneroster';
import { problemOfArchive } from '@/lib/core/archive/archive-entry';
import { escapeText, openBinaryCopy, openCopy } from '../../db/copy';
import { stagingTable, type RunKey } from '../../db/roster-tables';
import { contentOfLine, LineContent } from '../../text/line-content';
import { nodeBytes } from '../../text/node-bytes';
import type { IssueCollector } from '../parts/issue-collector';
import type { BaselineIndex } from './baseline-index';
import { lineRecognizer } from './recognize-lines';
import { createLineWriter, createRowWriter } from './copy-rows';
import type { RowFollower } from './row-follower';
import { settleDeltaStates } from './settle-delta-states';

const BATCH_KEYS = 5_000;

export interface StageFileInput {
  /** For COPY into the entity's staging table, created in its open transaction; nothing else uses it. */
  client: pg.ClientBase;
  /** For the keys of rows that could not be used. */
  keysClient: pg.ClientBase;
  run: RunKey;
  spec: FileSpec;
  settings: RowSettings;
  source: AsyncIterable<Buffer> | LineReader;
  /** Empty where there is no baseline. */
  baseline: BaselineIndex;
  seedFor(header: ReadHeader): HashSeed;
  issues: IssueCollector;
  onProgress(rowsRead: number): void;
  /** Asked of a full copy without rows: did two people say that these bytes are meant? */
  isMeantEmpty(): Promise<boolean>;
  maxRows?: number | undefined;
  follower?: RowFollower | undefined;
}

export interface FileReading extends CoreReading {
  /** Records in force that no line of the file was equal to. */
  unmatchedCount: number;
  /** What its line hashes were seeded with; null where no row was read. */
  seed: HashSeed | null;
}

/** Reads, checks and stages one file. Problems of the data go to `issues`; only our own faults throw. */
export async function stageFile(input: StageFileInput): Promise<FileReading> {
  const { spec, settings, source, issues, maxRows } = input;
  let seed: HashSeed | null = null;
  const reading = await readFile({
    spec,
    settings,
    source,
    issues,
    maxRows,
    bytes: nodeBytes,
    openRows(header, reader) {
      seed = input.seedFor(header);
      return openStaging(input, { header, reader, seed });
    },
    digestOfLine: () => new LineContent(),
    onProgress: input.onProgress,
    isMeantEmpty: input.isMeantEmpty,
    problemOf: problemOfArchive,
  });
  return { ...reading, unmatchedCount: 0, seed };
}

function openStaging(
  { spec, run, client, keysClient, issues, baseline, follower }: StageFileInput,
  { header, reader, seed }: { header: ReadHeader; reader: RowReader; seed: HashSeed },
): RowKeeper {
  if (spec.entity === null) throw new Error(`${spec.fileName} has no entity`);
  const { entity, fileName } = spec;
  const columns = storedColumns(entity);
  const content = createRowContent(spec, header);
  const writeLine = createLineWriter(columns, reader.emptyValues);
  const writeRow = createRowWriter(columns, reader.cellIndexes);
  const staged = openBinaryCopy(client, stagingTable(run, entity), [
    ...columns.map((column) => column.field),
    'line_hash',
    'line_number',
  ]);
  const keys = { quarantined: [] as string[], deleted: [] as string[] };
  const keyOf = (sourcedId: string, line: number): string =>
    `${entity}\t${escapeText(sourcedId)}\t${line}\n`;

  const sendKeys = async (): Promise<void> => {
    for (const part of ['quarantined', 'deleted'] as const) {
      if (keys[part].length === 0) continue;
      const sink = openCopy(keysClient, stagingTable(run, part), [
        'entity',
        'sourced_id',
        'line_number',
      ]);
      for (const key of keys[part]) sink.add(key);
      await sink.end();
      keys[part].length = 0;
    }
  };

  return {
    seed,
    ...(baseline.size > 0 ? { recognize: lineRecognizer(baseline, seed) } : {}),
    keepLine(line, hash, number) {
      writeLine(staged.rows, line, hash, number);
      follower?.takeLine(line);
    },
    accept(values, hash, line, place) {
      // Only a clean line is recognized tomorrow: a problem is to be said again every day.
      writeRow(staged.rows, values, hash, line, place);
      follower?.take(values);
    },
    remove(sourcedId, line) {
      keys.deleted.push(keyOf(sourcedId, line));
    },
    reject(row) {
      const about = aboutRejected(row, content);
      if (about) issues.rows.note('invalidRows', fileName, [row.sourcedId, ...about]);
      if (row.sourcedId !== null) keys.quarantined.push(keyOf(row.sourcedId, row.line));
    },
    noteCopy: (sourcedId) => issues.rows.noteCopy(fileName, sourcedId),
    noteTooLong: (digest) =>
      issues.rows.note('invalidRows', fileName, [null, 'RECORD_TOO_LONG', digest]),
    drain: () => staged.drain(),
    async endBlock() {
      await staged.drain();
      if (keys.quarantined.length + keys.deleted.length > BATCH_KEYS) await sendKeys();
    },
    async end(repeated) {
      await staged.end();
      await sendKeys();
      if (repeated.length === 0) return { ignored: 0, rejected: 0 };
      return settleDeltaStates({ client, keysClient, run, entity, fileName, issues }, repeated);
    },
    async abandon() {
      await staged.end().catch(() => {});
    },
  };
}

/**
 * What is wrong with a row, and of a row nobody can name which it is; null where it is not known yet. Values as they
 * stand: of what a problem shows only the beginning may be told, or the length.
 */
function aboutRejected(row: RejectedRow, content: RowContent): (string | null)[] | null {
  if (row.kind === 'too long') return null;
  if (row.kind === 'text') return [row.code, contentOfLine(row.text)];
  const { cells, sourcedId, issues } = row;
  const said = issues.map(({ code, column }) => ({
    code,
    column,
    value: column === null ? null : content.ofColumn(cells, column),
  }));
  // Without an id, or without a value that is at fault, it is the whole row.
  const isWhole = sourcedId === null || said.some(({ value }) => value === null);
  return [
    ...said.flatMap(({ code, column, value }) => [code, column, value]),
    ...(isWhole ? [content.ofRow(cells)] : []),
  ];
}
