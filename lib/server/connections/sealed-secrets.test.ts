import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { EncryptionKey } from '../settings/encryption-keys';
import { openSecret, SealedSecretProblem, sealSecret, type SealedFor } from './sealed-secrets';

const key = (name: string): EncryptionKey => ({ name, key: createSecretKey(randomBytes(32)) });
const [first, second] = [key('first'), key('second')];
const ctx = (...encryptionKeys: EncryptionKey[]) => ({ settings: { encryptionKeys } });
const of: SealedFor = { tenantId: 1, connectionId: 11, purpose: 'api-secret' };

function problem(open: () => string): string {
  try {
    return `opened: ${open()}`;
  } catch (error) {
    if (!(error instanceof SealedSecretProblem)) throw error;
    return `${error.code} ${error.keyName}`;
  }
}

test.each(['secret', '', 'é€𝄞', 'x'.repeat(5_000)])('what is sealed opens: %j', (text) => {
  const sealed = sealSecret(ctx(first, second), text, of);
  expect(sealed.keyName).toBe('first');
  expect(Buffer.from(sealed.bytes).includes('secret')).toBe(false);
  expect(openSecret(ctx(second, first), sealed, of)).toBe(text);
});

test('the same text is never sealed to the same bytes', () => {
  const one = sealSecret(ctx(first), 'secret', of);
  expect(one.bytes).not.toEqual(sealSecret(ctx(first), 'secret', of).bytes);
});

test.each<[string, Partial<SealedFor>]>([
  ['of another district', { tenantId: 2 }],
  ['of another connection', { connectionId: 12 }],
  // Of which the digits, one after the other, are the same.
  ['with its numbers moved', { tenantId: 11, connectionId: 1 }],
  ['for something else', { purpose: 'api-token' }],
])('a value that is copied into the row %s does not open', (_name, change) => {
  const sealed = sealSecret(ctx(first), 'secret', of);
  expect(problem(() => openSecret(ctx(first), sealed, { ...of, ...change }))).toBe(
    'SECRET_DOES_NOT_OPEN first',
  );
});

test('a value of which any byte was changed, or of which some are missing, does not open', () => {
  const { keyName, bytes } = sealSecret(ctx(first), 'secret', of);
  const open = (changed: Uint8Array<ArrayBuffer>) =>
    problem(() => openSecret(ctx(first), { keyName, bytes: changed }, of));
  for (let at = 0; at < bytes.length; at += 1) {
    expect(open(bytes.with(at, (bytes[at] ?? 0) ^ 1))).toBe('SECRET_DOES_NOT_OPEN first');
    expect(open(bytes.slice(0, at))).toBe('SECRET_DOES_NOT_OPEN first');
  }
});

test('a key that is not configured, and one that is another than it was, are told apart', () => {
  const sealed = sealSecret(ctx(first), 'secret', of);
  expect(problem(() => openSecret(ctx(second), sealed, of))).toBe('KEY_NOT_CONFIGURED first');
  expect(problem(() => openSecret(ctx(key('first')), sealed, of))).toBe(
    'SECRET_DOES_NOT_OPEN first',
  );
  expect(() => openSecret(ctx(second), sealed, of)).toThrow(
    'A stored secret is sealed with the key "first", which CONNECTOR_ENCRYPTION_KEYS does not name.',
  );
});

test('printing a key shows nothing of it', () => {
  const bytes = randomBytes(32);
  const printed = inspect({ key: createSecretKey(bytes) }, { depth: 9, showHidden: true });
  expect(printed).not.toContain(bytes.toString('hex').slice(0, 8));
  expect(JSON.stringify({ key: createSecretKey(bytes) })).toBe('{"key":{}}');
});
