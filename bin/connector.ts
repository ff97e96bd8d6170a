// `npm run connector -- …`: see docs/command-line.md.
import { runCommandLine } from '@/lib/cli/command-line';

// Whoever reads our output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  // npm runs us in the clone and says here where it was called.
  folder: process.env.INIT_CWD ?? process.cwd(),
  input: process.stdin,
  out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  err: (text) => void process.stderr.write(text),
});
