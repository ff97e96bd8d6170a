// A simulator in a process of its own, as a benchmark needs it: its work is not that of the process that reads it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Order } from '@/lib/simulators/orders';

const root = path.resolve(import.meta.dirname, '../..');
const toldSchema = z.object({
  base: z.string(),
  tokenAddress: z.string(),
  key: z.string(),
  secret: z.string(),
});

export interface SimulatorProcess extends z.infer<typeof toldSchema> {
  readonly processId: number | undefined;
  /** Resolves with its answer; orders are followed one after another. */
  order(order: Order): Promise<unknown>;
  stop(): Promise<void>;
}

/** `args`: those of bin/simulate-api.ts. */
export async function startSimulatorProcess(args: readonly string[]): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/simulate-api.ts', ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The simulator ended');
    return JSON.parse(line.value);
  };
  const told = toldSchema.parse(await nextLine());
  let before: Promise<unknown> = Promise.resolve();
  return {
    ...told,
    processId: child.pid,
    order: (order) => {
      const answered = before.then(() => {
        child.stdin.write(`${JSON.stringify(order)}\n`);
        return nextLine();
      });
      before = answered.catch(() => undefined);
      return answered;
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
