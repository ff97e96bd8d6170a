import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { AppContext } from '@/lib/server/app-context';
import { createConnection } from '@/lib/server/connections/commands/create-connection';
import {
  generatePassword,
  revokePassword,
  rotatePassword,
} from '@/lib/server/connections/commands/passwords';
import { setAllowedAddresses } from '@/lib/server/connections/commands/allowed-addresses';
import { addPublicKey, revokePublicKey } from '@/lib/server/connections/commands/public-keys';
import { hostKeyFingerprint } from '@/lib/server/connections/host-key';
import {
  listConnections,
  type ConnectionRow,
} from '@/lib/server/connections/queries/list-connections';
import { listCredentials } from '@/lib/server/connections/queries/list-credentials';
import {
  connectionSettings,
  updateConnection,
} from '@/lib/server/connections/commands/update-connection';
import { ApplySlot } from '@/lib/server/db';
import { listOpenFileHints } from '@/lib/server/sync-runs/seen-files';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import { listTenants, type TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import {
  checked,
  connectionOptions,
  enumName,
  id,
  requireTenantOption,
  wholeNumber,
  withConnection,
  withTenant,
  words,
  type ConnectionOptions,
} from '../arguments';
import type { Run } from '../command-context';
import { done, EXIT, failure, refuse } from '../outcome';
import { factsText, rowsText } from '../text';
import { addApiConnectionCommands } from './api-connections';

interface Rules {
  apply?: string;
  applyAt?: string;
  quietSeconds?: number;
  settledSeconds?: number;
}

export function addConnectionCommands(program: Command, run: Run): void {
  const connection = program.command('connection').description('how districts send');

  withRules(requireTenantOption(connection.command('create')))
    .description(
      "creates a district's SFTP connection and its first password, which is shown only once",
    )
    .option('--user-name <name>', 'for SFTP; "tpc-" and the slug unless given')
    .option(
      '--incomplete-after-seconds <seconds>',
      'when a set with missing files is marked incomplete',
      wholeNumber,
    )
    .option('--without-manifest', 'the export does not write manifest.csv')
    .action(
      (
        options: Rules & {
          tenant: string;
          userName?: string;
          incompleteAfterSeconds?: number;
          withoutManifest?: boolean;
        },
      ) =>
        run(async ({ ctx, actor }) =>
          withTenant(ctx, options.tenant, async (tenant) => {
            const rules = checked(connectionSettings, rulesOf(options));
            if (!rules.ok) return rules.outcome;
            const created = await createConnection(ctx, actor, tenant.id, {
              ...rules.value,
              sftpUserName: options.userName,
              incompleteAfterSeconds: options.incompleteAfterSeconds,
              manifestRequired: !options.withoutManifest,
            });
            if (!created.ok) return refuse(created);
            const made = await generatePassword(ctx, actor, tenant.id, created.connectionId);
            if (!made.ok) return refuse(made);
            const facts = {
              ...(await signInFacts(ctx, tenant, created.sftpUserName)),
              passwordId: made.passwordId,
              password: made.password,
            };
            return done(facts, factsText(facts));
          }),
        ),
    );

  connection
    .command('list')
    .description('connections with their passwords and SSH keys; never the passwords themselves')
    .option('--tenant <slug>', 'of one district')
    .action((options: { tenant?: string }) =>
      run(async ({ ctx }) => {
        if (options.tenant !== undefined)
          return withTenant(ctx, options.tenant, async (tenant) => listed(ctx, [tenant]));
        const { rows } = await listTenants(ctx, { pageSize: EVERY_TENANT });
        return listed(ctx, rows);
      }),
    );

  addApiConnectionCommands(connection, run);

  connectionOptions(connection.command('hints'))
    .description('what was noticed about the files of the last day')
    .action((options: ConnectionOptions) =>
      run(async ({ ctx }) =>
        withConnection(ctx, options, async (row, tenant) => {
          const hints = await listOpenFileHints(ctx, tenant.id, row.id);
          const now = ctx.clock.now();
          const rows = hints.map((hint) => ({
            code: hint.code,
            sentence: fileHintSentence(hint, now, tenant.timeZone),
          }));
          return done(
            { rows, total: rows.length },
            rows.map(({ sentence }) => sentence).join('\n') || 'Nothing was noticed.',
          );
        }),
      ),
    );

  connectionOptions(connection.command('rotate-password'))
    .description('a new password, shown only once; the old one keeps working for a while')
    .option(
      '--overlap-hours <hours>',
      'how long the old one keeps working; 0 ends it now',
      wholeNumber,
    )
    .action((options: ConnectionOptions & { overlapHours?: number }) =>
      run(async ({ ctx, actor }) =>
        withConnection(ctx, options, async (row, tenant) => {
          const { overlapHours } = options;
          if (!row.sftp) return refuse('NO_SFTP_ACCOUNT');
          const made = await rotatePassword(ctx, actor, tenant.id, row.id, { overlapHours });
          if (!made.ok) return refuse(made);
          const facts = {
            ...(await signInFacts(ctx, tenant, row.sftp.userName)),
            passwordId: made.passwordId,
            password: made.password,
            replaced: made.replacedCount,
            oldValidUntil: made.oldValidUntil,
          };
          return done(facts, factsText(facts));
        }),
      ),
    );

  requireTenantOption(connection.command('revoke-password'))
    .description('revokes a password now; open sessions are closed within a minute')
    .argument('<id>', 'of the password, from "connection list"', id)
    .action((passwordId: number, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await revokePassword(ctx, actor, tenant.id, passwordId);
          if (!result.ok) return refuse(result);
          const { wasValid } = result;
          const text = wasValid ? 'The password is revoked.' : 'The password no longer worked.';
          return done({ passwordId, wasValid }, text);
        }),
      ),
    );

  connectionOptions(connection.command('add-key'))
    .description('lets in whoever holds the other half of an SSH public key')
    .argument('<file>', 'with the public key, such as id_ed25519.pub')
    .option('--name <name>', 'of the key; its own comment unless given', '')
    .action((file: string, options: ConnectionOptions & { name: string }) =>
      run(async ({ ctx, actor, folder }) => {
        const text = await readFile(path.resolve(folder, file), 'utf8').catch(() => null);
        if (text === null)
          return failure(EXIT.usage, 'USAGE', `${file} could not be read. Check its name.`);
        return withConnection(ctx, options, async (row, tenant) => {
          const added = await addPublicKey(
            ctx,
            actor,
            { tenantId: tenant.id, connectionId: row.id },
            { name: options.name, text },
          );
          if (!added.ok) return refuse(added);
          const { keyId, name, fingerprint } = added;
          const facts = { tenant: tenant.slug, keyId, name, fingerprint };
          return done(facts, factsText(facts));
        });
      }),
    );

  connectionOptions(connection.command('allow-addresses'))
    .description('from where files can be sent; without an address, shows the list')
    .argument('[addresses...]', 'IP addresses and ranges, such as 203.0.113.0/24')
    .option('--any', 'from anywhere')
    .action((given: string[], options: ConnectionOptions & { any?: boolean }) =>
      run(async ({ ctx, actor }) =>
        withConnection(ctx, options, async (row, tenant) => {
          const to = { tenantId: tenant.id, connectionId: row.id };
          if (options.any && given.length > 0)
            return failure(EXIT.usage, 'USAGE', 'Give addresses or --any, not both.');
          const result =
            options.any || given.length > 0
              ? await setAllowedAddresses(ctx, actor, to, {
                  text: given.join(' '),
                  evenIfLeftOut: true,
                })
              : { ok: true as const, addresses: row.sftp?.allowedAddresses ?? [] };
          if (!result.ok) return refuse(result);
          const { addresses } = result;
          const text = addresses.join('\n') || 'Any address is allowed.';
          return done({ tenant: tenant.slug, addresses }, text);
        }),
      ),
    );

  requireTenantOption(connection.command('revoke-key'))
    .description('revokes an SSH key now; open sessions are closed within a minute')
    .argument('<id>', 'of the key, from "connection list"', id)
    .action((keyId: number, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await revokePublicKey(ctx, actor, tenant.id, keyId);
          if (!result.ok) return refuse(result);
          const { wasValid } = result;
          const text = wasValid ? 'The key is revoked.' : 'The key no longer worked.';
          return done({ keyId, wasValid }, text);
        }),
      ),
    );

  withRules(connectionOptions(connection.command('set')))
    .description('when a set counts as complete and when it is applied')
    .action((options: Rules & ConnectionOptions) =>
      run(async ({ ctx, actor }) =>
        withConnection(ctx, options, async (row, tenant) => {
          const rules = checked(connectionSettings, rulesOf(options));
          if (!rules.ok) return rules.outcome;
          if (Object.values(rules.value).every((value) => value === undefined))
            return failure(EXIT.usage, 'USAGE', 'Say what to set: see "connection set --help".');
          const result = await updateConnection(ctx, actor, tenant.id, row.id, rules.value);
          if (!result.ok) return refuse(result);
          return listed(ctx, [tenant]);
        }),
      ),
    );
}

const EVERY_TENANT = 5_000;

function withRules(command: Command): Command {
  return command
    .addOption(
      new Option('--apply <slot>', 'when checked files are applied').choices(
        words(Object.keys(ApplySlot)),
      ),
    )
    .option('--apply-at <time>', 'local time of "overnight", such as 02:00')
    .option('--quiet-seconds <seconds>', 'without an upload before a set is complete', wholeNumber)
    .option(
      '--settled-seconds <seconds>',
      'the same where all files are here and the client has gone',
      wholeNumber,
    );
}

function rulesOf({ apply, applyAt, quietSeconds, settledSeconds }: Rules) {
  return { applySlot: apply && enumName(apply), applyAt, quietSeconds, settledSeconds };
}

function validIds(credentials: readonly { id: number; isValid: boolean }[]): string {
  return credentials
    .filter(({ isValid }) => isValid)
    .map(({ id }) => id)
    .join(' ');
}

async function signInFacts(ctx: AppContext, tenant: TenantRow, userName: string) {
  return {
    tenant: tenant.slug,
    host: ctx.settings.sftpPublicHost,
    port: ctx.settings.sftpPort,
    fingerprint: await hostKeyFingerprint(ctx),
    userName,
  };
}

async function listed(ctx: AppContext, tenants: readonly TenantRow[]) {
  const rows = [];
  for (const tenant of tenants) {
    for (const row of await listConnections(ctx, tenant.id))
      rows.push(await shown(ctx, tenant, row));
  }
  const columns = [
    'tenant',
    'id',
    'userName',
    'applySlot',
    'applyAt',
    'quietSeconds',
    'passwordsInForce',
    'keysInForce',
  ];
  const text = rowsText(
    rows.map(({ passwords, keys, allowedAddresses: _from, brings: _brings, ...row }) => ({
      ...row,
      passwordsInForce: validIds(passwords),
      keysInForce: validIds(keys),
    })),
    columns,
    'No connections.',
  );
  return done({ rows, total: rows.length }, text);
}

async function shown(ctx: AppContext, tenant: TenantRow, row: ConnectionRow) {
  const { passwords, keys } = await listCredentials(ctx, tenant.id, row.id);
  const { baselineRunId: id } = row;
  const live = id === null ? null : await identifyRun(ctx, tenant.id, { id });
  return {
    tenant: tenant.slug,
    id: row.id,
    kind: row.kind,
    brings: row.feeds.map(({ feed }) => feed),
    userName: row.sftp?.userName ?? null,
    applySlot: row.applySlot,
    applyAt: row.applyAt,
    quietSeconds: row.sftp?.quietSeconds ?? null,
    settledSeconds: row.sftp?.settledSeconds ?? null,
    incompleteAfterSeconds: row.sftp?.incompleteAfterSeconds ?? null,
    manifestRequired: row.sftp?.manifestRequired ?? null,
    allowedAddresses: row.sftp?.allowedAddresses ?? null,
    pausedAt: row.pausedAt,
    baselineRunNumber: live?.number ?? null,
    passwords: passwords.map(({ createdByName: _by, ...password }) => password),
    keys: keys.map(({ createdByName: _by, expiresAt: _until, ...key }) => key),
  };
}
