import { expect, test } from 'vitest';
import { tokenScopes } from './token-scopes';

test.each([
  ['https://sis.example.org/ims/oneroster/v1p1', 'v1p1'],
  ['https://sis.example.org/ims/oneroster/rostering/v1p2', 'v1p2'],
  ['https://sis.example.org/ims/oneroster/rostering/v1p2/', 'v1p2'],
  ['https://sis.example.org/oneroster', 'v1p1'],
])('%s is asked with the scopes of %s', (baseUrl, version) => {
  expect(tokenScopes('oneroster-rest', baseUrl)).toEqual([
    `https://purl.imsglobal.org/spec/or/${version}/scope/roster-core.readonly`,
    `https://purl.imsglobal.org/spec/or/${version}/scope/roster.readonly`,
    `https://purl.imsglobal.org/spec/or/${version}/scope/roster-demographics.readonly`,
  ]);
});

test('Ed-Fi knows no scopes', () => {
  expect(tokenScopes('ed-fi', 'https://sis.example.org/ims/oneroster/v1p1')).toEqual([]);
});
