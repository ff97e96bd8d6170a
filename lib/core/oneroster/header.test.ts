import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueSentence } from '@/lib/core/issues';
import { FILE_SPECS, fileSpecForEntity, ROSTER_ENTITIES, type RosterEntity } from './files';
import { MAX_COLUMNS, readHeader, sniffNotCsv } from './header';

const columnsOf = (entity: RosterEntity) =>
  fileSpecForEntity(entity).columns.map((column) => column.name);
const read = (entity: RosterEntity, cells: string[]) =>
  readHeader(fileSpecForEntity(entity), cells);
const codes = (entity: RosterEntity, cells: string[]) =>
  read(entity, cells).issues.map(({ code }) => code);
const replaced = (entity: RosterEntity, from: string, to: string) =>
  columnsOf(entity).map((name) => (name === from ? to : name));
const without = (entity: RosterEntity, ...names: string[]) =>
  columnsOf(entity).filter((name) => !names.includes(name));

describe('a header as in the standard', () => {
  it.each(ROSTER_ENTITIES)('%s', (entity) => {
    const header = read(entity, columnsOf(entity));
    expect(header.issues).toEqual([]);
    expect(header.ok).toBe(true);
    expect([...header.columnIndexes.keys()]).toEqual(columnsOf(entity));
    expect(header.width).toBe(columnsOf(entity).length);
  });
});

describe('read, and said', () => {
  it.each<[string, RosterEntity, string[], string[]]>([
    ['a byte order mark', 'org', replaced('org', 'sourcedId', '\ufeffsourcedId'), ['HEADER_BOM']],
    [
      'a byte order mark read as Latin-1',
      'org',
      replaced('org', 'sourcedId', '\u00ef\u00bb\u00bfsourcedId'),
      ['HEADER_BOM'],
    ],
    ['capital letters', 'org', replaced('org', 'sourcedId', 'SourcedID'), ['HEADER_CASE']],
    ['blanks around a name', 'org', replaced('org', 'name', ' name '), ['HEADER_CASE']],
    [
      'blanks inside a name',
      'org',
      replaced('org', 'parentSourcedId', 'parent Sourced Id'),
      ['HEADER_CASE'],
    ],
    [
      'several of them, once',
      'org',
      columnsOf('org').map((name) => name.toUpperCase()),
      ['HEADER_CASE'],
    ],
    ['another order', 'org', columnsOf('org').reverse(), ['HEADER_ORDER']],
    [
      'an optional column missing',
      'org',
      without('org', 'identifier', 'status'),
      ['HEADER_MISSING_OPTIONAL'],
    ],
    ['an unknown column', 'org', [...columnsOf('org'), 'bus'], ['COLUMN_UNKNOWN']],
    ['a blank name', 'org', [...columnsOf('org'), '', ' '], ['COLUMN_BLANK_NAME']],
    ['a metadata column', 'org', [...columnsOf('org'), 'metadata.region'], []],
    [
      'a metadata column in the middle',
      'org',
      ['sourcedId', 'metadata.region', ...columnsOf('org').slice(1)],
      ['METADATA_NOT_LAST'],
    ],
    [
      'metadata columns in another order',
      'user',
      [
        ...without('user', 'metadata.language', 'metadata.ell'),
        'metadata.ell',
        'metadata.x',
        'metadata.language',
      ],
      [],
    ],
    ['no metadata.ell', 'user', without('user', 'metadata.ell'), []],
    [
      'a vendor name of an optional column',
      'user',
      replaced('user', 'email', 'emailAddress'),
      ['HEADER_MISSING_OPTIONAL', 'COLUMN_NEAR_NAME'],
    ],
    [
      'a slip in an optional column',
      'user',
      replaced('user', 'middleName', 'midleName'),
      ['HEADER_MISSING_OPTIONAL', 'COLUMN_NEAR_NAME'],
    ],
    [
      'the id of demographics in 1.0',
      'demographics',
      replaced('demographics', 'sourcedId', 'userSourcedId'),
      ['COLUMN_OLD_NAME'],
    ],
    [
      'the birth date of demographics in 1.0',
      'demographics',
      replaced('demographics', 'birthDate', 'birthdate'),
      ['HEADER_CASE'],
    ],
    [
      'a name no object may have',
      'org',
      [...columnsOf('org'), 'metadata.__proto__'],
      ['COLUMN_UNKNOWN'],
    ],
  ])('%s', (_name, entity, cells, expected) => {
    expect(codes(entity, cells)).toEqual(expected);
    expect(read(entity, cells).ok).toBe(true);
  });

  it('reads columns wherever they stand', () => {
    const header = read('org', ['NAME', 'type', '\u200bsourcedid', 'metadata.Region']);
    expect(Object.fromEntries(header.columnIndexes)).toEqual({ name: 0, type: 1, sourcedId: 2 });
    expect(header.metadataColumns).toEqual([{ name: 'Region', index: 3 }]);
  });

  it('reads the 1.0 id of demographics as sourcedId', () => {
    const header = read('demographics', replaced('demographics', 'sourcedId', 'userSourcedId'));
    expect(header.columnIndexes.get('sourcedId')).toBe(0);
  });
});

describe('not readable', () => {
  it.each<[string, RosterEntity, string[], string[]]>([
    ['a required column missing', 'org', without('org', 'name'), ['HEADER_MISSING_REQUIRED']],
    ['a column twice', 'org', [...columnsOf('org'), 'Name'], ['HEADER_DUPLICATE']],
    [
      'a metadata column twice',
      'org',
      [...columnsOf('org'), 'metadata.a', 'metadata.A'],
      ['HEADER_DUPLICATE'],
    ],
    ['semicolons', 'org', [columnsOf('org').join(';')], ['SEPARATOR_OTHER']],
    ['tabs', 'org', [columnsOf('org').join('\t')], ['SEPARATOR_OTHER']],
    ['bars', 'org', [columnsOf('org').join('|')], ['SEPARATOR_OTHER']],
    [
      'a first line of data',
      'org',
      ['1', '', '', 'Oak School', 'school', '', ''],
      ['HEADER_NOT_FOUND'],
    ],
    ['an empty line', 'org', [''], ['HEADER_NOT_FOUND']],
    [
      'users without role and schools, which of itself shows no other format',
      'user',
      without('user', 'role', 'orgSourcedIds'),
      ['HEADER_MISSING_REQUIRED', 'HEADER_MISSING_REQUIRED'],
    ],
    [
      'too many columns',
      'org',
      [
        ...columnsOf('org'),
        ...Array.from({ length: MAX_COLUMNS }, (_, index) => `metadata.${index}`),
      ],
      ['TOO_MANY_COLUMNS'],
    ],
  ])('%s', (_name, entity, cells, expected) => {
    expect(codes(entity, cells)).toEqual(expected);
    expect(read(entity, cells).ok).toBe(false);
  });

  it('takes just as many columns as it may', () => {
    const extra = Array.from(
      { length: MAX_COLUMNS - columnsOf('org').length },
      (_, index) => `metadata.${index}`,
    );
    expect(read('org', [...columnsOf('org'), ...extra])).toMatchObject({
      ok: true,
      width: MAX_COLUMNS,
    });
  });

  it.each([
    ['class', 'termSourcedIds', 'termSourcedId'],
    ['class', 'termSourcedIds', 'term_sourced_ids'],
    ['user', 'givenName', 'firstName'],
    ['user', 'familyName', 'LastName'],
    ['enrollment', 'userSourcedId', 'userSourceId'],
  ] as const)('%s: %s is not guessed from %s, which is named', (entity, column, near) => {
    const [issue] = read(entity, replaced(entity, column, near)).issues;
    expect(issue).toMatchObject({ code: 'HEADER_MISSING_REQUIRED', column, params: { near } });
    expect(issue && issueSentence(issue)).toContain(near);
  });

  it('names the separator it found', () => {
    expect(read('org', [columnsOf('org').join(';')]).issues[0]?.params).toEqual({
      separator: 'a semicolon',
    });
  });
});

describe('users.csv without a home language', () => {
  it('is read, and cannot go live', () => {
    const header = read('user', without('user', 'metadata.language'));
    expect(header.ok).toBe(true);
    expect(header.issues.map(({ code }) => code)).toEqual(['LANGUAGE_COLUMN_MISSING']);
  });

  it('names a metadata column that may be the one', () => {
    const cells = [...without('user', 'metadata.language'), 'metadata.homeLanguage'];
    expect(read('user', cells).issues[0]?.params).toEqual({ near: 'metadata.homeLanguage' });
  });
});

describe('sniffNotCsv', () => {
  it.each([
    ['PK\u0003\u0004\u0014', 'an Excel workbook or a ZIP archive'],
    ['%PDF-1.7', 'a PDF document'],
    ['\u00d0\u00cf\u0011\u00e0\u00a1', 'an old Excel workbook'],
    ['\ufffd\ufffd\u0011\ufffd', 'an old Excel workbook'],
    ['<!DOCTYPE html><html>', 'a web page (HTML)'],
    ['\ufeff\n  <html lang="en">', 'a web page (HTML)'],
    ['<table><tr>', 'a web page (HTML)'],
    ['<?xml version="1.0"?><rows/>', 'an XML document'],
    ['{"users": []}', 'a JSON document'],
    ['{\\rtf1', 'a text document with formatting'],
  ])('%j is %s', (text, kind) => {
    expect(sniffNotCsv(text)).toBe(kind);
  });

  it.each(['', 'sourcedId,status', '"sourcedId","status"', '\ufeffsourcedId', '<id>,name'])(
    '%j may be CSV',
    (text) => {
      expect(sniffNotCsv(text)).toBeNull();
    },
  );
});

it('answers for any header', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('sourcedId', 'SOURCEDID', 'name', 'metadata.x', '__proto__', 'constructor'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...FILE_SPECS),
      fc.array(cell, { maxLength: 20 }),
      (spec, cells) => {
        const header = readHeader(spec, cells);
        expect(header.width).toBe(cells.length);
        for (const index of header.columnIndexes.values()) expect(index).toBeLessThan(cells.length);
      },
    ),
  );
});
