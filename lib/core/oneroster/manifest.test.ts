import { describe, expect, it } from 'vitest';
import { FILE_SPECS } from './files';
import { checkPackage, parseManifest } from './manifest';

const USED = ['academicSessions', 'classes', 'courses', 'enrollments', 'orgs', 'users'];
const FILES = USED.map((name) => `${name}.csv`);

function manifest(
  changes: Record<string, string | null> = {},
  header: string[] | null = ['propertyName', 'value'],
): string[][] {
  const properties: Record<string, string | null> = {
    'manifest.version': '1.0',
    'oneroster.version': '1.1',
  };
  for (const { fileName, manifestProperty } of FILE_SPECS) {
    if (manifestProperty !== '')
      properties[manifestProperty] = FILES.includes(fileName) ? 'bulk' : 'absent';
  }
  const rows = Object.entries({ ...properties, ...changes }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  return header ? [header, ...rows] : rows;
}

const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);

describe('parseManifest', () => {
  it('reads a plain manifest without a word', () => {
    const parsed = parseManifest(
      manifest({ 'source.systemName': 'Any SIS', 'source.systemCode': '7' }),
    );
    expect(parsed).toMatchObject({ ok: true, systemName: 'Any SIS', issues: [] });
    expect(parsed.modes['users.csv']).toBe('bulk');
    expect(parsed.modes['demographics.csv']).toBe('absent');
    expect(Object.keys(parsed.modes)).toHaveLength(13);
  });

  it.each<[string, string[][], string[]]>([
    ['rows in another order', [['propertyName', 'value'], ...manifest({}, null).reverse()], []],
    ['a byte order mark', manifest({}, ['\ufeffpropertyName', 'value']), []],
    ['blank lines', [...manifest(), [''], ['', '']], []],
    [
      'second column called propertyValue',
      manifest({}, ['propertyName', 'propertyValue']),
      ['MANIFEST_HEADER'],
    ],
    ['header in capital letters', manifest({}, ['PROPERTYNAME', 'VALUE']), ['MANIFEST_HEADER']],
    ['no header', manifest({}, null), ['MANIFEST_HEADER']],
    [
      'version shortened by a spreadsheet',
      manifest({ 'manifest.version': '1' }),
      ['MANIFEST_VERSION'],
    ],
    ['no manifest version', manifest({ 'manifest.version': null }), ['MANIFEST_ROW_MISSING']],
    ['no OneRoster version', manifest({ 'oneroster.version': null }), ['MANIFEST_ROW_MISSING']],
    [
      'OneRoster version with a v',
      manifest({ 'oneroster.version': 'v1.1' }),
      ['ONEROSTER_VERSION_SPELLING'],
    ],
    [
      'OneRoster version 1.1.1',
      manifest({ 'oneroster.version': '1.1.1' }),
      ['ONEROSTER_VERSION_SPELLING'],
    ],
    ['row of an unused file missing', manifest({ 'file.results': null }), ['MANIFEST_ROW_MISSING']],
    ['mode in capital letters', manifest({ 'file.users': 'Bulk' }), ['MANIFEST_MODE_CASE']],
    [
      'mode of an unused file not known',
      manifest({ 'file.results': 'none' }),
      ['MANIFEST_MODE_LEFT_ASIDE'],
    ],
    [
      'a property nobody knows',
      manifest({ 'source.region': 'west' }),
      ['MANIFEST_PROPERTY_UNKNOWN'],
    ],
    ['1.2 row called absent', manifest({ 'file.roles': 'absent' }), ['MANIFEST_PROPERTY_UNKNOWN']],
    ['same row twice, same value', [...manifest(), ['file.users', 'bulk']], []],
  ])('goes on with %s', (_name, rows, expected) => {
    const parsed = parseManifest(rows);
    expect(codes(parsed.issues)).toEqual(expected);
    expect(parsed.ok).toBe(true);
    expect(parsed.modes['users.csv']).toBe('bulk');
  });

  it.each<[string, string[][], string[]]>([
    ['an empty file', [], ['MANIFEST_UNREADABLE']],
    [
      'another table',
      [
        ['sourcedId', 'status'],
        ['1', ''],
      ],
      ['MANIFEST_UNREADABLE'],
    ],
    ['OneRoster 1.2', manifest({ 'oneroster.version': '1.2' }), ['ONEROSTER_VERSION_UNSUPPORTED']],
    ['OneRoster 1.0', manifest({ 'oneroster.version': '1.0' }), ['ONEROSTER_VERSION_UNSUPPORTED']],
    ['a file that only 1.2 has', manifest({ 'file.roles': 'bulk' }), ['ONEROSTER_1_2']],
    [
      'row of a required file missing',
      manifest({ 'file.users': null }),
      ['MANIFEST_REQUIRED_ROW_MISSING'],
    ],
    ['a mode nobody knows', manifest({ 'file.users': 'full' }), ['MANIFEST_MODE_UNKNOWN']],
    ['no mode', manifest({ 'file.users': '' }), ['MANIFEST_MODE_UNKNOWN']],
    [
      'same row twice, two values',
      [...manifest(), ['file.users', 'delta']],
      ['MANIFEST_ROW_TWICE'],
    ],
  ])('stops at %s', (_name, rows, expected) => {
    const parsed = parseManifest(rows);
    expect(codes(parsed.issues)).toEqual(expected);
    expect(parsed.ok).toBe(false);
  });

  it('names line, property and value', () => {
    expect(parseManifest(manifest({ 'file.users': 'full' })).issues[0]).toMatchObject({
      file: 'manifest.csv',
      line: 16,
      value: 'full',
      params: { property: 'file.users' },
    });
  });
});

describe('checkPackage', () => {
  const whole = ['manifest.csv', ...FILES];
  const check = (present: string[], changes: Record<string, string | null> = {}) =>
    checkPackage(parseManifest(manifest(changes)), present).map(
      ({ code, file }) => `${code} ${file}`,
    );

  it('has nothing to say about a whole package', () => {
    expect(check(whole)).toEqual([]);
    expect(check(['oneroster.zip', ...whole])).toEqual([]);
  });

  it.each<[string, string[], Record<string, string>, string[]]>([
    [
      'bulk and not there',
      whole.filter((name) => name !== 'users.csv'),
      {},
      ['FILE_MISSING users.csv'],
    ],
    [
      'demographics bulk and not there',
      whole,
      { 'file.demographics': 'bulk' },
      ['FILE_MISSING demographics.csv'],
    ],
    [
      'absent and there',
      [...whole, 'demographics.csv'],
      {},
      ['FILE_DECLARED_ABSENT demographics.csv'],
    ],
    [
      'gradebook file',
      [...whole, 'results.csv'],
      { 'file.results': 'bulk' },
      ['FILE_LEFT_ASIDE results.csv'],
    ],
    ['gradebook file declared and not sent', whole, { 'file.results': 'bulk' }, []],
    ['a name nobody knows', [...whole, 'notes.csv'], {}, ['FILE_UNKNOWN notes.csv']],
    [
      'other capital letters',
      whole.map((name) => (name === 'users.csv' ? 'Users.csv' : name)),
      {},
      ['FILE_NAME_CASE Users.csv', 'FILE_MISSING users.csv'],
    ],
    [
      'in a folder',
      whole.map((name) => (name === 'users.csv' ? 'x/users.csv' : name)),
      {},
      ['FILE_IN_FOLDER x/users.csv', 'FILE_MISSING users.csv'],
    ],
    ['a near name', [...whole, 'user.csv'], {}, ['FILE_NAME_NEAR user.csv']],
    [
      'an unfinished upload',
      [...whole, 'users.csv.part'],
      {},
      ['FILE_NAME_TEMPORARY users.csv.part'],
    ],
    ['the same file twice', [...whole, 'users.csv'], {}, ['FILE_TWICE users.csv']],
    ['roles.csv of OneRoster 1.2', [...whole, 'roles.csv'], {}, ['ONEROSTER_1_2 roles.csv']],
    [
      'a required file called absent',
      whole.filter((name) => name !== 'courses.csv'),
      { 'file.courses': 'absent' },
      ['REQUIRED_FILE_ABSENT courses.csv'],
    ],
    [
      'a required file left out of a package of changes',
      whole.filter((name) => name !== 'courses.csv'),
      { 'file.courses': 'absent', 'file.users': 'delta' },
      ['FILE_UNCHANGED courses.csv'],
    ],
  ])('%s', (_name, present, changes, expected) => {
    expect(check(present, changes)).toEqual(expected);
  });

  it('takes a manifest that calls everything absent as "nothing to update"', () => {
    const changes = Object.fromEntries(USED.map((name) => [`file.${name}`, 'absent']));
    expect(check(['manifest.csv'], changes)).toEqual(['NOTHING_DECLARED manifest.csv']);
  });

  it('does not tell a missing manifest row twice', () => {
    expect(check(whole, { 'file.users': null })).toEqual([]);
  });

  it('names the close file that did arrive', () => {
    const present = whole.map((name) => (name === 'users.csv' ? 'Users.csv' : name));
    const missing = checkPackage(parseManifest(manifest()), present).find(
      ({ code }) => code === 'FILE_MISSING',
    );
    expect(missing?.params).toEqual({ mode: 'bulk', near: 'Users.csv' });
  });
});
