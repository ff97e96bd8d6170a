// What stands after a command, checked with the words of commander or of the form the screen has.
import { InvalidArgumentError, type Command } from 'commander';
import type { z } from 'zod';
import { isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '@/lib/server/app-context';
import {
  listConnections,
  type ConnectionRow,
} from '@/lib/server/connections/queries/list-connections';
import { findTenantBySlug, type TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { EXIT, failure, refuse, type Outcome } from './outcome';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Enter a whole number.');
  return value;
}

export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Enter a whole number from 1.');
  return value;
}

/** An id as the database can hold it; one that cannot be is a slip, not a missing object. */
export function id(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > 2_147_483_647) throw new InvalidArgumentError('Enter an id.');
  return value;
}

const RUN_ID = /^id:(.*)$/;

/** A run of the district: its number as the pages say it, or `id:` and the id as logs and events write it. */
export function runArgument(text: string): RunAddress {
  const ofRow = RUN_ID.exec(text)?.[1];
  return ofRow === undefined ? { number: id(text) } : { id: id(ofRow) };
}

/** A calendar day. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new InvalidArgumentError('Enter a date such as 2026-11-20.');
  return text;
}

/** `on-arrival` on the command line, ON_ARRIVAL in code and database. */
export function enumName(word: string): string {
  return word.replaceAll('-', '_').toUpperCase();
}

export function words(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase().replaceAll('_', '-'));
}

export function requireTenantOption(command: Command): Command {
  return command.requiredOption('--tenant <slug>', 'the district');
}

export type Checked<T> = { ok: true; value: T } | { ok: false; outcome: Outcome };

/** Checks options with the schema of the command behind; a problem names the option. */
export function checked<S extends z.ZodType>(schema: S, options: unknown): Checked<z.output<S>> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const option = String(path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return option === '' ? message : `--${option}: ${message}`;
  });
  return { ok: false, outcome: failure(EXIT.usage, 'USAGE', problems.join('\n')) };
}

export async function withTenant(
  ctx: AppContext,
  slug: string,
  work: (tenant: TenantRow) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  const tenant = await findTenantBySlug(ctx, slug);
  return tenant ? work(tenant) : refuse('TENANT_NOT_FOUND');
}

export interface ConnectionOptions {
  tenant: string;
  connection?: number;
}

/** Only a district with several connections has to say which. */
export function connectionOptions(command: Command): Command {
  return requireTenantOption(command).option(
    '--connection <id>',
    'which one, where the district has several',
    id,
  );
}

export async function withConnection(
  ctx: AppContext,
  options: ConnectionOptions,
  work: (connection: ConnectionRow, tenant: TenantRow) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  return withTenant(ctx, options.tenant, async (tenant) => {
    const all = await listConnections(ctx, tenant.id);
    if (all.length === 0) return refuse('NO_SUCH_CONNECTION');
    const wanted = options.connection ?? (all.length === 1 ? all[0]?.id : undefined);
    const connection = all.find(({ id }) => id === wanted);
    if (!connection)
      return refuse({ ok: false, code: 'WHICH_CONNECTION', names: all.map(connectionName) });
    return work(connection, tenant);
  });
}

/** "12 (tpc-maple, ROSTER, ATTENDANCE)" */
function connectionName({ id, kind, sftp, feeds }: ConnectionRow): string {
  return `${id} (${[sftp?.userName ?? kind, ...feeds.map(({ feed }) => feed)].join(', ')})`;
}
