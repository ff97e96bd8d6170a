import type { Command } from 'commander';
import { checkHealth, HEALTH_CHECKS } from '@/lib/server/health';
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
          const health = await checkHealth(ctx);
          const rows = HEALTH_CHECKS.map((check) => ({ check, ...health.checks[check] }));
          return {
            exitCode: health.status === 'failed' ? EXIT.notUp : EXIT.done,
            data: health,
            text: rowsText(rows, ['check', 'status', 'reason'], ''),
          };
        },
        { withoutDatabase: true },
      ),
    );
}
