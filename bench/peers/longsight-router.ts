// Longsight's router of a OneRoster 1.2 provider with the records of a synthetic district, in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { findFreePort } from '@/lib/server/local/free-port';
import { recordOf } from '@/lib/simulators/oneroster/records';
import { Roster } from '@/lib/simulators/oneroster/roster';
import { DATA_FILES, type DataFile, type Day } from '@/lib/synthetic/district';
import type { Peer } from './run-peer';

export const LONGSIGHT_ROUTER: Peer = {
  name: 'OneRoster router of Longsight',
  folder: 'longsight-oneroster',
  repository: 'github.com/LongsightGroup/oneroster',
  program: process.execPath,
};

const toldSchema = z.object({
  base: z.string(),
  tokenAddress: z.string(),
  key: z.string(),
  secret: z.string(),
});

export type Paging = 'links and totals' | 'links' | 'totals' | 'nothing';

export interface PeerServer extends z.infer<typeof toldSchema> {
  /** Ids of records that are not deleted. */
  held(collection: DataFile): string[];
  /** How many records there are, deleted ones included. */
  count(collection: DataFile): number;
  setDay(day: Day): Promise<void>;
  setPaging(paging: Paging): Promise<void>;
  close(): Promise<void>;
}

export async function startLongsightRouter(peers: string, day: Day): Promise<PeerServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-peer-'));
  const file = path.join(folder, 'records.json');
  const roster = new Roster(day, 'tobedeleted');
  const port = await findFreePort();
  const form = { version: '1.2', base: `http://127.0.0.1:${port}` } as const;
  const recordsOf = (name: DataFile) =>
    [...roster.all(name)].map(([, row]) => recordOf(name, row, form));
  const write = () =>
    writeFileSync(
      file,
      JSON.stringify(Object.fromEntries(DATA_FILES.map((name) => [name, recordsOf(name)]))),
    );
  write();
  const script = path.join(import.meta.dirname, 'serve-roster.mjs');
  const clone = path.join(peers, LONGSIGHT_ROUTER.folder);
  const args = ['--import', 'tsx', script, clone, String(port), file];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The router ended');
    return JSON.parse(line.value);
  };
  const order = async (text: object): Promise<void> => {
    child.stdin.write(`${JSON.stringify(text)}\n`);
    await nextLine();
  };
  return {
    ...toldSchema.parse(await nextLine()),
    held: (name) =>
      [...roster.all(name)]
        .filter(([, { status }]) => status !== 'tobedeleted')
        .map(([, { sourcedId }]) => sourcedId),
    count: (name) => [...roster.all(name)].length,
    async setDay(next) {
      roster.setDay(next);
      write();
      await order({ records: file });
    },
    setPaging: (paging) => order({ paging }),
    async close() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
