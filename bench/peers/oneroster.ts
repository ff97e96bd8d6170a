// TCI's gem reads the OneRoster simulator: signed with HMAC-SHA1, and with a token asked for in the query and in the body.
import path from 'node:path';
import { z } from 'zod';
import { startOneRosterSimulator } from '@/lib/simulators/oneroster/simulator';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, type Day } from '@/lib/synthetic/district';
import { compared, type Outcome, type Peer, readWith } from './run-peer';

export const TCI: Peer = {
  name: 'OneRoster gem of TCI',
  folder: 'OneRoster',
  repository: 'github.com/TCI/OneRoster',
  program: 'ruby',
};

const readSchema = z.record(z.string(), z.array(z.string()));
const WAYS = [
  ['oauth', 'none', 'OAuth 1, HMAC-SHA1'],
  ['oauth2', 'infinite_campus', 'OAuth 2, parameters in the query'],
  ['oauth2', 'synergy', 'OAuth 2, parameters in the body'],
] as const;

export async function* readOneRoster(peers: string): AsyncGenerator<Outcome> {
  const day = createDistrict({ seed: 'peers', students: 400 });
  const served = servedOn(day);
  const simulator = await startOneRosterSimulator({ day });
  const { origin } = new URL(simulator.base);
  try {
    for (const [strategy, app, title] of WAYS) {
      const script = path.join(import.meta.dirname, 'read-oneroster.rb');
      const { tokenAddress, key, secret } = simulator;
      const clone = path.join(peers, TCI.folder);
      const args = [script, clone, origin, tokenAddress, key, secret, strategy, app];
      const read = readSchema.parse(await readWith(TCI.program, args));
      for (const [name, ids] of Object.entries(served))
        yield compared(`${title}: ${name}`, read[name] ?? [], ids);
    }
  } finally {
    await simulator.close();
  }
}

/** Ids by what the gem calls them, from the files of the day and not from the simulator. */
function servedOn(day: Day): Record<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const file of dayFiles(day)) {
    const text = Buffer.concat([...file.chunks]).toString();
    lines.set(file.name, text.trimEnd().split('\r\n').slice(1));
  }
  const ids = (file: string, has = '') =>
    (lines.get(`${file}.csv`) ?? [])
      .filter((line) => line.includes(has))
      .map((line) => line.slice(0, line.indexOf(',')));
  return {
    students: ids('users', ',student,'),
    teachers: ids('users', ',teacher,'),
    administrators: ids('users', ',administrator,'),
    schools: ids('orgs', ',school,'),
    classes: ids('classes'),
    terms: ids('academicSessions'),
    enrollments: ids('enrollments'),
  };
}
