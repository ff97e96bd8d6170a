import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { projectRoot } from './planted-tree';
import { hygieneFindings } from './repo-hygiene';

const textFiles =
  /(?:[.](?:[cm]?[jt]sx?|json|md|prisma|sql|css|ya?ml|toml|txt|html|sh)|\/[.]?[a-z]+(?:rc|ignore)?|^[.][a-z]+)$/i;
const own = /^lib\/testing\/tooling\/repo-hygiene/;

it('finds nothing in the files of this repository', async () => {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], {
    cwd: projectRoot,
    maxBuffer: 16 * 1024 * 1024,
  });
  const files = stdout.split('\0').filter((name) => textFiles.test(name) && !own.test(name));
  expect(files.length).toBeGreaterThan(50);
  const findings = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(projectRoot, file), 'utf8').catch(() => '');
      return hygieneFindings(file, text);
    }),
  );
  expect(findings.flat()).toEqual([]);
});

describe('each kind is seen', () => {
  test.each([
    ['README.md', 'Open `/home/alex/connector`.', 'a path of one machine'],
    ['docs/a.md', 'cd /Users/Alex/connector', 'a path of one machine'],
    ['lib/a.ts', "const dir = '/root/connector';", 'a path of one machine'],
    ['docs/a.md', 'C:\\Users\\alex', 'a path of one machine'],
    ['lib/a.ts', '// @ts-ignore', 'a silenced compiler'],
    ['bin/a.mjs', '// @ts-nocheck', 'a silenced compiler'],
    ['app/a.tsx', '// eslint-disable-next-line', 'a silenced linter'],
    ['lib/a.ts', '// oxlint-disable-line', 'a silenced linter'],
    ['lib/a.ts', '// TODO later', 'unfinished work'],
    ['package-lock.json', '"resolved": "https://example.org/a.tgz",', 'a registry host'],
    ['.npmrc', 'registry=https://registry.example.org/', 'a registry host'],
    ['e2e/data/key', '-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
    ['README.md', '<<<<<<< ours', 'a merge conflict'],
  ])('%s: %s', (file, text, rule) => {
    expect(hygieneFindings(file, `first\n${text}\n`)).toEqual([{ file, line: 2, rule }]);
  });

  test.each([
    ['lib/a.ts', "redirect('/districts/lakeview/runs/7');"],
    ['docs/a.md', 'https://example.org/home/alex'],
    ['docs/a.md', 'We once wrote @ts-ignore here.'],
    ['package-lock.json', '"funding": "https://opencollective.com/next"'],
  ])('%s: %s is fine', (file, text) => {
    expect(hygieneFindings(file, text)).toEqual([]);
  });
});
