import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readEnvironment, settingsFrom } from '../settings';

const key = (): string => randomBytes(32).toString('base64');
const read = (text: string, secret = 'a secret with more than thirty-two characters') => {
  const result = readEnvironment({
    DATABASE_URL: 'postgresql://someone@db.example.org/connector',
    CONNECTOR_SECRET: secret,
    CONNECTOR_ENCRYPTION_KEYS: text,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return settingsFrom(result.values).encryptionKeys.map((each) => ({
    name: each.name,
    bytes: each.key.export().toString('base64'),
  }));
};

test('without any there is one, made of the secret and of nothing else', () => {
  const [made, ...others] = read('');
  expect(made?.name).toBe('default');
  expect(others).toEqual([]);
  expect(read('')).toEqual([made]);
  expect(read('', 'another secret with more than thirty-two')[0]?.bytes).not.toBe(made?.bytes);
});

test('the first of those that are given seals; the one made of the secret still opens', () => {
  const [one, two] = [key(), key()];
  expect(read(` k-2027:${one}, k-2026:${two},`)).toEqual([
    { name: 'k-2027', bytes: one },
    { name: 'k-2026', bytes: two },
    ...read(''),
  ]);
  expect(read(`k:${one},default:${two}`)).toEqual([
    { name: 'k', bytes: one },
    { name: 'default', bytes: two },
  ]);
});

test.each([
  ['no name', () => key()],
  ['an empty name', () => `:${key()}`],
  ['a name with capitals', () => `Key:${key()}`],
  ['too few bytes', () => `k:${randomBytes(31).toString('base64')}`],
  ['too many bytes', () => `k:${randomBytes(33).toString('base64')}`],
  ['no base64', () => `k:${'*'.repeat(44)}`],
  ['one name twice', () => `k:${key()},k:${key()}`],
  ['one good, one not', () => `k:${key()},x`],
])('%s is refused, and what was given is not repeated', (_name, text) => {
  const given = text();
  expect(() => read(given)).toThrow('it has to be name:base64 of 32 bytes');
  try {
    read(given);
  } catch (error) {
    expect(String(error)).not.toContain(given.slice(-20));
  }
});

test.each([
  ['localhost:8080,[::1]:443, 127.0.0.1:9 ', true],
  ['localhost', false],
  ['http://localhost:80', false],
])('%s as hosts for tests: %j', (text, isTaken) => {
  expect(readEnvironment({ CONNECTOR_API_TEST_HOSTS: text }).ok).toBe(isTaken);
});
