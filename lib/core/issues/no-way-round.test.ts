// Advice that leads back to where it came from: a required file that is called absent is a problem of its own.
import { describe, expect, test } from 'vitest';
import { requiredFileNames } from '@/lib/core/names/required-files';
import { checkPackage, parseManifest } from '@/lib/core/oneroster';
import { issueFix, issueKind, ISSUE_CODES } from '.';

const dataFiles = requiredFileNames.filter((name) => name !== 'manifest.csv');
/** Said of files that no set needs. */
const OF_OTHERS = new Set(['MANIFEST_MODE_LEFT_ASIDE']);
const property = (file: string) => `file.${file.replace('.csv', '')}`;
const manifest = (more: Record<string, string> = {}) =>
  parseManifest([
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.1'],
    ...Object.entries({
      ...Object.fromEntries(dataFiles.map((file) => [property(file), 'bulk'])),
      'file.demographics': 'bulk',
      ...more,
    }),
  ]);

describe('no advice for a required file is to call it absent', () => {
  test.each(dataFiles)('%s', (file) => {
    for (const code of ISSUE_CODES.filter((each) => !OF_OTHERS.has(each))) {
      const kind = issueKind(code);
      const params = { ...kind.example, file, property: property(file) };
      for (const near of ['…', file.toUpperCase()]) {
        const fix = kind.fix({ ...params, near });
        expect(fix, code).not.toMatch(/write absent|absent for|mark it absent/);
      }
    }
  });

  test.each([
    ['did not arrive', {}, [] as string[]],
    ['has another name', {}, ['Classes.csv']],
    ['is called by a word of its own', { 'file.classes': 'full' }, []],
  ])('a set whose file %s', (_what, more, names) => {
    const parsed = manifest(more);
    const issues = [...parsed.issues, ...checkPackage(parsed, names)];
    const advice = issues
      .filter(({ file, params }) => file === 'classes.csv' || params.property === 'file.classes')
      .map(issueFix);
    expect(advice.length).toBeGreaterThan(0);
    expect(advice.join('\n')).not.toMatch(/absent/);
  });

  test('an optional file may be', () => {
    const parsed = manifest();
    const missing = checkPackage(parsed, []).find(({ file }) => file === 'demographics.csv');
    expect(missing && issueFix(missing)).toMatch(/or mark it absent/);
  });
});
