import { expect, test } from 'vitest';
import { shownLine } from './console-lines';

const logLine = (level: number, facts: object = {}) =>
  JSON.stringify({ level, time: 'now', process: 'worker', msg: 'mail not sent', ...facts });

test.each([
  ['a line for people', 'mail to a@example.org: Your code', 'mail to a@example.org: Your code'],
  ['a log line below the level', logLine(30), null],
  ['a warning with its facts', logLine(40, { mailId: 3 }), 'mail not sent mailId=3'],
  [
    'an error by name and code',
    logLine(50, { err: { name: 'Error', code: 'E1', stack: 'at x' } }),
    'mail not sent Error E1',
  ],
  ['what Next prints about itself', ' ✓ Ready in 200ms', null],
  ['a terminal code alone', '\u001b[?25h', null],
  ['an error of a page', ' ⨯ Error: no', ' ⨯ Error: no'],
  ['JSON that is not a log line', '{"a":1}', '{"a":1}'],
])('%s', (_, line, expected) => {
  expect(shownLine(line, 'warn')).toBe(expected);
});
