import { describe, expect, test } from 'vitest';
import { readKeptText, saveKeptText } from '../ui/kept-text';
import {
  columnWidth,
  habitKeys,
  parseHiddenColumns,
  parseWidths,
  writeHiddenColumns,
  writeWidths,
} from './table-habits';

describe('what was hidden', () => {
  test.each([
    ['nothing stored', '', []],
    ['one column', 'owner', ['owner']],
    ['in the order of the table', 'owner students', ['students', 'owner']],
    ['a column of an older release', 'county owner', ['owner']],
    ['the column that names the row', 'name owner', ['owner']],
    ['a text that is none of ours', '{"owner":false}', []],
  ])('%s', (_, text, expected) => {
    expect(parseHiddenColumns(text, ['students', 'owner'])).toEqual(expected);
  });
});

describe('widths that were kept', () => {
  test.each([
    ['nothing kept', '', {}],
    ['two columns', 'name=240 status=90', { name: 240, status: 90 }],
    ['one of an older release', 'gone=240 status=90', { status: 90 }],
    ['too narrow to read, too wide for others', 'name=3 status=5000', { name: 64, status: 960 }],
    ['what is no width', 'name=wide status=-40 =7', {}],
  ])('%s', (_, text, widths) => {
    expect(parseWidths(text, ['name', 'status'])).toEqual(widths);
  });

  test('are read as they were written', () => {
    const text = writeWidths({ name: 240.4, status: 90 });
    expect(text).toBe('name=240 status=90');
    expect(parseWidths(text, ['name', 'status'])).toEqual({ name: 240, status: 90 });
  });

  test('have two ends', () => {
    expect([columnWidth(-10), columnWidth(100.6), columnWidth(9999)]).toEqual([64, 101, 960]);
  });
});

describe('a column that is hidden at first', () => {
  const read = (text: string) => parseHiddenColumns(text, ['students', 'owner'], ['owner']);

  test('is hidden until somebody asks for it, and then stays', () => {
    expect(read('')).toEqual(['owner']);
    const text = writeHiddenColumns([], ['owner']);
    expect(read(text)).toEqual([]);
  });

  test('comes back to what it was', () => {
    expect(writeHiddenColumns(['owner'], ['owner'])).toBe('');
    expect(read(writeHiddenColumns(['students'], ['owner']))).toEqual(['students']);
  });
});

describe('keeping it', () => {
  test('a table with other columns does not share it', () => {
    const runs = habitKeys(['number', 'state']).columns;
    const people = habitKeys(['name', 'state']).columns;
    saveKeptText(runs, 'state');
    expect(readKeptText(runs)).toBe('state');
    expect(readKeptText(people)).toBe('');
    expect(readKeptText(habitKeys(['number', 'state']).widths)).toBe('');
    saveKeptText(runs, '');
    expect(readKeptText(runs)).toBe('');
  });
});
