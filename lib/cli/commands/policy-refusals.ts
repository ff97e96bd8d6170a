import { EXIT, failure, type Outcome } from '../outcome';

const REFUSALS = {
  NO_SUCH_RULE: [EXIT.notFound, 'There is no rule of this name: "policy show" lists them.'],
  NO_OWN_LIMIT: [EXIT.notFound, 'This rule has its default already.'],
  NO_SUCH_WINDOW: [EXIT.notFound, 'This district has no open window of this id.'],
  NO_SUCH_CONNECTION: [
    EXIT.notFound,
    'This district has no connection: "connection create" makes it.',
  ],
  RUN_NOT_FOUND: [EXIT.notFound, 'This district has no checked run of this id.'],
  NEVER_RELAXED: [EXIT.refused, 'This rule is never relaxed: only stricter values are taken.'],
  REASON_REQUIRED: [EXIT.refused, 'Say why.'],
  DATES_REVERSED: [EXIT.refused, 'The window ends before it starts.'],
  TOO_LONG: [
    EXIT.refused,
    'A transition lasts 21 days at most; windows less than 21 days apart count together.',
  ],
  OVERLAPS: [EXIT.refused, 'Another window of this kind is open on some of these days.'],
  ALREADY_PAUSED: [EXIT.refused, 'Deliveries of this district wait already.'],
  NOT_PAUSED: [EXIT.refused, 'This district is not paused.'],
  NOT_FAILED: [
    EXIT.refused,
    'This criterion did not fail in this run, so there is nothing to waive.',
  ],
} as const;

export function refusePolicy(code: keyof typeof REFUSALS): Outcome {
  const [exitCode, message] = REFUSALS[code];
  return failure(exitCode, code, message);
}
