import { describe, expect, test } from 'vitest';
import { guideOfSis, isSisId, sisGuides } from './sis-guides';
import { fixInSis } from './sis-fixes';
import { nextStep, setUpSteps, type ApiFacts, type FileFacts, type SetUpFacts } from './steps';
import { apiGuideOf } from './api-guides';
import { waysOf } from './ways';
import { usualTime } from './usual-time';

const nothing: FileFacts = {
  way: 'FILES',
  sis: null,
  passwordCount: 0,
  keyCount: 0,
  hasSignedIn: false,
  saidFilesReady: false,
  upload: 'none',
  scheduleSet: false,
};

const unfetched: ApiFacts = {
  way: 'API',
  sis: null,
  hasAccount: false,
  test: 'none',
  pull: 'none',
  upload: 'none',
  scheduleSet: false,
};

const stepStates = (facts: SetUpFacts) =>
  Object.fromEntries(setUpSteps(facts).map(({ id, state }) => [id, state]));
const next = (facts: SetUpFacts) => nextStep(setUpSteps(facts));

describe('steps', () => {
  test('a district that has done nothing begins with its SIS', () => {
    expect(next(nothing)).toBe('sis');
    expect(new Set(Object.values(stepStates(nothing)))).toEqual(new Set(['todo']));
  });

  test('steps are done in any order, and the first open one comes next', () => {
    const facts: FileFacts = {
      ...nothing,
      keyCount: 1,
      hasSignedIn: true,
      saidFilesReady: true,
    };
    expect(stepStates(facts)).toMatchObject({ sis: 'todo', 'sign-in': 'done', files: 'done' });
    expect(next(facts)).toBe('sis');
  });

  test('files that are good say that the export is built; nobody has to', () => {
    expect(stepStates({ ...nothing, upload: 'good' })).toMatchObject({
      files: 'done',
      upload: 'done',
    });
  });

  test.each([
    [{ upload: 'none' }, 'todo'],
    [{ upload: 'none', hasSignedIn: true }, 'waiting'],
    [{ upload: 'arriving' }, 'waiting'],
    [{ upload: 'incomplete' }, 'problem'],
    [{ upload: 'refused' }, 'problem'],
    [{ upload: 'refused', hasSignedIn: true }, 'problem'],
    [{ upload: 'good' }, 'done'],
  ] as const)('of an upload with %o the step is %s', (facts, state) => {
    expect(stepStates({ ...nothing, ...facts }).upload).toBe(state);
  });

  test('a password that nobody has used is not done, and does not keep anybody from going on', () => {
    const made: FileFacts = { ...nothing, sis: 'Aeries', passwordCount: 1 };
    expect(stepStates(made)['sign-in']).toBe('waiting');
    expect(next(made)).toBe('files');
    expect(next({ ...made, saidFilesReady: true, scheduleSet: true })).toBe('upload');
  });

  test('what needs a fix comes first', () => {
    expect(next({ ...nothing, upload: 'refused' })).toBe('upload');
  });

  test('a password that was revoked opens its step again', () => {
    const all: FileFacts = {
      way: 'FILES',
      sis: 'Aeries',
      passwordCount: 1,
      keyCount: 0,
      hasSignedIn: true,
      saidFilesReady: true,
      upload: 'good',
      scheduleSet: true,
    };
    expect(next(all)).toBeNull();
    expect(next({ ...all, passwordCount: 0 })).toBe('sign-in');
  });

  test.each([nothing, unfetched])('five steps of $way, each with a short label', (facts) => {
    const steps = setUpSteps(facts);
    expect(steps).toHaveLength(5);
    for (const { label } of steps) expect(label.length).toBeLessThan(20);
  });
});

describe('steps of a district that is fetched from', () => {
  test('nobody is asked for an export or a password', () => {
    expect(setUpSteps(unfetched).map(({ id }) => id)).toEqual([
      'sis',
      'account',
      'test',
      'first-pull',
      'schedule',
    ]);
    expect(next({ ...unfetched, sis: 'Aeries' })).toBe('account');
  });

  test.each([
    [{ test: 'none' }, 'todo'],
    [{ test: 'running' }, 'waiting'],
    [{ test: 'failed' }, 'problem'],
    [{ test: 'passed' }, 'done'],
  ] as const)('of %o the test is %s', (facts, state) => {
    expect(stepStates({ ...unfetched, hasAccount: true, ...facts })['test']).toBe(state);
  });

  test.each([
    [{ pull: 'none' }, 'todo'],
    [{ pull: 'open' }, 'waiting'],
    [{ pull: 'failed' }, 'problem'],
    [{ pull: 'complete' }, 'waiting'],
    [{ pull: 'complete', upload: 'arriving' }, 'waiting'],
    [{ pull: 'complete', upload: 'refused' }, 'problem'],
    [{ pull: 'open', upload: 'refused' }, 'waiting'],
    [{ pull: 'complete', upload: 'good' }, 'done'],
    [{ pull: 'failed', upload: 'good' }, 'done'],
  ] as const)('of %o the first pull is %s', (facts, state) => {
    expect(stepStates({ ...unfetched, ...facts })['first-pull']).toBe(state);
  });

  test('all of them done', () => {
    expect(
      next({
        way: 'API',
        sis: 'Aeries',
        hasAccount: true,
        test: 'passed',
        pull: 'complete',
        upload: 'good',
        scheduleSet: true,
      }),
    ).toBeNull();
  });
});

describe('ways', () => {
  const of = (sis: string | null) => waysOf(sis).map(({ value }) => value);

  test('files, the API of the SIS, and ClassLink beside any', () => {
    expect(of('Infinite Campus 2341')).toEqual(['FILES', 'INFINITE_CAMPUS', 'CLASSLINK']);
    expect(of('Focus')).toEqual(['FILES', 'OTHER', 'CLASSLINK']);
    expect(of(null)).toEqual(['FILES', 'OTHER', 'CLASSLINK']);
  });

  test('no OneRoster API of PowerSchool is promised', () => {
    expect(of('PowerSchool')).toEqual(['FILES', 'CLASSLINK']);
  });

  test('each says in a sentence what it takes, and each API has a guide', () => {
    for (const sis of ['Infinite Campus', 'Skyward', 'Aeries', 'Synergy', 'Focus'])
      for (const { value, takes } of waysOf(sis)) {
        expect(takes).toMatch(/^[A-Z].*\.$/);
        if (value === 'FILES') continue;
        const { first = '', steps, watchFor, sources } = apiGuideOf(value);
        expect(steps.length).toBeGreaterThan(1);
        expect(watchFor.length).toBeGreaterThan(0);
        for (const { url } of sources) expect(url).toMatch(/^https:\/\//);
        // It is printed too.
        for (const text of [first, ...steps, ...watchFor])
          expect(text, value).not.toMatch(/\bsteps? \d|this page|above|below/i);
      }
  });
});

describe('guides', () => {
  test.each([
    ['Infinite Campus', 'infinite-campus'],
    ['infinitecampus', 'infinite-campus'],
    ['INFINITE-CAMPUS (state edition)', 'infinite-campus'],
    ['PowerSchool SIS', 'powerschool'],
    ['Skyward Qmlativ', 'skyward'],
    ['aeries', 'aeries'],
    ['Synergy', 'synergy'],
    ['Focus', 'other'],
    ['our own', 'other'],
  ])('of %s', (sis, id) => {
    expect(guideOfSis(sis)?.id).toBe(id);
  });

  test('before one was named there is none', () => {
    expect(guideOfSis(null)).toBeNull();
  });

  test('each has steps, what to watch for and where it was read', () => {
    for (const { id, steps, watchFor, sources } of sisGuides) {
      expect(isSisId(id)).toBe(true);
      expect(steps.length).toBeGreaterThan(2);
      expect(watchFor.length).toBeGreaterThan(0);
      for (const { url } of sources) expect(url).toMatch(/^https:\/\//);
    }
    expect(isSisId('toString')).toBe(false);
  });
});

test('a guide is also read on paper, where no step has a number', () => {
  for (const { id, steps, watchFor, ...guide } of sisGuides)
    for (const text of [...steps, ...watchFor, 'first' in guide ? guide.first : ''])
      expect(text, id).not.toMatch(/\bsteps? \d|this page|above|below/i);
});

describe('usual time', () => {
  const at = (hour: number, minute = 0) => hour * 60 + minute;

  test('two sets are no habit', () => {
    expect(usualTime([at(2), at(2, 10)])).toBeNull();
  });

  test('a nightly export', () => {
    expect(usualTime([at(2, 10), at(2, 5), at(2, 12), at(2, 9)])).toEqual({
      usual: at(2, 10),
      from: at(1, 39),
      to: at(2, 40),
    });
  });

  test('around midnight, the day is a circle', () => {
    expect(usualTime([at(23, 50), at(0, 10), at(0, 5), at(23, 55), at(0)])).toEqual({
      usual: at(0),
      from: at(23, 25),
      to: at(0, 35),
    });
  });

  test('one set by hand at noon does not move it', () => {
    expect(usualTime([at(2), at(2), at(12), at(2), at(2)])?.usual).toBe(at(2));
  });

  test('all at one minute', () => {
    expect(usualTime([at(6), at(6), at(6)])).toEqual({
      usual: at(6),
      from: at(5, 30),
      to: at(6, 30),
    });
  });
});

describe('fixes in a SIS', () => {
  test.each([
    ['FILE_MISSING', 'Infinite Campus', /Enable scheduled export/],
    ['FILE_MISSING', 'aeries', /Extract Files/],
    ['NO_CONTACTS', 'Skyward Qmlativ', /Include Guardians/],
    ['HEADER_MISSING_REQUIRED', 'PowerSchool', /table name/],
    ['FILE_NAME_CASE', 'infinitecampus', /File Name/],
  ] as const)('%s in %s', (code, sis, says) => {
    expect(fixInSis(code, sis)?.text).toMatch(says);
  });

  test('where nothing is known, nothing is said', () => {
    expect(fixInSis('FILE_MISSING', null)).toBeNull();
    expect(fixInSis('FILE_MISSING', 'Synergy')).toBeNull();
    expect(fixInSis('FILE_MISSING', 'Our own SIS')).toBeNull();
    expect(fixInSis('DATE_SLASHES', 'Aeries')).toBeNull();
  });
});
