// A client or tool that nobody here wrote, in a folder beside the project, run as a process of its own.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

export interface Peer {
  readonly name: string;
  /** Below CONNECTOR_PEERS. */
  readonly folder: string;
  readonly repository: string;
  /** The program it needs. */
  readonly program: string;
}

/** Why it cannot be run here; null when it can. */
export function missing(peer: Peer, peers: string): string | null {
  const clone = path.join(peers, peer.folder);
  if (!existsSync(clone)) return `no ${clone}: it takes ${peer.repository}`;
  return spawnSync(peer.program, ['--version']).error ? `no ${peer.program} on this machine` : null;
}

/** Of a clone its commit, of a package its version. */
export function versionOf(folder: string): string {
  if (!existsSync(path.join(folder, '.git'))) {
    const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8');
    return packageSchema.parse(JSON.parse(manifest)).version;
  }
  const args = ['-C', folder, 'log', '-1', '--format=%h of %cs'];
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}

/** The line that begins with READ, or why there is none. */
export function readWith(program: string, args: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const limits = { maxBuffer: 1 << 28, timeout: 120_000 };
    execFile(program, args, limits, (error, stdout, stderr) => {
      const line = stdout.split('\n').find((each) => each.startsWith('READ '));
      if (line === undefined) reject(new Error(stderr || stdout, { cause: error }));
      else resolve(JSON.parse(line.slice(5)));
    });
  });
}

/** One line of the report. */
export interface Outcome {
  readonly line: string;
  readonly isRight: boolean;
}

/** The ids read are those served. */
export function compared(
  name: string,
  read: readonly unknown[],
  served: readonly unknown[],
): Outcome {
  const sorted = (ids: readonly unknown[]) => JSON.stringify(ids.map(String).sort());
  const isRight = sorted(read) === sorted(served);
  const count = isRight
    ? `${read.length}`
    : `${read.length} instead of ${served.length}, or others`;
  return { line: `  ${isRight ? 'same' : 'NOT THE SAME'}  ${name}: ${count}`, isRight };
}

export function comparedTotal(name: string, read: number, served: number): Outcome {
  const isRight = read === served;
  const count = isRight ? `${read}` : `${read} instead of ${served}`;
  return { line: `  ${isRight ? 'same' : 'NOT THE SAME'}  ${name}: ${count}`, isRight };
}
