// What a command comes to: an exit code, one JSON document and the same as text.
import { REFUSALS, type AnyRefused, type PlainCode } from '@/lib/core/refusals/catalogue';
import type { Refusal } from '@/lib/core/refusals/refusal';
import { refusalText } from '@/lib/core/refusals/refusal-text';
import type { RunStatus } from '@/lib/core/sync-run/status-labels';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';

export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  notUp: 5,
  notInTime: 6,
  stale: 7,
} as const;

export interface Outcome {
  exitCode: number;
  data: unknown;
  text: string;
}

export function done(data: unknown, text: string): Outcome {
  return { exitCode: EXIT.done, data, text };
}

/** An expected failure of a command, in the words of the catalogue, with the command that shows how things stand. */
export function refuse(refusal: AnyRefused | PlainCode): Outcome {
  const refused = typeof refusal === 'string' ? { ok: false as const, code: refusal } : refusal;
  const { exit, see, option }: Refusal = REFUSALS[refused.code];
  const reading = { reader: 'staff', now: new Date(), timeZone: STAFF_TIME_ZONE } as const;
  const { code } = refused;
  const message = refusalText(refused, reading);
  const more = [
    ...(option === undefined ? [] : [`Give ${option}.`]),
    ...(see === undefined ? [] : [`See "${see}".`]),
  ];
  return {
    exitCode: EXIT[exit],
    // What is not there is left out of the JSON.
    data: { error: { code, message, see, option } },
    text: [message, more.join(' ')].filter((line) => line !== '').join('\n'),
  };
}

export function failure(exitCode: number, code: string, message: string): Outcome {
  return { exitCode, data: { error: { code, message } }, text: message };
}

/** How a run ended, as an exit code: what was not applied and will not be is no success. */
export function exitCodeOfRun(status: RunStatus): number {
  switch (status) {
    case 'APPLIED':
    case 'NO_CHANGE':
    case 'HELD':
    case 'DEFERRED':
    case 'ROLLED_BACK':
      return EXIT.done;
    default:
      return EXIT.refused;
  }
}
