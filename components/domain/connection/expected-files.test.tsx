import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ExpectedFiles, type ExpectedFile } from './expected-files';

const file = (changes: Partial<ExpectedFile>): ExpectedFile => ({
  ...{ fileName: 'users.csv', state: 'missing', receivedAt: null, byteCount: null },
  ...{ rowsRead: null, problems: 0, percentOfLast: null },
  ...changes,
});

const textOf = (changes: Partial<ExpectedFile>): string =>
  renderToStaticMarkup(
    <ExpectedFiles
      files={[file(changes)]}
      problemsHref="/districts/lakeview/runs/run-7/problems"
    />,
  );

test.each<[string, Partial<ExpectedFile>, string[]]>([
  ['nothing came', {}, ['○', 'Not received']],
  [
    'on its way, beside the last one',
    { state: 'receiving', byteCount: 4_300_000, percentOfLast: 43.9 },
    ['↧', 'Receiving, about 43\u00a0% of last time’s size', '4.3\u00a0MB'],
  ],
  ['on its way for the first time', { state: 'receiving', byteCount: 900 }, ['900\u00a0bytes']],
  ['here', { state: 'received', byteCount: 12_000 }, ['●', 'Received', '12\u00a0KB']],
  ['checked', { state: 'checked', rowsRead: 58_900 }, ['✓', 'Checked', '58,900\u00a0rows']],
  [
    'with problems',
    { state: 'problems', problems: 12 },
    ['!', 'Checked, 12 problems', 'href="/districts/lakeview/runs/run-7/problems?file=users.csv"'],
  ],
  ['of no use', { state: 'refused' }, ['✕', 'Needs a fix', '?file=users.csv']],
])('a file %s has a glyph and words', (_name, changes, parts) => {
  const html = textOf(changes);
  for (const part of parts) expect(html).toContain(part);
});

test('without a size to compare with, no percent is promised', () => {
  expect(textOf({ state: 'receiving', byteCount: 900 })).not.toContain('%');
});
