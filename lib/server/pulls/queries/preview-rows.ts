// The people of a test's sample as a pull with these settings would read them, by the same functions as the pull.
import Papa from 'papaparse';
import {
  csvColumns,
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import { recordsToCsv } from '@/lib/core/oneroster-json/records-to-csv';
import { maskCell } from '@/lib/core/pulls/mask-cell';
import type { PullSettings } from '@/lib/core/pulls/pull-settings';
import type { CsvRecord } from '@/lib/core/shape-set/csv-set';
import { shapeSet } from '@/lib/core/shape-set/shape-set';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../app-context';

const SHOWN_ROWS = 10;
const COLUMNS = [
  'sourcedId',
  'role',
  'givenName',
  'familyName',
  'username',
  'email',
  'identifier',
] as const;

export interface PreviewRow {
  /** Masked: what shows is which field a value comes from, and nobody's data. */
  cells: Record<(typeof COLUMNS)[number], string>;
  schoolCount: number;
}

export interface PreviewRows {
  rows: PreviewRow[];
  /** Of those in the sample: what a filter or a merge leaves out. */
  sampled: number;
  schools: { id: string; name: string }[];
}

type Sample = Partial<Record<OneRosterCollection, readonly unknown[]>>;

/** NO_SAMPLE before a test kept one; NOT_SHOWN of a source whose people are made of several records, which a sample does not hold. */
export async function previewRows(
  ctx: AppContext,
  {
    tenantId,
    connectionId,
    timeZone,
  }: { tenantId: number; connectionId: number; timeZone: string },
  settings: PullSettings,
): Promise<PreviewRows | 'NO_SAMPLE' | 'NOT_SHOWN'> {
  const sample = await readSample(ctx, tenantId, connectionId);
  if (!sample) return 'NO_SAMPLE';
  if (!sample.users) return 'NOT_SHOWN';
  const today = localDate(ctx.clock.now(), timeZone);
  const recordsOf = (collection: OneRosterCollection): CsvRecord[] => {
    const { csv } = recordsToCsv(collection, sample[collection] ?? [], {
      ...settings,
      mode: 'bulk',
      today,
    });
    return Papa.parse<string[]>(csv, { delimiter: ',', skipEmptyLines: true }).data;
  };
  const shaped = await shapeSet(
    {
      async *records(collection) {
        yield recordsOf(collection);
      },
    },
    settings,
  );
  const people: CsvRecord[] = [];
  for (const collection of ONEROSTER_COLLECTIONS) {
    for await (const batch of shaped.records(collection))
      if (collection === 'users') people.push(...batch);
    if (collection === 'users') break;
  }
  return {
    rows: people.slice(0, SHOWN_ROWS).map(rowOf),
    sampled: sample.users.length,
    schools: recordsOf('orgs').flatMap(schoolOf),
  };
}

async function readSample(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<Sample | null> {
  const test = await ctx.db.prisma.apiTest.findFirst({
    where: { tenantId, connectionId, sampleKey: { not: null } },
    orderBy: { id: 'desc' },
    select: { sampleKey: true },
  });
  if (!test?.sampleKey) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.storage.read(test.sampleKey)) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Sample;
}

const at = (collection: OneRosterCollection, record: CsvRecord, column: string): string =>
  record[csvColumns(collection).indexOf(column)] ?? '';

function rowOf(record: CsvRecord): PreviewRow {
  const cells = Object.fromEntries(
    COLUMNS.map((column) => {
      const text = at('users', record, column);
      return [column, column === 'role' ? text : maskCell(text)];
    }),
  ) as PreviewRow['cells'];
  const orgs = at('users', record, 'orgSourcedIds');
  return { cells, schoolCount: orgs === '' ? 0 : orgs.split(',').length };
}

function schoolOf(record: CsvRecord): { id: string; name: string }[] {
  if (at('orgs', record, 'type') !== 'school') return [];
  return [{ id: at('orgs', record, 'sourcedId'), name: at('orgs', record, 'name') }];
}
