import { expect, test } from 'vitest';
import { createLanguageMapper } from '@/lib/core/languages';
import {
  createCleanLines,
  createRowReader,
  fileSpecForEntity,
  readHeader,
  storedColumns,
  type RosterEntity,
} from '@/lib/core/oneroster';
import { cutCells, splitCells } from '@/lib/core/csv/bytes/split-cells';
import type { LinePlace } from '@/lib/core/oneroster/file-reading/row-keeper';
import { BinaryRows } from '../../db/binary-rows';
import { createLineWriter, createRowWriter } from './copy-rows';

const SETTINGS = {
  mode: 'bulk',
  languages: createLanguageMapper(),
  acceptUsDates: false,
  readOtherRolesAsStaff: false,
  readAidesAsProctors: false,
  allowMissingCourse: false,
} as const;
const HASH = { low: 5, high: 0 };

function written(write: (rows: BinaryRows) => void): string {
  const chunks: Buffer[] = [];
  const rows = new BinaryRows((chunk) => chunks.push(chunk));
  write(rows);
  rows.end();
  return Buffer.concat(chunks).toString('latin1');
}

function open(entity: RosterEntity, names: string[], line: string) {
  const spec = fileSpecForEntity(entity);
  const header = readHeader(spec, names);
  if (!header.ok) throw new Error('the header of the test is wrong');
  const reader = createRowReader(spec, header, SETTINGS);
  const block = Buffer.from(`x\n${line}\n`);
  const bounds = new Int32Array(2 * header.width);
  const count = splitCells(block, 2, 2 + line.length, bounds);
  const cells = cutCells(block.toString('latin1'), bounds, count);
  const outcome = reader.read(cells);
  if (outcome.kind !== 'accepted') throw new Error('the line of the test is wrong');
  const writeRow = createRowWriter(storedColumns(entity), reader.cellIndexes);
  const write = (place: LinePlace | null): string =>
    written((rows) => writeRow(rows, outcome.values, HASH, 7, place));
  return { spec, header, reader, block, bounds, cells, write };
}

test.each([
  'u1,,,true,"s1,s2",student,ann,{LDAP:1},Ann,O Dell,,77,Ann@example.org,,(555) 010-2000,g1,5,,English,true,room 5,b',
  'u1,,,true,s1,student,ann,,Ann ,O Dell,,,,,,,,,,,,',
  'u1,,,true,s1,teacher,"ann, b",,"Ann",O Dell,,77,,,,,,,,,room 5,',
])('a row is the same, taken over from its line or written from its values: %s', (line) => {
  const names = [
    ...fileSpecForEntity('user').columns.map((column) => column.name),
    'metadata.homeroom',
    'metadata.track "a"',
  ];
  const { block, bounds, cells, write } = open('user', names, line);
  const fromValues = write(null);
  expect(fromValues).toContain('\0\x02u1\0');
  expect(write({ cells, block, bounds })).toBe(fromValues);
});

test.each([
  'e1,,,k1,s1,u1,student,,2026-08-17,2027-06-12',
  'e1,,,k1,s1,u1,teacher,true,,',
  'e1,,,"k1",s1,"u1",teacher,false,2026-08-17,',
])('a line that is kept as it stands is the row that its values are: %s', (line) => {
  const names = fileSpecForEntity('enrollment').columns.map((column) => column.name);
  const { spec, header, reader, block, bounds, write } = open('enrollment', names, line);
  expect(createCleanLines(spec, header, SETTINGS)?.isClean(block, bounds)).toBe(true);
  const kept = { bytes: block, bounds, cellIndexes: reader.cellIndexes };
  const writeLine = createLineWriter(storedColumns('enrollment'), reader.emptyValues);
  expect(written((rows) => writeLine(rows, kept, HASH, 7))).toBe(write(null));
});
