// What documents name is there: files and folders, decisions, npm scripts, and where their links lead.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const list = (...which: string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...which], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));

const files = list();
const documents = files.filter((file) => /^(?:docs\/.*|[^/]+)\.md$/.test(file));
const folders = new Set(
  files.flatMap((file) => {
    const parts = file.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  }),
);
const topFolders = [...folders].filter((folder) => !folder.includes('/'));
const scripts = Object.keys(
  (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object })
    .scripts,
);

const SOURCE = /\.(?:tsx?|m?js|cjs|css|sql|prisma|json|md)$/;

/** A path in backticks: below a folder of the project, or the end of one that names a source file. */
function isPath(text: string): boolean {
  if (!/^[\w@()[\].-]+(?:\/[\w@()[\].-]+)*\/?$/.test(text)) return false;
  return topFolders.some((folder) => text.startsWith(`${folder}/`)) || SOURCE.test(text);
}

function exists(text: string): boolean {
  const wanted = text.replace(/\/$/, '');
  const isEnd = (whole: string) => whole === wanted || whole.endsWith(`/${wanted}`);
  return (
    files.some((file) => isEnd(file) || isEnd(file.replace(SOURCE, ''))) || [...folders].some(isEnd)
  );
}

/** Written by a program when it runs. */
const WRITTEN_LATER = new Set(['expected.json', 'started-with.json']);

const plainPath = new RegExp(
  `(?<![\\w/.])(?:${topFolders.map((folder) => folder.replace('.', '\\.')).join('|')})/[\\w()[\\]/.-]+?\\.(?:tsx?|md|mjs|css)\\b`,
  'g',
);

/** Each name that leads nowhere. */
function lost(text: string, at: string): string[] {
  const marked = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name).filter(isPath);
  const plain = [...text.matchAll(plainPath)].map(([name]) => name);
  const paths = [...new Set([...marked, ...plain])].filter(
    (name) => !exists(name) && !WRITTEN_LATER.has(name),
  );
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
    .map(([, href = '']) => href)
    .filter((href) => !existsSync(path.join(ROOT, path.dirname(at), href)));
  const decisions = [
    ...text.matchAll(/[Dd]ecisions?\s+\d{3}(?:(?:,| and| to)\s+\d{3})*|(?<=\()\d{3}(?=\))/g),
  ]
    .flatMap(([said]) => said.match(/\d{3}/g) ?? [])
    .filter((number) => !files.some((file) => file.startsWith(`docs/decisions/${number}-`)))
    .map((number) => `decision ${number}`);
  const commands = [...text.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)]
    .filter(([, script = '']) => !scripts.includes(script))
    .map(([said]) => said);
  return [...paths, ...links, ...decisions, ...commands];
}

test('every file, decision, script and link that a document names is there', () => {
  expect(documents.length).toBeGreaterThan(60);
  const found = documents.flatMap((file) =>
    lost(readFileSync(path.join(ROOT, file), 'utf8'), file).map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});

test('every document that code names is there', () => {
  const code = files.filter(
    (file) =>
      /^(?:app|bench|bin|components|e2e|lib|prisma)\/.*\.(?:tsx?|mjs|css|sql|prisma)$/.test(file) &&
      !file.startsWith('lib/testing/tooling/'),
  );
  const named = code.flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(
      ([name]) => ({ file, name }),
    ),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !files.includes(name))).toEqual([]);
});

test('what is not there is found', () => {
  expect(
    lost(
      'See `lib/core/no-such.ts`, `no-such-folder/it.ts`, `bin/`, `users.csv`, [this](no-such.md), docs/no-such.md, decisions 001 and 999, npm run no-such.',
      'docs/x.md',
    ),
  ).toEqual([
    'lib/core/no-such.ts',
    'no-such-folder/it.ts',
    'docs/no-such.md',
    'no-such.md',
    'decision 999',
    'npm run no-such',
  ]);
});
