// The pulls that a worker process is at: many at the same time, beside its loops.
import type { AppContext } from '../app-context';
import { createPullWorker, openPullHttp, type PullWorker } from '../intake/api/pulls/work-on-pulls';
import type { WorkerProcess } from './attempts';

const pullWorkers = new WeakMap<WorkerProcess, PullWorker>();

export function pullWorkerOf(ctx: AppContext, worker: WorkerProcess): PullWorker {
  const known = pullWorkers.get(worker);
  if (known) return known;
  const made = createPullWorker(openPullHttp(ctx));
  pullWorkers.set(worker, made);
  return made;
}

/** Gives its pulls back, each at the page where it is. */
export async function stopPulls(worker: WorkerProcess): Promise<void> {
  await pullWorkers.get(worker)?.stop();
}
