import { ESLint } from 'eslint';
import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { plantTree, projectRoot } from './planted-tree';

type Plant = { name: string; file: string; rule: string; says?: string; code: string };

const hook = `declare function useEffect(run: () => void, on: unknown[]): void;\n`;

const violations: Plant[] = [
  {
    name: 'the clock in core, as a constructor',
    file: 'lib/core/clock-new.ts',
    rule: 'no-restricted-syntax',
    says: 'Time is passed in',
    code: 'export const at = new Date();\n',
  },
  {
    name: 'the clock in core, as a call',
    file: 'lib/core/clock-call.ts',
    rule: 'no-restricted-syntax',
    says: 'Time is passed in',
    code: 'export const at = Date();\n',
  },
  {
    name: 'the clock in core, as milliseconds',
    file: 'lib/core/clock-now.ts',
    rule: 'no-restricted-syntax',
    says: 'Time is passed in',
    code: 'export const at = Date.now();\n',
  },
  {
    name: 'chance in core',
    file: 'lib/core/chance.ts',
    rule: 'no-restricted-syntax',
    says: 'Chance is passed in',
    code: 'export const roll = Math.random();\n',
  },
  ...[
    'process',
    'fetch',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'crypto',
    'performance',
    'Buffer',
  ].map((global) => ({
    name: `the global ${global} in core`,
    file: `lib/core/global-${global.toLowerCase()}.ts`,
    rule: 'no-restricted-globals',
    says: `'${global}'`,
    code: `export const effect: unknown = ${global};\n`,
  })),
  {
    name: 'the environment read a second time in the server',
    file: 'lib/server/mail/send.ts',
    rule: 'no-restricted-syntax',
    says: 'read and checked once',
    code: 'export const url = process.env.SMTP_URL;\n',
  },
  {
    name: 'the environment read in a page',
    file: 'app/page.tsx',
    rule: 'no-restricted-syntax',
    says: 'read and checked once',
    code: 'export const url = process.env.SMTP_URL;\n',
  },
  {
    name: 'a literal spread into another in a component',
    file: 'components/domain/spread.ts',
    rule: 'no-restricted-syntax',
    says: 'Write the fields',
    code: 'export const both = (a: number, b: number) => ({ ...{ a, b } });\n',
  },
  {
    name: 'a route importing another by alias',
    file: 'app/(signed-in)/runs/page.tsx',
    rule: 'no-restricted-imports',
    says: 'another route',
    code: `export { value } from '@/app/(signed-in)/districts/actions';\n`,
  },
  {
    name: 'a route importing another by climbing',
    file: 'app/(signed-in)/runs/[id]/page.tsx',
    rule: 'no-restricted-imports',
    says: 'another route',
    code: `export { value } from '../../districts/actions';\n`,
  },
  {
    name: 'a route importing one below it',
    file: 'app/(signed-in)/districts/(list)/page.tsx',
    rule: 'no-restricted-imports',
    says: 'another route',
    code: `export { value } from './[slug]/actions';\n`,
  },
  {
    name: 'a page using the CSS of a page below it',
    file: 'app/(signed-in)/attendance/page.tsx',
    rule: 'no-restricted-imports',
    says: 'no CSS but its own',
    code: `export { default } from './feeds/feeds.module.css';\n`,
  },
  {
    name: 'a page using the CSS of the page above it',
    file: 'app/(signed-in)/attendance/feeds/page.tsx',
    rule: 'no-restricted-imports',
    says: 'no CSS but its own',
    code: `export { default } from '../attendance.module.css';\n`,
  },
  {
    name: 'a page using the CSS of a component',
    file: 'app/(signed-in)/attendance/files/page.tsx',
    rule: 'no-restricted-imports',
    says: 'no CSS but its own',
    code: `export { default } from '@/components/ui/section.module.css';\n`,
  },
  {
    name: 'a hook behind a condition',
    file: 'components/domain/sometimes.tsx',
    rule: 'react-hooks/rules-of-hooks',
    code: `${hook}export function Sometimes({ on }: { on: boolean }) {\n  if (on) useEffect(() => {}, []);\n  return null;\n}\n`,
  },
  {
    name: 'an effect that forgets what it reads',
    file: 'components/domain/stale.tsx',
    rule: 'react-hooks/exhaustive-deps',
    code: `${hook}export function Stale({ on }: { on: () => void }) {\n  useEffect(() => on(), []);\n  return null;\n}\n`,
  },
  {
    name: 'any',
    file: 'lib/server/any.ts',
    rule: '@typescript-eslint/no-explicit-any',
    code: 'export const loose: any = 1;\n',
  },
  {
    name: 'a type imported as a value',
    file: 'lib/server/type-import.ts',
    rule: '@typescript-eslint/consistent-type-imports',
    code: `import { Shape } from './shape';\nexport const shape: Shape = 1;\n`,
  },
  {
    name: 'a silenced compiler',
    file: 'lib/server/silenced.ts',
    rule: '@typescript-eslint/ban-ts-comment',
    code: `// @ts-${'expect'}-error because\nexport const text: string = 1;\n`,
  },
  {
    name: 'a cast through unknown',
    file: 'bin/cast.ts',
    rule: 'no-restricted-syntax',
    says: 'cast through unknown',
    code: 'export const text = 1 as unknown as string;\n',
  },
  {
    name: 'an unused variable',
    file: 'bench/unused.ts',
    rule: '@typescript-eslint/no-unused-vars',
    code: 'const unused = 1;\nexport {};\n',
  },
  {
    name: 'a loose comparison',
    file: 'bench/loose.ts',
    rule: 'eqeqeq',
    code: 'export const same = (a: unknown, b: string) => a == b;\n',
  },
  {
    name: 'a test marked only',
    file: 'lib/core/only.test.ts',
    rule: 'no-restricted-syntax',
    says: 'marked only',
    code: `declare const it: { only(name: string, run: () => void): void };\nit.only('one', () => {});\n`,
  },
  {
    name: 'a journey that is skipped',
    file: 'e2e/journey.spec.ts',
    rule: 'no-restricted-syntax',
    says: 'Fix or delete',
    code: `declare const test: { skip(name: string, run: () => void): void };\ntest.skip('one', () => {});\n`,
  },
];

/** What only the types show, by oxlint (.oxlintrc.json). */
const promises: Plant[] = [
  {
    name: 'a promise nobody waits for',
    file: 'lib/server/floating.ts',
    rule: 'typescript(no-floating-promises)',
    code: 'export function run(): void {\n  Promise.resolve(1);\n}\n',
  },
  {
    name: 'a promise used as a condition',
    file: 'lib/server/misused.ts',
    rule: 'typescript(no-misused-promises)',
    code: 'export const is = (ready: Promise<boolean>) => (ready ? 1 : 2);\n',
  },
  {
    name: 'a promise where nobody takes one back',
    file: 'app/(signed-in)/runs/returned.tsx',
    rule: 'typescript(no-misused-promises)',
    code: 'export const all = (list: number[]) =>\n  list.forEach(async () => {\n    await Promise.resolve(1);\n  });\n',
  },
];

const allowed: Record<string, string> = {
  'lib/core/time.ts': 'export const at = (text: string) => new Date(text).getTime();\n',
  'lib/core/time.test.ts': 'export const at = new Date().getTime() + Math.random();\n',
  'lib/server/settings.ts': 'export const settings = { url: process.env.SMTP_URL };\n',
  'lib/server/clock.ts': 'export const clock = { now: () => new Date() };\n',
  'lib/server/shape.ts': 'export type Shape = number;\n',
  'app/(signed-in)/runs/[id]/_components/form.tsx': `export { value } from '../actions';\n`,
  'app/(signed-in)/runs/[id]/_components/styled.tsx': `export { default } from './styled.module.css';\n`,
  'app/(signed-in)/runs/[id]/files/page.tsx': `export { value } from '../../actions';\nexport { default } from './files.module.css';\nexport { form } from '../_components/form';\n`,
  'app/(signed-in)/layout.tsx': `import '@mantine/core/styles/global.css';\nimport './globals.css';\n`,
  'app/(signed-in)/runs/[id]/timeline/page.tsx': `export { default } from './_components/timeline.module.css';\n`,
  'app/(signed-in)/runs/[id]/actions.ts': 'export const value = 1;\n',
  'app/(signed-in)/districts/actions.ts': 'export const value = 1;\n',
  'e2e/samples.spec.ts':
    'declare const test: { skip(when: boolean, why: string): void };\nconst none = true;\ntest.skip(none, "no samples here");\n',
  'globals.d.ts': 'declare const process: { env: Record<string, string | undefined> };\n',
};

let planted: Awaited<ReturnType<typeof plantTree>>;
let found: Map<string, { rule: string | null; message: string }[]>;
let foundByTypes: { rule: string; file: string }[];

beforeAll(async () => {
  planted = await plantTree({
    ...allowed,
    ...Object.fromEntries([...violations, ...promises].map(({ file, code }) => [file, code])),
  });
  const eslint = new ESLint({
    cwd: planted.root,
    overrideConfigFile: join(projectRoot, 'eslint.config.mjs'),
  });
  const results = await eslint.lintFiles('.');
  found = new Map(
    results.map(({ filePath, messages }) => [
      relative(planted.root, filePath),
      messages.map(({ ruleId, message }) => ({ rule: ruleId, message })),
    ]),
  );
}, 60_000);

beforeAll(async () => {
  // Ends with 1 where it found something.
  const { stdout } = await promisify(execFile)(
    join(projectRoot, 'node_modules/.bin/oxlint'),
    ['--type-aware', '--format', 'json', '--config', join(projectRoot, '.oxlintrc.json')],
    { cwd: planted.root },
  ).catch((error: { stdout: string }) => error);
  const { diagnostics } = z
    .object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) })
    .parse(JSON.parse(stdout));
  foundByTypes = diagnostics.map(({ code, filename }) => ({ rule: code, file: filename }));
}, 60_000);

afterAll(() => planted.remove());

it('finds each promise that is lost, and nothing else', () => {
  const planted = promises.map(({ rule, file }) => ({ rule, file }));
  expect(new Set(foundByTypes)).toEqual(new Set(planted));
});

describe('a planted violation of each lint rule', () => {
  test.each(violations)('$name', ({ file, rule, says = '' }) => {
    expect(found.get(file)).toContainEqual({ rule, message: expect.stringContaining(says) });
  });

  it('leaves clean files alone', () => {
    for (const file of Object.keys(allowed)) {
      expect(found.get(file), file).toEqual([]);
    }
  });

  it('cannot be switched off by a comment in the file', async () => {
    const eslint = new ESLint({
      cwd: planted.root,
      overrideConfigFile: join(projectRoot, 'eslint.config.mjs'),
    });
    const [result] = await eslint.lintText(
      `/* eslint-${'disable'} */\nexport const at = Date.now();\n`,
      { filePath: join(planted.root, 'lib/core/clock-now.ts') },
    );
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('no-restricted-syntax');
  });
});
