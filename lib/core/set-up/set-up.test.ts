import { describe, expect, test } from 'vitest';
import { guideOfSis, isSisId, sisGuides } from './sis-guides';
import { fixInSis } from './sis-fixes';
import { nextStep, setUpSteps, stepStates, type SetUpFacts } from './steps';
import { usualTime } from './usual-time';

const nothing: SetUpFacts = {
  sis: null,
  passwordCount: 0,
  keyCount: 0,
  hasSignedIn: false,
  saidFilesReady: false,
  upload: 'none',
  scheduleSet: false,
};

describe('steps', () => {
  test('a district that has done nothing begins with its SIS', () => {
    expect(nextStep(stepStates(nothing))).toBe('sis');
    expect(new Set(Object.values(stepStates(nothing)))).toEqual(new Set(['todo']));
  });

  test('steps are done in any order, and the first open one comes next', () => {
    const states = stepStates({
      ...nothing,
      keyCount: 1,
      hasSignedIn: true,
      saidFilesReady: true,
    });
    expect(states).toMatchObject({ sis: 'todo', 'sign-in': 'done', files: 'done' });
    expect(nextStep(states)).toBe('sis');
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
    const states = stepStates({ ...nothing, sis: 'Aeries', passwordCount: 1 });
    expect(states['sign-in']).toBe('waiting');
    expect(nextStep(states)).toBe('files');
    const rest = stepStates({
      ...nothing,
      sis: 'Aeries',
      passwordCount: 1,
      saidFilesReady: true,
      scheduleSet: true,
    });
    expect(nextStep(rest)).toBe('upload');
  });

  test('what needs a fix comes first', () => {
    expect(nextStep(stepStates({ ...nothing, upload: 'refused' }))).toBe('upload');
  });

  test('a password that was revoked opens its step again', () => {
    const all: SetUpFacts = {
      sis: 'Aeries',
      passwordCount: 1,
      keyCount: 0,
      hasSignedIn: true,
      saidFilesReady: true,
      upload: 'good',
      scheduleSet: true,
    };
    expect(nextStep(stepStates(all))).toBeNull();
    expect(nextStep(stepStates({ ...all, passwordCount: 0 }))).toBe('sign-in');
  });

  test('five steps, each with a short label', () => {
    expect(setUpSteps).toHaveLength(5);
    for (const { label } of setUpSteps) expect(label.length).toBeLessThan(20);
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
