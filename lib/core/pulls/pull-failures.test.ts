import { expect, test } from 'vitest';
import { isPullFailureCode, PULL_FAILURES, pullFailureCodes } from './pull-failures';

test('every way to fail has a sentence and a remedy of its own', () => {
  const words = Object.values(PULL_FAILURES);
  expect(words.length).toBeGreaterThan(25);
  expect(new Set(words.map(({ sentence }) => sentence)).size).toBe(words.length);
  expect(new Set(words.map(({ remedy }) => remedy)).size).toBe(words.length);
  for (const { sentence, remedy } of words) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
    // The words of whoever writes clients, not of whoever runs a SIS.
    expect(`${sentence} ${remedy}`).not.toMatch(
      /\b(?:HTTP \d|[45]\d\d|envelope|JSON|payload|socket)\b/,
    );
  }
});

test('a remedy asks for something from whose turn it is', () => {
  for (const { remedy, turn } of Object.values(PULL_FAILURES)) {
    if (turn === 'us') expect(remedy).toMatch(/^We /);
    if (turn === 'vendor') expect(remedy).toMatch(/[Rr]eport it to your SIS vendor/);
    if (turn === 'district')
      expect(remedy).toMatch(/\b(?:Check|Choose|Copy|Enter|Grant|Have|have|Report)\b/);
  }
});

test('a code is known by its name, and nothing that every object has is one', () => {
  expect(pullFailureCodes).toContain('BUSY');
  expect(pullFailureCodes.every(isPullFailureCode)).toBe(true);
  expect(isPullFailureCode('toString')).toBe(false);
  expect(isPullFailureCode('busy')).toBe(false);
});
