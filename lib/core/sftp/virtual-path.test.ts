import { describe, expect, test } from 'vitest';
import { normaliseVirtualPath, parseVirtualPath } from './virtual-path';

describe('parseVirtualPath', () => {
  test.each([
    ['', null],
    ['/', null],
    ['/.', null],
    ['users.csv', 'users.csv'],
    ['/users.csv', 'users.csv'],
    ['//upload//users.csv', 'upload/users.csv'],
    ['./Users (1)_a-b.csv', 'Users (1)_a-b.csv'],
    ['.users.csv.part', '.users.csv.part'],
  ])('%j is %j', (path, name) => {
    expect(parseVirtualPath(path, 128)).toEqual(
      name === null ? { ok: true, kind: 'root' } : { ok: true, kind: 'entry', name },
    );
  });

  test.each([
    ['..', 'INVALID_NAME'],
    ['/upload/../../etc/passwd', 'INVALID_NAME'],
    ['a\\b.csv', 'INVALID_NAME'],
    ['C:users.csv', 'INVALID_NAME'],
    ['users.csv\u0000.txt', 'INVALID_NAME'],
    ['users\n.csv', 'INVALID_NAME'],
    ['use\u0301rs.csv', 'INVALID_NAME'],
    ['ｕsers.csv', 'INVALID_NAME'],
    ['%2e%2e%2fusers.csv', 'INVALID_NAME'],
    ['a/b/users.csv', 'FOLDER_TOO_DEEP'],
    ['n'.repeat(129), 'NAME_TOO_LONG'],
  ])('%j is refused as %s', (path, code) => {
    expect(parseVirtualPath(path, 128)).toEqual({ ok: false, code });
  });
});

test.each([
  ['.', '/'],
  ['../..', '/'],
  ['upload/..', '/'],
  ['/upload/./x', '/upload/x'],
])('the real path of %j is %j', (path, real) => {
  expect(normaliseVirtualPath(path)).toBe(real);
});
