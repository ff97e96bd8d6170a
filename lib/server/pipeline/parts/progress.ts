// Where the work on a run stands, for who watches, and how long each of its steps took, for its timeline.
import type { RunStep, StepTime } from '@/lib/core/sync-run/steps';
import type { AppContext } from '../../app-context';
import type { RunKey } from '../../db/roster-tables';

export interface RunProgress {
  /** A step begins, and the one before it has ended. */
  begin(step: RunStep): void;
  /** `done`: rows of the file so far. */
  report(activity: string, file: string, done: number): void;
}

const REPORT_EVERY_MS = 1_000;

export interface WatchedProgress extends RunProgress {
  /** Every step so far, the last one up to now. Nothing is reported after this: the run's end clears what was. */
  end(): StepTime[];
}

/** Writes where the work stands, at most once a second; losing one line of it matters to nobody. */
export function watchProgress(ctx: AppContext, run: RunKey): WatchedProgress {
  const times: { step: RunStep; startedAt: number }[] = [];
  let reportedAt = 0;
  let hasEnded = false;
  return {
    begin(step) {
      times.push({ step, startedAt: performance.now() });
    },
    report(activity, file, done) {
      const now = performance.now();
      if (hasEnded || (done > 0 && now - reportedAt < REPORT_EVERY_MS)) return;
      reportedAt = now;
      ctx.db.pool
        .query('UPDATE sync_run SET progress = $3 WHERE tenant_id = $1 AND id = $2', [
          run.tenantId,
          run.id,
          JSON.stringify({ step: activity, file, done }),
        ])
        .catch(() => {});
    },
    end() {
      hasEnded = true;
      const endedAt = performance.now();
      return times.map(({ step, startedAt }, at) => ({
        step,
        ms: Math.round((times[at + 1]?.startedAt ?? endedAt) - startedAt),
      }));
    },
  };
}

/** For work that nobody watches. */
export const UNWATCHED: RunProgress = { begin() {}, report() {} };
