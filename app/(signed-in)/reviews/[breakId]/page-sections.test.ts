import { expect, test } from 'vitest';
import { sectionsOf } from './page-sections';

const update = {
  review: { kind: 'LIMITS', state: 'OPEN', version: 1 },
  sizes: {
    entities: [{ added: 0, changed: 1, removed: 0 }],
    schools: [{ entity: 'students' as const }],
  },
  hasLooks: true,
  hasGate: false,
  runCount: 2,
};

const idsOf = (facts: Parameters<typeof sectionsOf>[0]) => sectionsOf(facts).map(({ id }) => id);

test('an update with everything', () => {
  expect(idsOf({ ...update, review: { ...update.review, version: 2 } })).toEqual([
    'findings',
    'affected',
    'why',
    'sizes',
    'schools',
    'versions',
    'samples',
    'problems',
    'history',
  ]);
});

test.each([
  [
    'who is affected and samples, where nothing changes',
    { sizes: { entities: [{ added: 0, changed: 0, removed: 0 }], schools: [] } },
    ['affected', 'samples', 'schools'],
  ],
  [
    'schools, where only links of theirs change',
    { sizes: { ...update.sizes, schools: [{ entity: 'links' as const }] } },
    ['schools'],
  ],
  ['the last runs, where there is one', { runCount: 1 }, ['history']],
])('not listed: %s', (_, facts, missing) => {
  const there = idsOf({ ...update, ...facts });
  expect(there).toEqual(idsOf(update).filter((id) => !missing.includes(id)));
});

test('of a first roster the checks come first, and the runs before it are listed where they are shown', () => {
  expect(
    idsOf({ ...update, review: { ...update.review, kind: 'ONBOARDING' }, hasGate: true }),
  ).toEqual(['gate', 'findings', 'sizes', 'schools', 'sample-students', 'problems', 'history']);
});
