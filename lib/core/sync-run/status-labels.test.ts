import { describe, expect, it, test } from 'vitest';
import { connectionStatuses, connectionLabels, runLabel, runLabels } from './status-labels';

const at = new Date('2026-11-21T08:00:00Z');

describe('run words', () => {
  test.each([
    ['a queued run', { state: 'QUEUED' }, 'Received'],
    ['a run being checked', { state: 'PROCESSING' }, 'Checking'],
    ['an unusable set', { state: 'INVALID' }, 'Failed checks'],
    ['a held run is never called an error', { state: 'HELD' }, 'Under review'],
    ['a run waiting for its slot', { state: 'DEFERRED' }, 'Ready'],
    ['an applied run', { state: 'APPLIED', undoneAt: null }, 'Applied'],
    ['an applied run that was undone', { state: 'APPLIED', undoneAt: at }, 'Undone'],
    ['our failure with a retry', { state: 'FAILED', retryAt: at }, 'Failed, will retry'],
    ['our failure without one', { state: 'FAILED', retryAt: null }, 'Failed'],
  ] as const)('%s', (_case, facts, word) => {
    expect(runLabel(facts).word).toBe(word);
  });
});

describe('every word', () => {
  const groups = { run: Object.values(runLabels), connection: Object.values(connectionLabels) };

  test.each(Object.entries(groups))('%s words and glyphs tell states apart', (_name, words) => {
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length);
    expect(new Set(words.map(({ glyph }) => glyph)).size).toBe(words.length);
  });

  it('comes with a plain explanation', () => {
    for (const { word, explanation } of [...groups.run, ...groups.connection]) {
      expect(explanation, word).toMatch(/\.$/);
      expect(explanation, word).not.toMatch(/\b(invalid|illegal|abort|fatal|error)\b/i);
    }
  });

  it('says who acts on a problem', () => {
    for (const { word, tone, owner } of [...groups.run, ...groups.connection]) {
      if (tone === 'problem') expect(owner, word).not.toBe('nobody');
    }
  });

  it('has the connection words of the house rules, and those for what is neither checked nor up to date', () => {
    expect(connectionStatuses.map((status) => connectionLabels[status].word)).toEqual([
      'Not set up',
      'No password',
      'Waiting for first files',
      'Receiving',
      'Checking',
      'Applying',
      'Delayed',
      'Ready',
      'Up to date',
      'Applied in part',
      'Update undone',
      'Removals undone',
      'Needs a fix',
      'Under review',
      'Paused',
      'Late',
      'Not tested',
      'Test failed',
      'Waiting for first pull',
      'Pulling',
      'Waiting for the source',
      'Pull failed',
      'Pull late',
    ]);
  });
});
