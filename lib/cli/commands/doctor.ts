import type { Command } from 'commander';
import { checkHealth, HEALTH_CHECKS } from '@/lib/server/health/check-health';
import { checkRole } from '@/lib/server/health/check-role';
import { listJobs, type JobStatus } from '@/lib/server/health/list-jobs';
import type { Run } from '../command-context';
import { EXIT } from '../outcome';
import { rowsText } from '../text';

export function addDoctorCommand(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('checks whether everything is up and, if not, says why')
    .action(() =>
      // A database that does not answer is one of the answers.
      run(
        async ({ ctx }) => {
          const [health, role] = await Promise.all([checkHealth(ctx), checkRole(ctx)]);
          // Not known without the database, which its own check says.
          const jobs = health.checks.database.status === 'ok' ? await listJobs(ctx) : [];
          const status = health.status === 'ok' && role.status !== 'ok' ? 'warning' : health.status;
          const rows = [
            ...HEALTH_CHECKS.map((check) => ({ check, ...health.checks[check] })),
            { check: 'role', ...role },
          ];
          return {
            exitCode: status === 'failed' ? EXIT.notUp : EXIT.done,
            data: { status, checks: { ...health.checks, role }, jobs },
            text: [rowsText(rows, ['check', 'status', 'reason'], ''), jobsText(jobs)]
              .join('\n\n')
              .trimEnd(),
          };
        },
        { withoutDatabase: true },
      ),
    );
}

function jobsText(jobs: readonly JobStatus[]): string {
  const rows = jobs.map((job) => ({
    ...job,
    job: job.name,
    every: `${job.everySeconds} s`,
    'last run': job.endedAt ?? job.startedAt,
    result: job.result.toLowerCase().replace('_', ' '),
    error: job.errorCode,
  }));
  return rowsText(rows, ['job', 'every', 'last run', 'result', 'failures', 'error', 'does'], '');
}
