// The secrets of API connections as they are stored: under which keys, never what they are.
import type { Command } from 'commander';
import { plural } from '@/lib/core/format/numbers';
import { reencryptSecrets } from '@/lib/server/connections/commands/reencrypt-secrets';
import { listSecretKeys, type SecretKey } from '@/lib/server/connections/queries/list-secret-keys';
import type { Run } from '../command-context';
import { done, EXIT } from '../outcome';
import { rowsText } from '../text';

export function addSecretCommands(program: Command, run: Run): void {
  const secrets = program
    .command('secrets')
    .description('keys of the stored secrets of API connections');

  secrets
    .command('list')
    .description('the keys, and how many stored secrets each has; never a secret')
    .action(() =>
      run(async ({ ctx }) => {
        const keys = await listSecretKeys(ctx);
        return done({ rows: keys, total: keys.length }, keysText(keys));
      }),
    );

  secrets
    .command('reencrypt')
    .description('moves every stored secret to the first key of CONNECTOR_ENCRYPTION_KEYS')
    .action(() =>
      run(async ({ ctx, actor }) => {
        const { moved, left } = await reencryptSecrets(ctx, actor);
        const keys = await listSecretKeys(ctx);
        const first = ctx.settings.encryptionKeys[0]?.name;
        const said = [`${plural(moved, 'secret')} moved to the key "${first}".`];
        if (left > 0)
          said.push(
            `${plural(left, 'secret')} could not be opened and ${left === 1 ? 'stays as it is' : 'stay as they are'}: configure the keys that they name, or enter them again.`,
          );
        return {
          exitCode: left > 0 ? EXIT.refused : EXIT.done,
          data: { moved, left, keys },
          text: [said.join(' '), keysText(keys)].join('\n\n'),
        };
      }),
    );
}

function keysText(keys: readonly SecretKey[]): string {
  const rows = keys.map(({ name, count, isConfigured, isFirst, opens }) => ({
    key: name,
    secrets: count,
    use: !isConfigured
      ? 'not configured: its secrets cannot be opened'
      : opens === false
        ? 'configured, and does not open its secrets'
        : isFirst
          ? 'seals and opens'
          : 'opens',
  }));
  return rowsText(rows, ['key', 'secrets', 'use'], '');
}
