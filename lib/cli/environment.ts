// Which Connector a command is about: the one the environment names, else the one `npm start` runs here.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { APP_PASSWORD_FILE, localAddress } from '@/lib/server/local/database';
import { readStartedWith } from '@/lib/server/local/started-with';
import { isListening } from '@/lib/server/local/wait-until-up';
import { readEnvironment } from '@/lib/server/settings';

export type Environment = Readonly<Record<string, string | undefined>>;

export type FoundConnector =
  { ok: true; env: Environment } | { ok: false; code: 'USAGE' | 'NOT_RUNNING'; message: string };

export async function findConnector(given: Environment): Promise<FoundConnector> {
  const read = readEnvironment(given);
  if (!read.ok) {
    const problems = read.problems.map(({ name, message }) => `${name}: ${message}`);
    return {
      ok: false,
      code: 'USAGE',
      message: `The environment cannot be used. ${problems.join('; ')}`,
    };
  }
  const { values } = read;
  const folder = path.resolve(values.CONNECTOR_DATA_DIR);
  const secret = values.CONNECTOR_SECRET ?? contentOf(folder, 'secret');
  const databaseUrl = values.DATABASE_URL ?? (await findLocalDatabase(folder));
  if (databaseUrl === null)
    return {
      ok: false,
      code: 'NOT_RUNNING',
      message: `No Connector runs from ${folder}. Start it with "npm start", or set DATABASE_URL and CONNECTOR_SECRET of the one you want to use.`,
    };
  if (secret === null)
    return {
      ok: false,
      code: 'NOT_RUNNING',
      message: `DATABASE_URL is set and CONNECTOR_SECRET is not, and ${folder} holds no secret: set CONNECTOR_SECRET, the same as for the other processes.`,
    };
  // With both given, the environment means a Connector of its own and not the one of the folder.
  const isOfFolder = !values.CONNECTOR_SECRET || !values.DATABASE_URL;
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  return {
    ok: true,
    env: {
      ...(isOfFolder ? readStartedWith(folder) : {}),
      ...set,
      CONNECTOR_DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      CONNECTOR_SECRET: secret,
      // The output belongs to the command: a log line in it would spoil the JSON.
      CONNECTOR_LOG_LEVEL: 'silent',
    },
  };
}

/** The database that a start keeps in its data folder, if it is up. */
async function findLocalDatabase(folder: string): Promise<string | null> {
  const port = Number(contentOf(folder, 'postgres-port'));
  const password = contentOf(folder, APP_PASSWORD_FILE);
  if (!port || password === null || !(await isListening(port, '127.0.0.1'))) return null;
  return localAddress(port, password);
}

function contentOf(folder: string, name: string): string | null {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
