import { isOfLostSession } from './watched-client';

/** Of PostgreSQL: connection exceptions, shutting down, crashed, starting up, no place left. Of the system: nobody there, line lost. */
const AWAY = /^(08...|53300|57P0[0-5]|ECONN.*|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;
/** What Prisma says of a database that it cannot reach, or that closed the connection, with a code of its own. */
const AWAY_OF_PRISMA = ['P1001', 'P1002', 'P1008', 'P1017'];

/**
 * The database went away, or ended our session: wait for it. Anything else is a fault of ours. Known by codes and by the
 * state of the session that was asked, never by words: those differ.
 */
export function isConnectionTrouble(error: unknown): boolean {
  return causesOf(error).some(
    (each) => isOfLostSession(each) || codesOf(each).some(isCodeOfAbsence),
  );
}

/** It is there, and refuses sessions until it has started or recovered. */
export function isDatabaseStarting(error: unknown): boolean {
  return causesOf(error).some((each) => codesOf(each).includes('57P03'));
}

function isCodeOfAbsence(code: string): boolean {
  return AWAY.test(code) || AWAY_OF_PRISMA.includes(code);
}

/** The error and what lies behind it: Prisma puts what it was told behind a code of its own. */
function causesOf(error: unknown): object[] {
  const found: object[] = [];
  for (let at: unknown = error; typeof at === 'object' && at !== null && !found.includes(at);) {
    found.push(at);
    const { cause, meta } = at as { cause?: unknown; meta?: { driverAdapterError?: unknown } };
    at = meta?.driverAdapterError ?? cause;
  }
  return found;
}

function codesOf(error: object): string[] {
  const { code, originalCode, errors } = error as Record<
    'code' | 'originalCode' | 'errors',
    unknown
  >;
  // A host with several addresses fails with one error for each.
  const inner: unknown[] = Array.isArray(errors) ? errors : [];
  return [code, originalCode, ...inner.map((each) => (each as { code?: unknown }).code)].filter(
    (each) => typeof each === 'string',
  );
}
