import { expect, test } from 'vitest';
import { invitationState, isUsable } from './invitation-state';

const now = new Date('2026-09-08T15:00:00Z');
const before = new Date('2026-09-01T15:00:00Z');
const times = {
  openedAt: null,
  verifiedAt: null,
  revokedAt: null,
  expiresAt: new Date(now.getTime() + 1),
};

test.each([
  ['sent', times, 'sent', true],
  ['opened', { ...times, openedAt: before }, 'opened', true],
  ['the moment it runs out', { ...times, expiresAt: now }, 'expired', false],
  ['opened, then run out', { ...times, openedAt: before, expiresAt: now }, 'expired', false],
  ['revoked', { ...times, revokedAt: before }, 'revoked', false],
  ['revoked and run out', { ...times, revokedAt: before, expiresAt: now }, 'revoked', false],
  ['verified', { ...times, verifiedAt: before, openedAt: before }, 'verified', false],
  ['verified long ago', { ...times, verifiedAt: before, expiresAt: before }, 'verified', false],
] as const)('%s', (_name, facts, state, usable) => {
  expect(invitationState(facts, now)).toBe(state);
  expect(isUsable(invitationState(facts, now))).toBe(usable);
});
