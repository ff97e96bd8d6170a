// One child of the start script: started, watched, started again when it ends by itself, stopped in order.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessSpec {
  name: string;
  command: readonly [string, ...string[]];
  env: NodeJS.ProcessEnv;
  folder: string;
  onLine: (line: string) => void;
  /** Says in one line that it ended and is started again. */
  onRestart: (line: string) => void;
}

export interface SupervisedProcess {
  name: string;
  stop(): Promise<void>;
  /** Asks it to end; it is started again at once. */
  restart(): void;
}

const STOP_MS = 12_000;
const FIRST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;
/** After this long without trouble the next restart is quick again. */
const CALM_MS = 60_000;

export function supervise(spec: ProcessSpec): SupervisedProcess {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let backOffMs = FIRST_BACK_OFF_MS;
  let isWanted = false;

  const runOnce = async (): Promise<string> => {
    const startedAt = performance.now();
    child = startChild(spec);
    const end = await endOf(child);
    // What the child started itself must not outlive it.
    killGroup(child, 'SIGKILL');
    child = null;
    if (performance.now() - startedAt > CALM_MS) backOffMs = FIRST_BACK_OFF_MS;
    return end;
  };
  const keepRunning = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const end = await runOnce();
      if (stopping.signal.aborted) return;
      if (isWanted) {
        isWanted = false;
        continue;
      }
      const seconds = backOffMs / 1000;
      spec.onRestart(`The ${spec.name} process ended (${end}); starting it again in ${seconds} s.`);
      await delay(backOffMs, undefined, { signal: stopping.signal }).catch(() => {});
      backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
    }
  };
  const finished = keepRunning();

  return {
    name: spec.name,
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const timer = setTimeout(() => child && killGroup(child, 'SIGKILL'), STOP_MS);
      await finished;
      clearTimeout(timer);
    },
    restart() {
      isWanted = child !== null;
      child?.kill('SIGTERM');
    },
  };
}

/** Runs a child to its end; resolves with "exit 0" and the like. Aborting ends it. */
export async function runToEnd(
  spec: Omit<ProcessSpec, 'onRestart'>,
  signal?: AbortSignal,
): Promise<string> {
  const child = startChild(spec);
  const stop = (): void => void child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  const end = await endOf(child);
  signal?.removeEventListener('abort', stop);
  killGroup(child, 'SIGKILL');
  return end;
}

export const SUCCESS = 'exit 0';

function startChild(spec: Omit<ProcessSpec, 'onRestart'>): ChildProcess {
  const [program, ...args] = spec.command;
  const child = spawn(program, args, {
    cwd: spec.folder,
    // See bin/stop-with-parent.mjs.
    env: { ...spec.env, CONNECTOR_STARTER: String(process.pid) },
    // Its own process group: Ctrl-C in the terminal reaches the start script only, which keeps the order.
    detached: true,
    // The channel tells the child when the start script is gone, however it went.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', spec.onLine);
  return child;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit ${code}`));
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
