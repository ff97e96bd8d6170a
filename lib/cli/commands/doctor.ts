import type { Command } from 'commander';
import { checkHealth, checkRole, HEALTH_CHECKS } from '@/lib/server/health';
import type { Run } from '../door';
import { EXIT } from '../outcome';
import { rowsText } from '../text';

export function addDoctorCommand(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('is everything up, and if not, why')
    .action(() =>
      // A database that does not answer is one of the answers.
      run(
        async ({ ctx }) => {
          const [health, role] = await Promise.all([checkHealth(ctx), checkRole(ctx)]);
          const status = health.status === 'ok' && role.status !== 'ok' ? 'warning' : health.status;
          const rows = [
            ...HEALTH_CHECKS.map((check) => ({ check, ...health.checks[check] })),
            { check: 'role', ...role },
          ];
          return {
            exitCode: status === 'failed' ? EXIT.notUp : EXIT.done,
            data: { status, checks: { ...health.checks, role } },
            text: rowsText(rows, ['check', 'status', 'reason'], ''),
          };
        },
        { withoutDatabase: true },
      ),
    );
}
