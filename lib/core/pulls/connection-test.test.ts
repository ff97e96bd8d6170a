import { expect, test } from 'vitest';
import { testLineText } from './connection-test';

test('counts stand before what was counted', () => {
  const totals = [
    { collection: 'orgs', total: 1 },
    { collection: 'classes', total: 1182 },
    { collection: 'demographics', total: 1 },
    { collection: 'studentSchoolAssociations', total: 200 },
  ];
  expect(testLineText({ step: 'COUNTS', outcome: 'PASSED', totals }).text).toBe(
    '1 org, 1,182 classes, 1 row of demographics, 200 studentSchoolAssociations.',
  );
});
