// The list of what the audit log records is whole because the types refuse any other name, and true because each is written.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { auditActionLabels, circuitBreakAction, actionLabel } from '@/lib/core/audit/actions';
import { reviewEventKinds } from '@/lib/core/review/event-kinds';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Names of which the code writes the beginning and chooses the last word: where, and how that is written. */
const CHOSEN: readonly [start: string, word: (last: string) => string][] = [
  ['empty-file.', (last) => `, '${last}', `],
  ['attendance.name.', (last) => `action: '${last}'`],
];

test('every action that is listed is written somewhere', () => {
  const code = ['lib/server', 'lib/demo', 'app']
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('generated'))
        .map((file) => readFileSync(path.join(ROOT, folder, file), 'utf8')),
    )
    .join('\n');
  const isWritten = (action: string): boolean =>
    code.includes(`'${action}'`) ||
    CHOSEN.some(
      ([start, word]) =>
        action.startsWith(start) &&
        code.includes(`\`${start}$`) &&
        code.includes(word(action.slice(start.length))),
    );
  expect(Object.keys(auditActionLabels).filter((action) => !isWritten(action))).toEqual([]);
});

test('what is done to a review is named like everything else', () => {
  expect(circuitBreakAction('APPROVED_BY_ONE')).toBe('circuit-break.approved-by-one');
  for (const kind of reviewEventKinds)
    expect(circuitBreakAction(kind)).toMatch(/^circuit-break\.[a-z]+(?:-[a-z]+)*$/);
  expect(actionLabel('circuit-break.approved')).toBe('Review: Approved');
  expect(actionLabel('of-before.gone')).toBe('of-before.gone');
});
