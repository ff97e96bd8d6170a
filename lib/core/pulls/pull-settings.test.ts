import { expect, test } from 'vitest';
import { recordsToCsv } from '../oneroster-json/records-to-csv';
import { DEFAULT_PULL_SETTINGS, pullSettingsSchema } from './pull-settings';

test('what is not set is read as the standard says', () => {
  expect(pullSettingsSchema.parse({})).toEqual(DEFAULT_PULL_SETTINGS);
  expect(DEFAULT_PULL_SETTINGS).toEqual({
    schools: null,
    userNameFrom: 'username',
    emailFrom: 'email',
    mergeStaffBy: 'none',
    nextYear: 'off',
  });
});

test.each(['email', 'username', 'metadata.parentEmail', 'metadata.ic.mail address'])(
  'the address may come from %s',
  (emailFrom) => expect(pullSettingsSchema.parse({ emailFrom }).emailFrom).toBe(emailFrom),
);

test.each([
  { emailFrom: 'password' },
  { emailFrom: 'metadata.' },
  { userNameFrom: 'password' },
  // No school at all would remove everyone.
  { schools: [] },
  { schools: ['  '] },
])('%j is refused', (settings) => {
  expect(pullSettingsSchema.safeParse(settings).success).toBe(false);
});

test('records are written with them as they are', () => {
  const settings = { ...DEFAULT_PULL_SETTINGS, mode: 'bulk', today: '2026-11-30' } as const;
  const { csv } = recordsToCsv('users', [{ sourcedId: 'u1', username: 'ada' }], settings);
  expect(csv).toContain(',ada,');
});
