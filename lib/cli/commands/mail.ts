import type { Command } from 'commander';
import { recordBounce, type RecordedBounce } from '@/lib/server/mail/bounce/record-bounce';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';

const MAX_BYTES = 10_000_000;

export function addMailCommands(program: Command, run: Run): void {
  program
    .command('mail')
    .description('email that was sent')
    .command('bounce')
    .description('records a returned email, read from standard input')
    .option('--to <address>', 'the address it came to; without it, its own headers say so')
    .action(({ to }: { to?: string }) =>
      run(async ({ ctx, readInput }) => {
        const bytes = await readInput(MAX_BYTES);
        if (bytes === null) return refuse('BOUNCE_TOO_LARGE');
        const result = await recordBounce(ctx, bytes, { cameTo: to ?? null });
        return result.ok ? done(result.bounce, sentence(result.bounce)) : refuse(result);
      }),
    );
}

const outcomes: Record<RecordedBounce['outcome'], string> = {
  FAILED: 'was returned',
  DELAYED: 'is delayed',
  DELIVERED: 'was delivered',
  RELAYED: 'was passed on to a server that reports nothing further',
  EXPANDED: 'was passed on to a list of addresses',
};

function sentence({ mailId, toAddress, outcome, statusCode, isKnown }: RecordedBounce): string {
  const status = statusCode === null ? '' : ` (${statusCode})`;
  const said = `Email ${mailId} to ${toAddress} ${outcomes[outcome]}${status}.`;
  return isKnown ? `${said} This report was recorded before.` : said;
}
