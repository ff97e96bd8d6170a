import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { issueBand, ISSUE_CODES, issueKind, ISSUE_LEVELS } from '@/lib/core/issues';
import { sentencesOnPage } from './samples-page';

// Also where no samples are: a sentence that changed must not be found out only where somebody has them.
test('docs/samples.md calls each problem what the product calls it', async () => {
  const page = await readFile(
    path.resolve(import.meta.dirname, '../../../docs/samples.md'),
    'utf8',
  );
  const told = sentencesOnPage(page);
  expect(told.length).toBeGreaterThan(50);
  expect(told).toEqual(
    told.map(({ code: name }) => {
      const code = ISSUE_CODES.find((known) => known === name);
      if (!code) throw new Error(`${name} is no code of ours`);
      return { code, title: issueKind(code).title, level: ISSUE_LEVELS[issueBand(code)].label };
    }),
  );
});
