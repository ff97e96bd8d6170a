import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { supervise } from './supervised-process';

// Processes start late where the machine stands still for a while.
const PATIENCE_MS = 60_000;
const TEST_MS = 3 * PATIENCE_MS;

const folder = path.resolve(import.meta.dirname);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function superviseScript(script: string) {
  const lines: string[] = [];
  const restarts: string[] = [];
  const supervised = supervise({
    name: 'trial',
    command: [process.execPath, '-e', script],
    env: process.env,
    folder,
    onLine: (line) => lines.push(line),
    onRestart: (line) => restarts.push(line),
  });
  return { supervised, lines, restarts };
}

const STAYS = 'console.log(process.pid); setInterval(() => {}, 1000);';

test(
  'a process that dies is started again, and said in one line',
  async () => {
    const { supervised, lines, restarts } = superviseScript(STAYS);
    await vi.waitFor(() => expect(lines).toHaveLength(1), PATIENCE_MS);
    process.kill(Number(lines[0]), 'SIGKILL');
    await vi.waitFor(() => expect(lines).toHaveLength(2), PATIENCE_MS);
    expect(restarts).toEqual([
      'The trial process ended (signal SIGKILL); starting it again in 0.5 s.',
    ]);
    await supervised.stop();
    expect(isAlive(Number(lines[1]))).toBe(false);
  },
  TEST_MS,
);

test(
  'what a process started ends with it',
  async () => {
    const child = JSON.stringify(STAYS);
    const { supervised, lines } = superviseScript(
      `require('node:child_process').spawn(process.execPath, ['-e', ${child}], { stdio: 'inherit' }); setInterval(() => {}, 1000);`,
    );
    await vi.waitFor(() => expect(lines).toHaveLength(1), PATIENCE_MS);
    await supervised.stop();
    await vi.waitFor(() => expect(isAlive(Number(lines[0]))).toBe(false), PATIENCE_MS);
  },
  TEST_MS,
);

test(
  'asked to restart, it is back at once and without a complaint',
  async () => {
    const { supervised, lines, restarts } = superviseScript(STAYS);
    await vi.waitFor(() => expect(lines).toHaveLength(1), PATIENCE_MS);
    supervised.restart();
    await vi.waitFor(() => expect(lines).toHaveLength(2), PATIENCE_MS);
    expect(restarts).toEqual([]);
    await supervised.stop();
  },
  TEST_MS,
);
