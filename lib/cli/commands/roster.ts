import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import { CSV_BYTE_ORDER_MARK, toCsvRow } from '@/lib/core/csv';
import type { RosterExport } from '@/lib/server/roster/export';
import { exportRoster, rosterParts, type RosterPart } from '@/lib/server/roster/export-roster';
import { filterNames } from '@/lib/server/roster/filters';
import { requireTenantOption, withTenant } from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { done, EXIT, failure, type Outcome } from '../outcome';

type Filter = Readonly<Record<string, string>>;

export function addRosterCommands(program: Command, run: Run): void {
  const roster = program.command('roster').description('the live roster');

  requireTenantOption(roster.command('export'))
    .description('one list as CSV, safe to open in a spreadsheet; recorded like every export')
    .addArgument(new Argument('<entity>', 'which list').choices(rosterParts))
    .option('--out <file>', 'writes this file instead of standard output')
    .option('--filter <name=value>', 'as in the address of the list; repeatable', addFilter, {})
    .action((part: RosterPart, options: { tenant: string; out?: string; filter: Filter }) =>
      run(async (context) =>
        withTenant(context.ctx, options.tenant, async (tenant) => {
          const known: readonly string[] = filterNames[part];
          const unknown = Object.keys(options.filter).find((name) => !known.includes(name));
          if (unknown !== undefined)
            return failure(
              EXIT.usage,
              'USAGE',
              `--filter: ${part} has no filter "${unknown}", only ${known.join(', ')}.`,
            );
          const file = await exportRoster(context.ctx, context.actor, {
            tenantId: tenant.id,
            part,
            params: options.filter,
          });
          return options.out === undefined
            ? writeHere(context, file)
            : writeFile(path.resolve(context.folder, options.out), part, file);
        }),
      ),
    );
}

function addFilter(text: string, filter: Filter): Filter {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write name=value.');
  return { ...filter, [text.slice(0, at)]: text.slice(at + 1) };
}

async function writeHere(
  { isJson, write }: CommandContext,
  { header, rows }: RosterExport,
): Promise<null> {
  let count = 0;
  await write(isJson ? '{"rows":[' : toCsvRow(header));
  for await (const values of rows) {
    const record = Object.fromEntries(header.map((name, at) => [name, values[at] ?? null]));
    await write(isJson ? `${count > 0 ? ',' : ''}${JSON.stringify(record)}` : toCsvRow(values));
    count += 1;
  }
  if (isJson) await write(`],"total":${count}}\n`);
  return null;
}

async function writeFile(name: string, part: string, file: RosterExport): Promise<Outcome> {
  let count = 0;
  async function* lines() {
    yield CSV_BYTE_ORDER_MARK + toCsvRow(file.header);
    for await (const values of file.rows) {
      count += 1;
      yield toCsvRow(values);
    }
  }
  try {
    // The rows are of children: for nobody else on this machine.
    await pipeline(lines, createWriteStream(name, { mode: 0o600 }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null || !/^E[A-Z]+$/.test(code)) throw error;
    return failure(EXIT.refused, 'FILE_NOT_WRITTEN', `${name} cannot be written (${code}).`);
  }
  return done({ entity: part, file: name, rows: count }, `${count} rows are in ${name}.`);
}
