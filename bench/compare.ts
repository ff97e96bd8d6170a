// npm run bench:compare -- --old REF [--folder DIR --students 500000 --times 3]: the cases of roster files with an older
// version and with this one by turns, so that a machine that changes its speed does so for both. The old version is
// taken out of git into a folder and measured by this benchmark's code; both read the same bytes. Prints the median
// ratio of each case and their difference.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { median, print, round, roundRatio } from './numbers';

interface CaseLine {
  case: string;
  seconds: number;
  ratioToYardstick: number;
}

const SLOWER_BAR_PERCENT = 10;
const run = promisify(execFile);
const flags = new Command()
  .requiredOption('--old <ref>', 'the version to compare with, as git knows it')
  .option('--students <count>', 'size of the district', '500000')
  .option('--folder <dir>', 'where to work; its synthetic files stay and are taken again', '')
  .option('--times <count>', 'measurements of each version', '3')
  .parse()
  .opts<{ old: string; students: string; folder: string; times: string }>();
const root = process.cwd();
const folder = flags.folder
  ? path.resolve(flags.folder)
  : await mkdtemp(path.join(os.tmpdir(), 'connector-compare-'));
const oldRoot = await mkdtemp(path.join(os.tmpdir(), 'connector-old-'));
try {
  await takeOut(flags.old, oldRoot);
  const found: Record<'old' | 'new', CaseLine[]> = { old: [], new: [] };
  for (let i = 0; i < Number(flags.times); i += 1)
    for (const [version, place] of [
      ['old', oldRoot],
      ['new', root],
    ] as const)
      for (const line of await measure(place)) {
        found[version].push(line);
        print({ version, ...line });
      }
  for (const name of new Set(found.new.map((line) => line.case))) {
    const of = (lines: readonly CaseLine[]) => lines.filter((line) => line.case === name);
    const ratio = (lines: readonly CaseLine[]) =>
      median(of(lines).map(({ ratioToYardstick }) => ratioToYardstick));
    const seconds = (lines: readonly CaseLine[]) =>
      round(median(of(lines).map((line) => line.seconds)));
    const slowerPercent = (ratio(found.new) / ratio(found.old) - 1) * 100;
    print({
      case: name,
      oldRatio: roundRatio(ratio(found.old)),
      newRatio: roundRatio(ratio(found.new)),
      oldSeconds: seconds(found.old),
      newSeconds: seconds(found.new),
      slowerPercent: Math.round(slowerPercent * 10) / 10,
      barPercent: SLOWER_BAR_PERCENT,
      isWithinBar: slowerPercent <= SLOWER_BAR_PERCENT,
    });
  }
} finally {
  await rm(oldRoot, { recursive: true, force: true });
  if (!flags.folder) await rm(folder, { recursive: true, force: true });
}

/** The tree of a version, with the benchmark of this one. */
async function takeOut(ref: string, target: string): Promise<void> {
  const archive = path.join(target, 'version.tar');
  await run('git', ['archive', '--format=tar', '--output', archive, ref]);
  await run('tar', ['-xf', archive, '-C', target]);
  await rm(archive);
  await rm(path.join(target, 'bench'), { recursive: true, force: true });
  await cp(path.join(root, 'bench'), path.join(target, 'bench'), { recursive: true });
  const lock = (place: string) => readFile(path.join(place, 'package-lock.json'), 'utf8');
  // Other packages are installed by the first command that runs there.
  if ((await lock(target)) === (await lock(root)))
    await symlink(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
}

async function measure(place: string): Promise<CaseLine[]> {
  await mkdir(folder, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      'bin/run.mjs',
      'bench/bench.ts',
      ...['--only', 'cases', '--folder', folder, '--students', flags.students],
    ],
    { cwd: place, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the benchmark ended with ${String(code)} in ${place}`);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CaseLine);
}
