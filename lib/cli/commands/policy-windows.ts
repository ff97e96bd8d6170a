// What a district has planned: dated windows, pauses, and what its planning form says.
import { Option, type Command } from 'commander';
import { PolicyWindowKind } from '@/lib/server/db';
import { pauseDeliveries, resumeDeliveries } from '@/lib/server/policy/pauses';
import {
  getPlanningForm,
  planningFormInput,
  savePlanningForm,
} from '@/lib/server/policy/planning-form';
import { addWindow, endWindow, listWindows, windowInput } from '@/lib/server/policy/windows';
import {
  checked,
  enumName,
  id,
  requireTenantOption,
  wholeNumber,
  withTenant,
  words,
} from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { factsText, rowsText } from '../text';

interface NewWindow {
  tenant: string;
  kind: string;
  startDate: string;
  endDate: string;
  reason: string;
  expectedStudents?: number;
  expectedStaff?: number;
  expectedContacts?: number;
  expectedClasses?: number;
}

export function addWindowCommands(policy: Command, run: Run): void {
  const window = policy.command('window').description('dated windows; they end automatically');

  requireTenantOption(window.command('list'))
    .description('latest first')
    .action((options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const rows = (await listWindows(ctx, tenant.id)).map((row) => ({ ...row }));
          const columns = ['id', 'kind', 'startDate', 'endDate', 'endedAt', 'reason'];
          return done({ rows, total: rows.length }, rowsText(rows, columns, 'No windows.'));
        }),
      ),
    );

  requireTenantOption(window.command('add'))
    .description(
      'wider limits around a rollover, or days on which nothing is applied automatically',
    )
    .addOption(
      new Option('--kind <kind>', 'what for')
        .choices(words(Object.values(PolicyWindowKind)))
        .default('transition'),
    )
    .requiredOption('--start-date <date>', 'first day, 2026-08-10')
    .requiredOption('--end-date <date>', 'last day; a transition lasts up to 21 days')
    .requiredOption('--reason <text>', 'what is planned')
    .option('--expected-students <number>', 'students afterwards', wholeNumber)
    .option('--expected-staff <number>', 'staff afterwards', wholeNumber)
    .option('--expected-contacts <number>', 'contacts afterwards', wholeNumber)
    .option('--expected-classes <number>', 'classes afterwards', wholeNumber)
    .action(({ tenant: slug, ...options }: NewWindow) =>
      run(async ({ ctx, actor }) => {
        const input = checked(windowInput, { ...options, kind: enumName(options.kind) });
        if (!input.ok) return input.outcome;
        return withTenant(ctx, slug, async (tenant) => {
          const result = await addWindow(ctx, actor, tenant.id, input.value);
          if (!result.ok) return refuse(result);
          const { kind, startDate, endDate } = input.value;
          const facts = { id: result.id, tenant: tenant.slug, kind, startDate, endDate };
          return done(facts, factsText(facts));
        });
      }),
    );

  requireTenantOption(window.command('end'))
    .description('ends a window before its last day')
    .argument('<id>', 'of the window', id)
    .action((windowId: number, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await endWindow(ctx, actor, tenant.id, windowId);
          if (!result.ok) return refuse(result);
          return done({ id: windowId }, `Window ${windowId} has ended.`);
        }),
      ),
    );

  addPauseCommands(policy, run);
  addFormCommand(policy, run);
}

function addPauseCommands(policy: Command, run: Run): void {
  requireTenantOption(policy.command('pause'))
    .description('pauses a district: deliveries wait from now on')
    .requiredOption('--reason <text>', 'why')
    .action((options: { tenant: string; reason: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await pauseDeliveries(ctx, actor, tenant.id, options.reason);
          if (!result.ok) return refuse(result);
          return done({ tenant: tenant.slug }, `${tenant.slug} is paused. Its deliveries wait.`);
        }),
      ),
    );

  requireTenantOption(policy.command('resume'))
    .description('ends the pause: files are checked again, and the first ones are held once')
    .action((options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await resumeDeliveries(ctx, actor, tenant.id);
          if (!result.ok) return refuse(result);
          return done(
            { tenant: tenant.slug },
            `The pause of ${tenant.slug} has ended: its files are checked again, and the first ones are held once.`,
          );
        }),
      ),
    );
}

function addFormCommand(policy: Command, run: Run): void {
  requireTenantOption(policy.command('form'))
    .description(
      'what the district declared before its first files; shows it, or changes what is given',
    )
    .option('--declared-students <number>', 'number of students', wholeNumber)
    .option('--declared-schools <number>', 'number of schools', wholeNumber)
    .option('--multilingual', 'families speak several languages')
    .option('--no-multilingual', 'families speak one language')
    .action(
      ({
        tenant: slug,
        multilingual,
        ...declared
      }: {
        tenant: string;
        multilingual?: boolean;
        declaredStudents?: number;
        declaredSchools?: number;
      }) =>
        run(async ({ ctx, actor }) => {
          const given = {
            ...declared,
            ...(multilingual === undefined ? {} : { isMultilingual: multilingual }),
          };
          const changes = checked(planningFormInput, given);
          if (!changes.ok) return changes.outcome;
          return withTenant(ctx, slug, async (tenant) => {
            if (Object.keys(given).length > 0)
              await savePlanningForm(ctx, actor, tenant.id, changes.value);
            const facts = { tenant: tenant.slug, ...(await getPlanningForm(ctx, tenant.id)) };
            return done(facts, factsText(facts));
          });
        }),
    );
}
