import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Breakable } from './breakable';

test.each([
  ['attendance_elementary.csv', 'attendance_<wbr/>elementary.csv'],
  ['a__b', 'a_<wbr/>_<wbr/>b'],
  ['_a_', '_<wbr/>a_'],
  ['users.csv', 'users.csv'],
  ['', ''],
])('%j breaks after its underscores and keeps its text', (text, markup) => {
  const found = renderToStaticMarkup(<Breakable text={text} />);
  expect(found).toBe(markup);
  expect(found.replaceAll('<wbr/>', '')).toBe(text);
});
