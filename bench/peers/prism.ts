// Prism stands before the Ed-Fi simulator and holds every answer against the schema that the Ed-Fi Alliance publishes.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type EdFiSimulator, startEdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import type { Suite } from '@/lib/simulators/ed-fi/suites';
import { DATA_STANDARDS, type DataStandard } from '@/lib/simulators/ed-fi/terms';
import { findFreePort } from '@/lib/server/local/free-port';
import { createDistrict } from '@/lib/synthetic/district';
import type { Outcome, Peer } from './run-peer';

export const PRISM: Peer = {
  name: 'Prism',
  folder: 'prism/node_modules/@stoplight/prism-cli',
  repository: '@stoplight/prism-cli 5.16 (npm install in a folder "prism")',
  program: process.execPath,
};

export const SUITE_OF: Readonly<Record<DataStandard, Suite>> = {
  '3.3': '5.2',
  '4.0': '6.1',
  '5.0': '7.1',
  '6.0': '7.3',
};
const documentSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

export async function* checkWithPrism(peers: string, samples: string): AsyncGenerator<Outcome> {
  for (const standard of DATA_STANDARDS) {
    const schema = path.join(samples, 'ed-fi', `resources-ds-${standard}.json`);
    const day = createDistrict({ seed: 'peers', students: 200 });
    const simulator = await startEdFiSimulator({ day, standard, suite: SUITE_OF[standard] });
    simulator.setAttendance('2026-10-05');
    const proxy = await startProxy(
      path.join(peers, PRISM.folder),
      schema,
      simulator.addresses.data,
    );
    try {
      const authorization = await authorizationOf(simulator);
      const ask = (name: string) => fetch(`${proxy.origin}${name}`, { headers: { authorization } });
      const { paths } = documentSchema.parse(JSON.parse(readFileSync(schema, 'utf8')));
      for (const name of Object.keys(paths).filter((each) => !each.includes('{'))) {
        const isPartitions = name.endsWith('/partitions');
        const response = await ask(`${name}?${isPartitions ? 'number=3' : 'limit=500'}`);
        const text = await response.text();
        const isRight = response.status === 200;
        yield {
          isRight,
          line: `  ${isRight ? 'valid' : 'NOT VALID'}  ${standard} ${name} ${isRight ? '' : text.slice(0, 400)}`,
        };
      }
      // Else all that was valid might not have been looked at.
      simulator.misbehave({ kind: 'emptyObject' });
      const { status } = await ask('/ed-fi/students');
      yield {
        isRight: status === 500,
        line: `  ${standard}: an object where a list belongs is refused (${status})`,
      };
    } finally {
      proxy.process.kill();
      await simulator.close();
    }
  }
}

export async function startProxy(
  prism: string,
  schema: string,
  target: string,
): Promise<{ process: ChildProcess; origin: string }> {
  const port = await findFreePort();
  const args = ['proxy', '--errors', '-h', '127.0.0.1', '-p', String(port), schema, target];
  const proxy = spawn(process.execPath, [path.join(prism, 'dist/index.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    proxy.stdout?.on('data', (part: Buffer) => part.includes('listening') && resolve());
    proxy.once('exit', () => reject(new Error('Prism did not start')));
  });
  return { process: proxy, origin: `http://127.0.0.1:${port}` };
}

async function authorizationOf({ addresses, key, secret }: EdFiSimulator): Promise<string> {
  const response = await fetch(addresses.oauth, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const body = z.object({ access_token: z.string() }).parse(await response.json());
  return `Bearer ${body.access_token}`;
}
