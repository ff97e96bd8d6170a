import { expect, test } from 'vitest';
import { defaultSftpLimits } from '@/lib/server/intake/sftp/sftp-limits';
import { disconnectText, type CloseCode } from './disconnect-text';

const BY_APPLICATION = 11;
const KEY_EXCHANGE_FAILED = 3;
const of = (code: CloseCode | null, reason = BY_APPLICATION, isStrict = false) =>
  disconnectText(reason, code, { isStrict, limits: defaultSftpLimits });

const codes = Object.keys({
  ...{ LOGIN_GRACE: 1, TOO_MANY_TRIES: 1, TOO_MANY_SESSIONS: 1, TOO_MANY_WAITING: 1, IDLE: 1 },
  ...{
    ADDRESS_NOT_ALLOWED: 1,
    ACCESS_ENDED: 1,
    ANSWERS_NOT_READ: 1,
    PROTOCOL_ERROR: 1,
    SERVER_STOPPED: 1,
  },
}) as CloseCode[];

test.each(codes)('%s says what is so and what to do, in one printable line', (code) => {
  expect(of(code)).toMatch(/^[\x20-\x7e]{20,500}$/);
  expect(of(code)).toMatch(/(?:Connect|Check|Set|Try|See|Update) [^.]*\.$/);
});

test.each([false, true])('nothing in common names what is offered; strict: %s', (isStrict) => {
  const text = of(null, KEY_EXCHANGE_FAILED, isStrict);
  expect(text).toMatch(/^[\x20-\x7e]{20,500}$/);
  expect(text).toContain('curve25519-sha256');
  expect(text).toContain('aes256-ctr');
  expect(text.includes('ecdsa-sha2-nistp256')).toBe(!isStrict);
});

test('the limits are those of the server', () => {
  expect(of('TOO_MANY_SESSIONS')).toContain('4 connections of this account are open');
  expect(of('LOGIN_GRACE')).toContain('within 30 seconds');
  expect(of('IDLE')).toContain('for 15 minutes');
  const limits = { ...defaultSftpLimits, sessionsPerAccount: 1 };
  const one = disconnectText(BY_APPLICATION, 'TOO_MANY_SESSIONS', { isStrict: false, limits });
  expect(one).toContain('1 connection of this account is open');
});

test('a client that ends it itself is told nothing', () => {
  expect(of(null)).toBe('');
});
