import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 150;

/** Asks until everything answers or time is up; returns what does not answer yet. */
export async function waitUntilUp(
  checks: Readonly<Record<string, () => Promise<boolean>>>,
  seconds: number,
  signal: AbortSignal,
): Promise<string[]> {
  const missing = new Map(Object.entries(checks));
  const deadline = performance.now() + seconds * 1000;
  while (missing.size > 0 && performance.now() < deadline && !signal.aborted) {
    for (const [name, isUp] of missing) if (await isUp()) missing.delete(name);
    if (missing.size > 0) await delay(ASK_EVERY_MS);
  }
  return [...missing.keys()];
}

/** An address to reach a server that listens on `host`. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

export function isListening(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: reachableHost(host), timeout: 5_000 });
    const answer = (isUp: boolean) => () => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
    socket.once('timeout', answer(false));
  });
}
