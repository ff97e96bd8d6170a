// Where the demo's API is served on this machine and who may read it: kept in the data folder, because the connection that is
// fetched from it keeps the address too.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readOrMake } from './environment';
import { findTwoFreePorts } from './free-port';

const schema = z.strictObject({
  port: z.int().positive(),
  /** Where it is told which day it is to serve. */
  ordersPort: z.int().positive(),
  key: z.string(),
  secret: z.string(),
});

export type DemoApiFile = z.output<typeof schema>;

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'demo-api.json');

/** Null where no demo with an API was started in this folder. */
export function readDemoApi(dataFolder: string): DemoApiFile | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

export async function readOrMakeDemoApi(dataFolder: string): Promise<DemoApiFile> {
  const [port, ordersPort] = await findTwoFreePorts();
  const secret = randomBytes(24).toString('base64url');
  const made = { port, ordersPort, key: 'mesa-verde-demo', secret };
  return schema.parse(JSON.parse(readOrMake(fileIn(dataFolder), () => JSON.stringify(made))));
}

/** As CONNECTOR_API_TEST_HOSTS names it. */
export const demoApiHost = ({ port }: Pick<DemoApiFile, 'port'>): string => `127.0.0.1:${port}`;
