// Sessions that know whether they are still there. What a query says when its session is gone differs by when it was
// asked and by what the driver had heard of it; the state of the session does not.
import { EventEmitter } from 'node:events';
import pg from 'pg';

const saidOfLostSessions = new WeakSet<object>();

/** Whether this very error was said by a session that had ended, or that never came about. */
export function isOfLostSession(error: unknown): boolean {
  return typeof error === 'object' && error !== null && saidOfLostSessions.has(error);
}

/** What PostgreSQL itself answered, by its code: then the session stood, whatever was refused. */
const SQL_STATE = /^[0-9A-Z]{5}$/;

type Answer = (error: unknown, ...rest: unknown[]) => void;

export class WatchedClient extends pg.Client {
  /** It has ended, or is about to: what is asked of it fails. */
  isGone = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const noteGone = (): void => {
      this.isGone = true;
    };
    this.on('error', noteGone);
    this.on('end', noteGone);
  }

  override connect(...given: unknown[]): never {
    return this.watch(super.connect, given, (error) => !isRefusal(error));
  }

  override query(...given: unknown[]): never {
    return this.watch(super.query, given, () => this.isGone);
  }

  override end(...given: unknown[]): never {
    this.isGone = true;
    return (super.end as (...given: unknown[]) => never).apply(this, given);
  }

  /** The driver answers by a callback, a promise or, of a COPY, the stream it was given. */
  private watch(ask: unknown, given: unknown[], isLoss: (error: unknown) => boolean): never {
    const note = (error: unknown): void => {
      if (typeof error === 'object' && error !== null && isLoss(error))
        saidOfLostSessions.add(error);
    };
    const last = given.at(-1);
    const asked =
      typeof last === 'function'
        ? [
            ...given.slice(0, -1),
            (error: unknown, ...rest: unknown[]) => {
              note(error);
              (last as Answer)(error, ...rest);
            },
          ]
        : given;
    const answer = (ask as (...asked: unknown[]) => unknown).apply(this, asked);
    if (answer instanceof Promise)
      return answer.catch((error: unknown) => {
        note(error);
        throw error;
      }) as never;
    if (answer instanceof EventEmitter) answer.once('error', note);
    return answer as never;
  }
}

function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SQL_STATE.test(code);
}
