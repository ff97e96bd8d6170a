// The folders of lib/core form no circle: whoever reads one knows what it stands on. Between files the boundaries see to
// that; two folders can still need each other through different files.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const CORE = path.resolve('lib/core');

test('the folders of lib/core form no circle', () => {
  const files = globSync('**/*.ts', { cwd: CORE }).filter((file) => !file.includes('.test.'));
  expect(files.length).toBeGreaterThan(100);
  const read = files.map((file): [string, string] => [
    file,
    readFileSync(path.join(CORE, file), 'utf8'),
  ]);
  expect(circles(importsOf(read))).toEqual([]);
});

test('a circle through different files is seen', () => {
  const planted: [string, string][] = [
    ['issues/row.ts', `import { wait } from '../attendance/wait';`],
    ['attendance/wait.ts', `import { day } from '@/lib/core/calendar/day';`],
    ['attendance/row.ts', `import type { Issue } from '@/lib/core/issues/issue';`],
    ['calendar/day.ts', ''],
  ];
  expect(circles(importsOf(planted))).toEqual([['attendance', 'issues']]);
});

/** Of each folder, which others its files import. */
function importsOf(files: readonly [file: string, text: string][]): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  for (const [file, text] of files) {
    const folder = folderOf(file);
    const others = imports.get(folder) ?? new Set<string>();
    imports.set(folder, others);
    for (const [, from = ''] of text.matchAll(/ from '([^']+)'/g)) {
      const target = from.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), from)
        : from.replace('@/lib/core/', '');
      if (target !== from && folderOf(target) !== folder) others.add(folderOf(target));
    }
  }
  return imports;
}

const folderOf = (file: string): string => file.split('/')[0] ?? '';

/** Folders that reach each other, those of one circle together. */
function circles(imports: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reached = new Map([...imports.keys()].map((folder) => [folder, reachedFrom(folder)]));
  const inCircle = [...imports.keys()].filter((folder) => reached.get(folder)?.has(folder)).sort();
  const together = inCircle.map((folder) =>
    inCircle.filter((other) => reached.get(folder)?.has(other) && reached.get(other)?.has(folder)),
  );
  return [...new Map(together.map((group) => [group.join(), group])).values()];

  function reachedFrom(folder: string): Set<string> {
    const seen = new Set<string>();
    const next = [...(imports.get(folder) ?? [])];
    for (let other = next.pop(); other !== undefined; other = next.pop()) {
      if (seen.has(other)) continue;
      seen.add(other);
      next.push(...(imports.get(other) ?? []));
    }
    return seen;
  }
}
