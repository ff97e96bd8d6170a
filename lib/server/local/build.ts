// The pages are built once and again when something they are made of has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './environment';
import { StartProblem } from './start-problem';
import { runToEnd, SUCCESS } from './supervised-process';

const SOURCES = [
  'app',
  'components',
  'lib',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];
const NOT_IN_PAGES =
  /\.test\.tsx?$|^lib\/(testing|synthetic|demo|checks|cli|server\/local)\/|\/\.made-from$/;
const NEXT_COMMAND = 'node_modules/next/dist/bin/next';

export const nextCommand = (folder: string): string => path.join(folder, NEXT_COMMAND);

/** Whether the pages on disk are the ones the sources describe. */
export function isBuilt(folder: string): boolean {
  const stamp = stampFile(folder);
  return (
    existsSync(path.join(folder, '.next/BUILD_ID')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hashSources(folder)
  );
}

export async function buildPages(
  folder: string,
  node: string,
  env: Environment,
  signal: AbortSignal,
): Promise<void> {
  const hash = hashSources(folder);
  rmSync(stampFile(folder), { force: true });
  const lines: string[] = [];
  const end = await runToEnd(
    {
      name: 'build',
      command: [node, nextCommand(folder), 'build'],
      env: { ...env, NODE_ENV: 'production' },
      folder,
      onLine: (line) => lines.push(line),
    },
    signal,
  );
  if (signal.aborted) return;
  if (end !== SUCCESS)
    throw new StartProblem(`Building the pages failed (${end}):\n${lines.slice(-40).join('\n')}`);
  writeFileSync(stampFile(folder), hash);
}

const stampFile = (folder: string): string => path.join(folder, '.next/made-from');

function hashSources(folder: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of SOURCES.flatMap((source) => filesOf(folder, source)).sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

function filesOf(folder: string, source: string): string[] {
  const file = path.join(folder, source);
  if (!existsSync(file)) return [];
  if (path.extname(source) !== '') return [source];
  return readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => !NOT_IN_PAGES.test(name));
}
