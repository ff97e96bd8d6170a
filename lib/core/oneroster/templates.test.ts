// public/templates: what the connection page gives to download. Written from the tables that files are read by, with
// `npm run docs:configuration`; a header alone is no roster, and is refused as one.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FILE_SPECS, MANIFEST_FILE_NAME, type FileSpec } from './files';
import { readHeader } from './header';
import { parseManifest } from './manifest';

const FOLDER = path.join(import.meta.dirname, '../../../public/templates');

const dataFiles = FILE_SPECS.filter(({ entity }) => entity !== null);

/** The manifest lists every file of the standard: those we need as full copies, the others as not sent. */
const manifestRows = (): string[][] => [
  ['propertyName', 'value'],
  ['manifest.version', '1.0'],
  ['oneroster.version', '1.1'],
  ...FILE_SPECS.filter(({ fileName }) => fileName !== MANIFEST_FILE_NAME).map(
    ({ manifestProperty, required }) => [manifestProperty, required ? 'bulk' : 'absent'],
  ),
  ['source.systemName', 'Name of your SIS'],
];

/** Nobody is to send passwords, although the standard has a column for them. */
const headerOf = ({ columns }: FileSpec): string[] =>
  columns.map(({ name }) => name).filter((name) => name !== 'password');
const textOf = (rows: readonly string[][]): string =>
  rows.map((cells) => `${cells.join(',')}\r\n`).join('');

test.each(dataFiles.map((spec) => [spec.fileName, spec] as const))('%s', async (fileName, spec) => {
  expect(readHeader(spec, headerOf(spec)).issues).toEqual([]);
  await expect(textOf([headerOf(spec)])).toMatchFileSnapshot(path.join(FOLDER, fileName));
});

test(MANIFEST_FILE_NAME, async () => {
  const rows = manifestRows();
  const { ok, modes, issues } = parseManifest(rows);
  expect([ok, issues]).toEqual([true, []]);
  expect(
    dataFiles.filter(({ fileName, required }) => (modes[fileName] === 'bulk') !== required),
  ).toEqual([]);
  await expect(textOf(rows)).toMatchFileSnapshot(path.join(FOLDER, MANIFEST_FILE_NAME));
});

test('there is one for each file that is read, and no other', () => {
  const names = [MANIFEST_FILE_NAME, ...dataFiles.map(({ fileName }) => fileName)];
  expect(readdirSync(FOLDER).sort()).toEqual(names.sort());
});
