import { runCommandLine } from '@/lib/cli/command-line';
import type { TestContext } from './database';

/** The exit code of a command on the context's database and its answer as --json gives it. */
export async function askCommandLine(
  { databaseUrl, settings: { secret, dataFolder, encryptionKeys } }: TestContext,
  ...args: string[]
): Promise<readonly [exitCode: number, answer: Record<string, unknown>]> {
  let out = '';
  const exitCode = await runCommandLine([...args, '--json'], {
    env: {
      DATABASE_URL: databaseUrl,
      CONNECTOR_SECRET: secret,
      CONNECTOR_DATA_DIR: dataFolder,
      CONNECTOR_ENCRYPTION_KEYS: encryptionKeys
        .map(({ name, key }) => `${name}:${key.export().toString('base64')}`)
        .join(),
      SFTP_PORT: '2299',
    },
    folder: dataFolder,
    out: async (text) => void (out += text),
    err: () => {},
  });
  return [exitCode, JSON.parse(out) as Record<string, unknown>];
}
