// `npm run connector -- … --json`, in this process.
import { runCommandLine } from '@/lib/cli/command-line';

/** The command's data. Throws where the command fails. */
export async function connector(...args: string[]): Promise<unknown> {
  let output = '';
  const exitCode = await runCommandLine([...args, '--json'], {
    env: process.env,
    folder: process.cwd(),
    out: (text) => {
      output += text;
      return Promise.resolve();
    },
    err: (text) => {
      output += text;
    },
  });
  if (exitCode !== 0) throw new Error(`connector ${args.join(' ')}: ${exitCode} ${output}`);
  return JSON.parse(output) as unknown;
}
