// Limits: what is in force, a district's own, and what others would have done.
import { InvalidArgumentError, type Command } from 'commander';
import type { z } from 'zod';
import {
  limitInput,
  listLimits,
  resetLimit,
  setLimit,
  type LimitInput,
} from '@/lib/server/policy/district-limits';
import { simulateLimits } from '@/lib/server/policy/simulate-limits';
import { checked, positiveNumber, requireTenantOption, withTenant } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { factsText, rowsText } from '../text';
import { addEmptyFileCommands } from './policy-empty-files';
import { addGateCommands } from './policy-gate';
import { addWindowCommands } from './policy-windows';

export function addPolicyCommands(program: Command, run: Run): void {
  const policy = program
    .command('policy')
    .description('limits, windows and the gate of first rosters');
  addLimitCommands(policy, run);
  addSimulateCommand(policy, run);
  addWindowCommands(policy, run);
  addGateCommands(policy, run);
  addEmptyFileCommands(policy, run);
}

function addLimitCommands(policy: Command, run: Run): void {
  requireTenantOption(policy.command('show'))
    .description('every limit today, and which ones are changed for the district')
    .action((options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const limits = await listLimits(ctx, tenant.id);
          if (!limits) return refuse('NO_SUCH_CONNECTION');
          const { profile, transitionEndDate } = limits;
          const rows = limits.rows.map((row) => ({ ...row }));
          const facts = { tenant: tenant.slug, profile, transitionEndDate };
          const columns = [
            'ruleId',
            'effect',
            'limitPercent',
            'limitCount',
            'limitCap',
            'setBy',
            'reason',
          ];
          return done(
            { ...facts, rows, total: rows.length },
            [factsText(facts), '', rowsText(rows, columns, 'No limits.')].join('\n'),
          );
        }),
      ),
    );

  requireTenantOption(policy.command('set'))
    .description('changes a limit for this district; values not given keep their default')
    .argument('<rule>', 'as "policy show" names it')
    .option('--percent <number>', 'percentage from which the rule trips', percentage)
    .option('--count <number>', 'count it needs beside the percentage', positiveNumber)
    .option('--cap <number>', 'count that trips it by itself', positiveNumber)
    .requiredOption('--reason <text>', 'why this district needs a different limit')
    .action((ruleId: string, options: Numbers & { tenant: string; reason: string }) =>
      run(async ({ ctx, actor }) => {
        const limit = checked(limitInput, limitOf(ruleId, options));
        if (!limit.ok) return limit.outcome;
        return withTenant(ctx, options.tenant, async (tenant) => {
          const { reason } = options;
          const result = await setLimit(ctx, actor, tenant.id, { ...limit.value, reason });
          if (!result.ok) return refuse(result);
          const facts = { tenant: tenant.slug, ...limit.value };
          return done(facts, `${ruleId} of ${tenant.slug} is set.`);
        });
      }),
    );

  requireTenantOption(policy.command('reset'))
    .description('resets a limit of the district to its default')
    .argument('<rule>', 'as "policy show" names it')
    .action((ruleId: string, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await resetLimit(ctx, actor, tenant.id, ruleId);
          if (!result.ok) return refuse(result);
          return done({ tenant: tenant.slug, ruleId }, `${ruleId} is back to its default.`);
        }),
      ),
    );
}

function addSimulateCommand(policy: Command, run: Run): void {
  requireTenantOption(policy.command('simulate'))
    .description('which of the last 90 days’ runs other limits would have held')
    .option(
      '--limit <rule=percent,count,cap>',
      'a proposed limit, such as students.REMOVE=3,25,500; an empty place keeps the default; may be repeated',
      proposedLimits,
      [],
    )
    .action((options: { tenant: string; limit: LimitInput[] }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await simulateLimits(ctx, tenant.id, options.limit);
          if (!result.ok) return refuse(result);
          const { rows: found, ...facts } = result.simulation;
          const rows = found.map(({ runId: _id, ...row }) => row);
          const lines = rows.map(({ reasons, ...row }) => ({
            ...row,
            reasons: reasons.map(({ ruleId }) => ruleId).join(' '),
          }));
          const columns = ['runNumber', 'checkedAt', 'state', 'wasHeld', 'wouldBeHeld', 'reasons'];
          return done(
            { tenant: tenant.slug, ...facts, rows, total: rows.length },
            [factsText(facts), '', rowsText(lines, columns, 'No runs were checked.')].join('\n'),
          );
        }),
      ),
    );
}

interface Numbers {
  percent?: number;
  count?: number;
  cap?: number;
}

function limitOf(ruleId: string, { percent, count, cap }: Numbers): z.input<typeof limitInput> {
  return {
    ruleId,
    limitPercent: percent ?? null,
    limitCount: count ?? null,
    limitCap: cap ?? null,
  };
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('Enter a percentage from 0 to 100.');
  return value;
}

function proposedLimits(text: string, before: readonly LimitInput[]): LimitInput[] {
  const [ruleId = '', values = ''] = text.split('=');
  const [percent = '', count = '', cap = ''] = values.split(',');
  const limit = limitInput.safeParse(
    limitOf(ruleId, {
      ...(percent === '' ? {} : { percent: percentage(percent) }),
      ...(count === '' ? {} : { count: positiveNumber(count) }),
      ...(cap === '' ? {} : { cap: positiveNumber(cap) }),
    }),
  );
  if (!limit.success) throw new InvalidArgumentError('Write rule=percent,count,cap.');
  return [...before, limit.data];
}
