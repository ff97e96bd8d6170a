// Longsight's client reads the OneRoster simulator in both versions, and refuses a record with anything the standard does not have.
import path from 'node:path';
import { z } from 'zod';
import { startOneRosterSimulator } from '@/lib/simulators/oneroster/simulator';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict } from '@/lib/synthetic/district';
import { compared, type Outcome, type Peer, readWith } from './run-peer';

export const LONGSIGHT: Peer = {
  name: 'OneRoster client of Longsight',
  folder: 'longsight-oneroster',
  repository: 'github.com/LongsightGroup/oneroster',
  program: process.execPath,
};

const readSchema = z.record(z.string(), z.array(z.string()));

export async function* readOneRosterStrictly(peers: string): AsyncGenerator<Outcome> {
  const day = createDistrict({ seed: 'peers', students: 400 });
  for (const version of ['1.1', '1.2'] as const) {
    const simulator = await startOneRosterSimulator({ day, version });
    const { base, tokenAddress, key, secret } = simulator;
    try {
      const script = path.join(import.meta.dirname, 'read-oneroster-strictly.mjs');
      const clone = path.join(peers, LONGSIGHT.folder);
      const args = ['--import', 'tsx', script, clone, version, base, tokenAddress, key, secret];
      const read = readSchema.parse(await readWith(LONGSIGHT.program, args));
      for (const { name, chunks } of dayFiles(day)) {
        const [collection = ''] = name.split('.');
        if (collection === 'manifest') continue;
        const lines = Buffer.concat([...chunks])
          .toString()
          .trimEnd()
          .split('\r\n')
          .slice(1);
        const ids = lines.map((line) => line.slice(0, line.indexOf(',')));
        yield compared(`${version}, ${collection}`, read[collection] ?? [], ids);
      }
    } finally {
      await simulator.close();
    }
  }
}
