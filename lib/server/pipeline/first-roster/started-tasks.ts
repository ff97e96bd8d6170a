/** Tasks that run while something else is done, and are waited for at its end. */
export class StartedTasks {
  private readonly started: Promise<void>[] = [];

  start(task: Promise<void>): Promise<void> {
    // `finish` reports it; until then a failure must not count as unhandled.
    task.catch(() => {});
    this.started.push(task);
    return task;
  }

  /** Throws the first failure, perhaps while others still run. */
  async finish(): Promise<void> {
    await Promise.all(this.started);
  }

  /** Waits until no task runs, whether it failed or not. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.started);
  }
}
