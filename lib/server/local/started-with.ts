// What a start was given and settled, in its data folder, so that a command run beside it tells the same ports and
// addresses. No secrets: those have files of their own or stay in the environment.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const NAMES = [
  'PORT',
  'HOST',
  'CONNECTOR_PUBLIC_URL',
  'SFTP_PORT',
  'SFTP_HOST',
  'SFTP_PUBLIC_HOST',
  'CONNECTOR_ADMIN_EMAIL',
  'CONNECTOR_QUIET_SECONDS',
  'CONNECTOR_SETTLED_SECONDS',
  'CONNECTOR_INCOMPLETE_SECONDS',
  'CONNECTOR_RETENTION_DAYS',
  'CONNECTOR_API_TEST_HOSTS',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
] as const;

const schema = z.partialRecord(z.enum(NAMES), z.string());

type StartedWith = z.output<typeof schema>;

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'started-with.json');

export function keepStartedWith(
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const set = NAMES.flatMap((name) => (env[name] ? [[name, env[name]]] : []));
  writeFileSync(fileIn(dataFolder), `${JSON.stringify(Object.fromEntries(set), null, 2)}\n`, {
    mode: 0o600,
  });
}

/** Empty where nothing was started here, or by an older version. */
export function readStartedWith(dataFolder: string): StartedWith {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
  } catch {
    return {};
  }
}

export function forgetStartedWith(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}
