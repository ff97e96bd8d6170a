// The synthetic days of the benchmark on disk. In a folder that was named they stay, each beside a note of what it was
// made with, and are taken again where the note still fits.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { AppContext } from '@/lib/server/app-context';

const run = promisify(execFile);
export const NODE_ARGS = ['--import', 'tsx'];

const DAYS = {
  first: [],
  churn: ['--day', 'churn:0.01'],
  reordered: ['--day', 'churn:0.01', '--day', 'reordered'],
  promoted: ['--day', 'churn:0.01', '--day', 'promotion'],
};
export type DayName = keyof typeof DAYS;

export async function createDays(
  folder: string,
  students: string,
  log: (text: string) => void,
  names: readonly DayName[] = ['first', 'churn', 'reordered'],
): Promise<void> {
  for (const name of names)
    await createDay(path.join(folder, name), ['--students', students, ...DAYS[name]], log);
}

export async function createDay(
  folder: string,
  flags: readonly string[],
  log: (text: string) => void,
): Promise<void> {
  const all = ['--seed', 'bench', '--manifest-absent', 'demographics', ...flags];
  // Beside the folder: everything in it is sent.
  const note = `${folder}.flags.json`;
  const wanted = JSON.stringify(all);
  if ((await readFile(note, 'utf8').catch(() => '')) === wanted) {
    log(`Using the files in ${folder} …`);
    return;
  }
  log(`Writing files to ${folder} …`);
  await rm(note, { force: true });
  await rm(folder, { recursive: true, force: true });
  await run(process.execPath, [...NODE_ARGS, 'bin/simulate.ts', '--out', folder, ...all]);
  await writeFile(note, wanted);
}

export interface KeptFile {
  fileName: string;
  storageKey: string;
  byteCount: number;
  sha256: string;
}

/** Puts all files of a folder where an upload would leave them. */
export async function keepFiles(
  ctx: AppContext,
  source: string,
  name: string,
): Promise<KeptFile[]> {
  const files: KeptFile[] = [];
  for (const fileName of await readdir(source))
    files.push(await keepFile(ctx, path.join(source, fileName), fileName, name));
  return files;
}

export async function keepFile(
  ctx: AppContext,
  source: string,
  fileName: string,
  name: string,
): Promise<KeptFile> {
  const key = createHash('sha256').update(name).update(fileName).digest('hex');
  const storageKey = `bench/${key}`;
  const target = ctx.storage.localPath(storageKey);
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(source, target);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(target)) hash.update(chunk as Buffer);
  const { size } = await stat(target);
  return { fileName, storageKey, byteCount: size, sha256: hash.digest('hex') };
}
