import { expect, it, test } from 'vitest';
import { fingerprintInput, type FingerprintInput } from './fingerprint-input';

const base: FingerprintInput = {
  baselineRunId: 41,
  groups: [
    { entity: 'user', action: 'REMOVE', count: 12, hashSum: '-88123' },
    { entity: 'class', action: 'ADD', count: 3, hashSum: '5' },
    { entity: 'org', action: 'UPDATE', count: 0, hashSum: '0' },
  ],
};
const [user, classes, orgs] = base.groups;
if (!user || !classes || !orgs) throw new Error('three groups');

it('writes one line per group that changes something', () => {
  expect(fingerprintInput(base)).toBe(
    'baseline 41\n["class","ADD",3,"5"]\n["user","REMOVE",12,"-88123"]',
  );
});

test.each([
  ['in another order', { ...base, groups: [orgs, classes, user] }],
  ['without the empty group', { ...base, groups: [user, classes] }],
])('is the same %s', (_name, input) => {
  expect(fingerprintInput(input)).toBe(fingerprintInput(base));
});

test.each([
  ['another baseline', { ...base, baselineRunId: 42 }],
  ['no baseline', { ...base, baselineRunId: null }],
  ['another count', { ...base, groups: [{ ...user, count: 13 }, classes] }],
  ['other changes', { ...base, groups: [{ ...user, hashSum: '-88124' }, classes] }],
  ['another action', { ...base, groups: [{ ...user, action: 'UPDATE' as const }, classes] }],
])('differs for %s', (_name, input) => {
  expect(fingerprintInput(input)).not.toBe(fingerprintInput(base));
});
