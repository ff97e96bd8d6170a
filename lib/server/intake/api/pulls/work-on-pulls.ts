/**
 * All pulls of a worker at the same time: most of a pull is waiting, for a source or because it asked for it. One that has to wait
 * longer than a moment is given back, and taken up by whoever comes first when its time has come.
 */
import type { AppContext } from '../../../app-context';
import { openApiHttp, type ApiHttp } from '../http/request';
import { workOnTests } from '../work-on-tests';
import { claimPull, HOLD_EVERY_MS, holdPulls } from './claim';
import type { TakenPull } from './pull-row';
import { runPull } from './run-pull';

/** Beyond that, further ones wait for their turn: each keeps a page or two in memory. */
const MOST_AT_ONCE = 300;

export interface PullWorker {
  /** Takes up what is due, and comes back as soon as nothing more is. */
  takeUpDue(ctx: AppContext): Promise<void>;
  /** Tests the connections that people asked to be tested, one after the other. */
  testConnections(ctx: AppContext): Promise<void>;
  /** When what was taken up has come to an end, or waits. */
  idle(): Promise<void>;
  /** Gives back what is at work, at the page where it is. */
  stop(): Promise<void>;
}

export function createPullWorker(http: ApiHttp): PullWorker {
  const stopping = new AbortController();
  const atWork = new Map<TakenPull, { done: Promise<void>; lost: AbortController }>();
  let holding: NodeJS.Timeout | undefined;

  const hold = async (ctx: AppContext): Promise<void> => {
    const held = await holdPulls(ctx, [...atWork.keys()]);
    for (const [pull, { lost }] of atWork) if (!held.has(pull.id)) lost.abort();
  };

  return {
    async takeUpDue(ctx) {
      holding ??= setInterval(() => void hold(ctx).catch(() => {}), HOLD_EVERY_MS).unref();
      while (!stopping.signal.aborted && atWork.size < MOST_AT_ONCE) {
        const pull = await claimPull(ctx);
        if (!pull) return;
        const lost = new AbortController();
        const signal = AbortSignal.any([stopping.signal, lost.signal]);
        const done = runPull(ctx, http, pull, signal)
          .catch((error: unknown) => ctx.log.warn({ err: error }, 'pull could not be given back'))
          .finally(() => atWork.delete(pull));
        atWork.set(pull, { done, lost });
      }
    },
    testConnections: (ctx) => workOnTests(ctx, http, stopping.signal),
    async idle() {
      while (atWork.size > 0) await Promise.all([...atWork.values()].map(({ done }) => done));
    },
    async stop() {
      stopping.abort(new Error('the worker stops'));
      clearInterval(holding);
      await this.idle();
      await http.close();
    },
  };
}

export const openPullHttp = ({ settings }: Pick<AppContext, 'settings'>): ApiHttp =>
  openApiHttp({
    testHosts: settings.apiTestHosts,
    limits: { maxBytes: settings.apiAnswerBytes },
  });
