// What a first roster or a new school shows of itself, and what a held run looks like.
import { Option, type Command } from 'commander';
import { explainFinding } from '@/lib/core/circuit-break/explain-finding';
import { gateCriteria, type GateCriterion } from '@/lib/core/circuit-break/first-roster-gate';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import { listFindings } from '@/lib/server/policy/findings';
import { listSchoolsInNeed } from '@/lib/server/policy/schools-in-need';
import { firstSyncGate, waiveCriterion } from '@/lib/server/policy/first-sync-gate';
import { getSchoolNames } from '@/lib/server/sync-runs/queries/school-names';
import { requireTenantOption, runArgument, withTenant } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { rowsText } from '../text';
import { withRun } from './of-run';

/** As "policy waive" takes it, with what people call it. */
const named = (names: ReadonlyMap<string, string>, schoolId: string): string => {
  const name = names.get(schoolId);
  return name === undefined ? schoolId : `${name} (${schoolId})`;
};

export function addGateCommands(policy: Command, run: Run): void {
  requireTenantOption(policy.command('gate'))
    .description('the checks of a first roster, or of schools that are new')
    .argument('<run>', 'its number', runArgument)
    .action((which: RunAddress, options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, which, async ({ id: runId }, tenant) => {
          const { rows, isPassed } = await firstSyncGate(ctx, tenant.id, runId);
          const ids = rows.map(({ schoolSourcedId }) => schoolSourcedId);
          const names = await getSchoolNames(ctx, tenant.id, runId, ids);
          const lines = rows.map(({ waiver, ...row }) => ({
            ...row,
            outcome: waiver ? 'waived' : row.outcome,
            school: named(names, row.schoolSourcedId),
          }));
          return done(
            { isPassed, rows, total: rows.length },
            rowsText(
              lines,
              ['criterion', 'school', 'outcome', 'sentence'],
              'This run has no gate.',
            ),
          );
        }),
      ),
    );

  requireTenantOption(policy.command('waive'))
    .description('waives a failed check, for exactly this run’s changes')
    .argument('<run>', 'its number', runArgument)
    .addOption(
      new Option('--criterion <name>', 'as "policy gate" names it')
        .choices(gateCriteria)
        .makeOptionMandatory(),
    )
    .option('--school <id>', 'sourcedId of the new school it is about', '')
    .requiredOption('--comment <text>', 'why it can be waived')
    .action(
      (
        which: RunAddress,
        options: { tenant: string; criterion: GateCriterion; school: string; comment: string },
      ) =>
        run(async ({ ctx, actor }) =>
          withRun(ctx, options.tenant, which, async (found, tenant) => {
            const { criterion, comment, school: schoolSourcedId } = options;
            const target = { tenantId: tenant.id, runId: found.id, criterion, schoolSourcedId };
            const result = await waiveCriterion(ctx, actor, { ...target, comment });
            if (!result.ok) return refuse(result);
            return done(
              { runNumber: found.number, criterion, schoolSourcedId },
              `${criterion} is waived.`,
            );
          }),
        ),
    );

  requireTenantOption(policy.command('findings'))
    .description('what a held run looks like, with its evidence')
    .argument('<run>', 'its number', runArgument)
    .action((which: RunAddress, options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, which, async ({ id: runId }, tenant) => {
          const found = await listFindings(ctx, tenant.id, runId, (schoolId) => schoolId);
          const ids = found.map(({ schoolSourcedId }) => schoolSourcedId);
          const names = await getSchoolNames(ctx, tenant.id, runId, ids);
          const rows = found.map((each) => ({
            ...each,
            sentence: explainFinding(each, (schoolId) => named(names, schoolId)),
          }));
          return done(
            { rows, total: rows.length },
            rows.map(({ sentence }) => sentence).join('\n') || 'No pattern was found.',
          );
        }),
      ),
    );

  requireTenantOption(policy.command('schools'))
    .description('schools missing from the newest files, for someone to follow up')
    .action((options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const rows = await listSchoolsInNeed(ctx, tenant.id);
          const columns = ['schoolSourcedId', 'schoolName', 'runNumber'];
          return done({ rows, total: rows.length }, rowsText(rows, columns, 'No school.'));
        }),
      ),
    );
}
