import { expect, test } from 'vitest';
import { exportFileName } from './file-name';

const date = '2026-11-21';

test.each([
  [
    'problems of a run',
    { tenantSlug: 'lakeview', about: 'run-1042', list: 'problems', date },
    'lakeview_run-1042_problems_2026-11-21.csv',
  ],
  [
    'a roster entity',
    { tenantSlug: 'lakeview', list: 'users', date },
    'lakeview_users_2026-11-21.csv',
  ],
  [
    'nothing that a path or a header would read',
    { tenantSlug: '../lake"view\r\n', about: 'run/7', list: 'a b', date },
    'lake-view_run-7_a-b_2026-11-21.csv',
  ],
])('%s', (_name, given, expected) => {
  expect(exportFileName(given)).toBe(expected);
});
