// What the start script settles before anything runs: values, ports, secret, data folder. Everything it
// fills in is handed to the children as environment, so that they read settings like in production.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readEnvironment } from '../settings';
import { findFreePort, tryPort } from './free-port';
import { StartProblem } from './start-problem';
import { forgetStartedWith, keepStartedWith } from './started-with';

export type Environment = Record<string, string | undefined>;

export interface LocalEnvironment {
  /** The environment with PORT, SFTP_PORT, CONNECTOR_DATA_DIR and CONNECTOR_SECRET settled. */
  env: Environment;
  dataFolder: string;
  host: string;
  port: number;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  databaseWaitSeconds: number;
  isDemo: boolean;
}

export async function settleEnvironment(given: Environment): Promise<LocalEnvironment> {
  const read = readEnvironment(given);
  if (!read.ok) throw new StartProblem(read.problems.map(describe).join('\n'));
  const { values } = read;
  const port = values.PORT || (await findFreePort(values.HOST));
  const sftpPort = values.SFTP_PORT || (await findFreePort(values.SFTP_HOST));
  if (port === sftpPort)
    throw new StartProblem(`PORT and SFTP_PORT are both ${port}: give them different ports.`);
  const dataFolder = path.resolve(values.CONNECTOR_DATA_DIR);
  makeFolder(dataFolder);
  lockFolder(dataFolder);
  await requirePort('PORT', port, 'HOST', values.HOST);
  await requirePort('SFTP_PORT', sftpPort, 'SFTP_HOST', values.SFTP_HOST);
  const env = {
    ...given,
    PORT: String(port),
    SFTP_PORT: String(sftpPort),
    CONNECTOR_DATA_DIR: dataFolder,
    CONNECTOR_SECRET: values.CONNECTOR_SECRET ?? readOrMakeSecret(dataFolder),
  };
  keepStartedWith(dataFolder, env);
  return {
    env,
    dataFolder,
    host: values.HOST,
    port,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? null,
    databaseWaitSeconds: values.CONNECTOR_DATABASE_WAIT_SECONDS,
    isDemo: values.CONNECTOR_DEMO,
  };
}

export function unlockFolder(dataFolder: string): void {
  const file = lockFile(dataFolder);
  if (holderOf(file) !== process.pid) return;
  forgetStartedWith(dataFolder);
  rmSync(file, { force: true });
}

function describe({ name, message }: { name: string; message: string }): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1);
  return `The environment value ${name} cannot be used: ${text}. docs/configuration.md lists what each one takes.`;
}

function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    const code = codeOf(error);
    throw new StartProblem(`CONNECTOR_DATA_DIR: the folder ${folder} cannot be made (${code}).`);
  }
}

// Step by step: Node's own recursive mkdir never returns below /proc.
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolders(parent);
  mkdirSync(folder, { mode: 0o700 });
}

const lockFile = (dataFolder: string): string => path.join(dataFolder, 'start.pid');

// Two starts on one data folder would fight over its database.
function lockFolder(dataFolder: string): void {
  const holder = holderOf(lockFile(dataFolder));
  if (holder !== null && holder !== process.pid && isStartScript(holder))
    throw new StartProblem(
      `The data folder ${dataFolder} is in use by another start (process ${holder}): stop that one or set CONNECTOR_DATA_DIR.`,
    );
  writeFileSync(lockFile(dataFolder), `${process.pid}\n`, { mode: 0o600 });
}

function holderOf(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

// After a crash the number in the file may belong to any other program.
function isStartScript(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts');
  } catch {
    return true;
  }
}

async function requirePort(
  name: string,
  port: number,
  hostName: string,
  host: string,
): Promise<void> {
  const tried = await tryPort(port, host);
  if (tried.ok) return;
  const where = `${host} port ${port}`;
  const reasons: Record<string, string> = {
    EADDRINUSE: `${where} is in use by another program: stop it or set ${name} to another port.`,
    EACCES: `this user may not listen on ${where}: set ${name} to a port above 1023.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: set ${hostName} to one that is.`,
    ENOTFOUND: `${host} is not an address of this machine: set ${hostName} to one that is.`,
  };
  throw new StartProblem(
    `${name}: ${reasons[tried.code] ?? `${where} cannot be used (${tried.code}).`}`,
  );
}

function readOrMakeSecret(dataFolder: string): string {
  return readOrMake(path.join(dataFolder, 'secret'), () => randomBytes(32).toString('base64url'));
}

/** The content of a file only this user may read; made where there is none. */
export function readOrMake(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const content = make();
  writeFileSync(file, `${content}\n`, { mode: 0o600, flag: 'wx' });
  return content;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
