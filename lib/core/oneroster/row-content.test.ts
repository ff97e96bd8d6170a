import { expect, test } from 'vitest';
import { fileSpecForEntity } from './files';
import { readHeader } from './header';
import { createRowContent } from './row-content';

const spec = fileSpecForEntity('class');
const NAMES = 'sourcedId,status,dateLastModified,title,grades,courseSourcedId,metadata.room';
const ROW = 'k1,active,2026-09-01,Jos\u00e9,"03,04",c1,12';

const said = (names: string, row: string): string => {
  const cells = row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll('"', ''));
  return createRowContent(spec, readHeader(spec, names.split(','))).ofRow(cells);
};

test.each([
  ['blanks around values', NAMES, 'k1 , active,2026-09-01,\u00a0Jos\u00e9,"03,04",c1,12'],
  ['letters put together of two', NAMES, 'k1,active,2026-09-01,Jose\u0301,"03,04",c1,12'],
  ['items in another order', NAMES, 'k1,active,2026-09-01,Jos\u00e9," 04, 03",c1,12'],
  ['another day of change', NAMES, 'k1,active,2026-09-02,Jos\u00e9,"03,04",c1,12'],
  ['names in other letters', NAMES.toUpperCase(), ROW],
  [
    'columns in another order',
    NAMES.split(',').reverse().join(),
    '12,c1,"03,04",Jos\u00e9,2026-09-01,active,k1',
  ],
  ['a column without values', `${NAMES},location`, `${ROW},`],
])('%s say nothing', (_name, names, row) => {
  expect(said(names, row)).toBe(said(NAMES, ROW));
});

test.each([
  ['another value', 'k1,active,2026-09-01,Jos\u00e9,"03,05",c1,12'],
  ['a value in another column', 'k1,active,2026-09-01,Jos\u00e9,"03,04",12,c1'],
  ['a value less', 'k1,active,2026-09-01,Jos\u00e9,"03,04",c1,'],
  ['a value more', `${ROW},13`],
  ['another case', 'k1,active,2026-09-01,JOS\u00c9,"03,04",c1,12'],
])('%s does', (_name, row) => {
  expect(said(NAMES, row)).not.toBe(said(NAMES, ROW));
});

test('of a value that is not there nothing is said', () => {
  const content = createRowContent(spec, readHeader(spec, NAMES.split(',')));
  expect(content.ofColumn(['k1', 'active'], 'title')).toBeNull();
  expect(content.ofColumn(['k1', 'active'], 'location')).toBeNull();
  expect(content.ofColumn(['k1', ' active '], 'status')).toBe('active');
  expect(content.ofColumn(ROW.split(','), 'metadata.room')).toBe('c1');
});
