import { expect, test } from 'vitest';
import { connectionSentence, type ConnectionFacts } from './connection-sentence';

const now = new Date('2026-11-30T18:00:00Z');
const facts = (more: Partial<ConnectionFacts>): ConnectionFacts => ({
  vendorName: 'ClassLink',
  bringsRoster: true,
  isStopped: false,
  isTested: true,
  isScheduled: true,
  test: null,
  pull: null,
  nextPullAt: new Date('2026-12-01T08:30:00Z'),
  timeZone: 'America/Los_Angeles',
  now,
  ...more,
});
const pull = (more: Partial<NonNullable<ConnectionFacts['pull']>>): ConnectionFacts['pull'] => ({
  number: 7,
  status: 'UPDATE',
  rowCount: 58_900,
  nextAttemptAt: now,
  finishedAt: now,
  troubleCode: null,
  troubleCollection: null,
  runNumber: 41,
  ...more,
});
const passed = { isOver: true, lines: [] };
const NEXT = 'The next pull begins Dec 1, 12:30 AM PST.';

test.each<[string, Partial<ConnectionFacts>, string, string]>([
  [
    'never tested',
    { isTested: false },
    'Not tested yet',
    'Nothing is fetched at night until a test has passed.',
  ],
  [
    'tested now, whatever was before',
    { isTested: false, test: { isOver: false, lines: [] }, pull: pull({ status: 'FAILED' }) },
    'The connection is being tested',
    'Each line appears below as soon as it is known.',
  ],
  [
    'the test failed',
    {
      isTested: false,
      test: {
        isOver: true,
        lines: [{ step: 'AUTHORIZED', outcome: 'FAILED', code: 'WRONG_SECRET', collection: null }],
      },
    },
    'The last test failed',
    'The server did not accept the key and secret, or the access it had given for them.',
  ],
  [
    'changed since a test that passed',
    { isTested: false, test: passed },
    'To be tested again',
    'Address, key or secret changed since the last test. Nothing is fetched at night until a new test has passed.',
  ],
  ['tested', { test: passed }, 'Tested and ready', `Nothing has been fetched yet. ${NEXT}`],
  [
    'about to begin',
    { pull: pull({ status: 'PLANNED' }) },
    'Pull 7 is about to begin',
    'A worker takes it up within seconds.',
  ],
  [
    'reading, also without a test',
    { isTested: false, pull: pull({ status: 'READING' }) },
    'Pull 7 is reading',
    'Rows are read page by page.',
  ],
  [
    'waiting',
    {
      pull: pull({
        status: 'WAITING',
        troubleCode: 'SERVER_ERROR',
        troubleCollection: 'users',
        nextAttemptAt: new Date('2026-11-30T18:14:00Z'),
      }),
    },
    'Waiting for the source until Nov 30, 10:14 AM PST',
    'users: The server reported an error of its own. Pull 7 continues automatically where it was.',
  ],
  [
    'files are made',
    { pull: pull({ status: 'HANDING_OVER' }) },
    'Pull 7 has read everything',
    'Its files are being prepared to be checked.',
  ],
  [
    'complete',
    { pull: pull({}) },
    'Pull 7 is complete',
    `It read 58,900 rows; its files went into run 41. ${NEXT}`,
  ],
  [
    'complete, before its run is known',
    { pull: pull({ runNumber: null, rowCount: 1 }) },
    'Pull 7 is complete',
    `It read 1 row. ${NEXT}`,
  ],
  [
    'no changes',
    { pull: pull({ status: 'NO_CHANGES' }) },
    'Nothing had changed',
    `Pull 7 asked for changes, and there were none. ${NEXT}`,
  ],
  [
    'a preview',
    { pull: pull({ status: 'PREVIEW' }) },
    'Pull 7 is a preview',
    `It read 58,900 rows and changed nothing. Look at it, then use it or start a pull. ${NEXT}`,
  ],
  [
    'a preview beside the roster connection',
    { bringsRoster: false, pull: pull({ status: 'PREVIEW' }) },
    'Pull 7 is a preview',
    'It read 58,900 rows and changed nothing. Look at it before the roster is switched. The roster comes through another connection, so nothing is fetched at night.',
  ],
  [
    'failed',
    { pull: pull({ status: 'FAILED', troubleCode: 'NOT_PERMITTED' }) },
    'Pull 7 failed',
    `The server knows us, and does not permit us to read this. None of its rows were used; the live roster stays as it was. ${NEXT}`,
  ],
  [
    'canceled',
    { pull: pull({ status: 'CANCELED' }) },
    'Pull 7 was canceled',
    `None of its rows were used. ${NEXT}`,
  ],
])('%s', (_, more, title, sentence) => {
  expect(connectionSentence(facts(more))).toMatchObject({ title, sentence });
});

test.each<[string, Partial<ConnectionFacts>, string]>([
  [
    'beside the roster connection',
    { bringsRoster: false },
    'The roster comes through another connection, so nothing is fetched at night.',
  ],
  ['off', { isScheduled: false }, 'Nightly pulls are off.'],
  ['paused', { isStopped: true }, 'Updates are paused; nightly pulls go on when the pause ends.'],
  ['due', { nextPullAt: now }, 'Tonight’s pull begins within minutes.'],
])('the next pull: %s', (_, more, next) => {
  expect(connectionSentence(facts(more)).sentence).toBe(`Nothing has been fetched yet. ${next}`);
});
