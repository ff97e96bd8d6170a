import { expect, test } from 'vitest';
import { settingsChangeText } from './settings-change-text';

test.each([
  [{}, null],
  [
    {
      kind: 'OF_SOME_KIND',
      vendor: 'CLASSLINK',
      authorization: 'OAUTH1_SHA256',
      host: 'sis.example.org',
    },
    'ClassLink, OAuth 1 (HMAC-SHA256), sis.example.org',
  ],
  [{ nightly: false, pullAt: '02:30' }, 'not read at night, at 2:30 AM'],
  [
    {
      schools: 1,
      userNameFrom: 'email',
      emailFrom: 'metadata.mail',
      mergeStaffBy: 'none',
      nextYear: 'on',
    },
    '1 school, user name from email, email from metadata.mail, staff not merged, next year is read',
  ],
  [{ vendor: 'A_FORMER_ONE', constructor: 'x' }, 'A_FORMER_ONE'],
])('%o', (detail, text) => {
  expect(settingsChangeText(detail)).toBe(text);
});
