import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NoAttendance } from './no-attendance';

const said = (next: Parameters<typeof NoAttendance>[0]['next']): string =>
  renderToStaticMarkup(<NoAttendance slug="lakeview" next={next} />);

test.each([
  ['NOW', 'It appears here within seconds.'],
  ['AFTER_PAUSE', 'It is saved and read once the pause ends.'],
  ['AFTER_ROSTER', 'It is saved and read once the roster is live.'],
] as const)('of a file that is read %s nothing else is promised', (isRead, sentence) => {
  const text = said({ isRead, hasFiles: false });
  expect(text).toContain(sentence);
  if (isRead !== 'NOW') expect(text).not.toContain('within seconds');
  expect(text).toContain('Excused Absence, Unexcused Absence, Tardy or Excused Present');
});

test('files that came and wait have arrived', () => {
  expect(said({ isRead: 'AFTER_ROSTER', hasFiles: true })).not.toContain('has arrived yet');
});
