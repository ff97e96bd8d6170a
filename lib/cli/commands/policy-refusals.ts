import { EXIT, failure, type Outcome } from '../outcome';

const REFUSALS = {
  NO_SUCH_RULE: [EXIT.notFound, 'There is no rule of this name: "policy show" lists them.'],
  NO_OWN_LIMIT: [EXIT.notFound, 'This rule has its default already. There is nothing to do.'],
  NO_SUCH_WINDOW: [
    EXIT.notFound,
    'This district has no open window of this id. Look at "policy window list".',
  ],
  NO_SUCH_CONNECTION: [
    EXIT.notFound,
    'This district has no connection: "connection create" makes it.',
  ],
  RUN_NOT_FOUND: [
    EXIT.notFound,
    'This district has no checked run of this id. Look at "run list".',
  ],
  NEVER_RELAXED: [
    EXIT.refused,
    'This rule is never relaxed: only stricter values are taken. Give a smaller number.',
  ],
  REASON_REQUIRED: [EXIT.refused, 'Say why.'],
  DATES_REVERSED: [EXIT.refused, 'The window ends before it starts. Give a later last day.'],
  TOO_LONG: [
    EXIT.refused,
    'A transition lasts 21 days at most; windows less than 21 days apart count together. Give an earlier last day.',
  ],
  OVERLAPS: [
    EXIT.refused,
    'Another window of this kind is open on some of these days. Give other days, or end that one first.',
  ],
  CANNOT_PAUSE: [
    EXIT.refused,
    'This kind of connection cannot be paused. Open a blackout window to hold roster updates back.',
  ],
  ALREADY_PAUSED: [
    EXIT.refused,
    'Deliveries of this district wait already. There is nothing to do.',
  ],
  NOT_PAUSED: [EXIT.refused, 'This district is not paused. There is nothing to do.'],
  NOT_FAILED: [
    EXIT.refused,
    'This criterion did not fail in this run, so there is nothing to waive.',
  ],
  NOT_EMPTY: [
    EXIT.refused,
    'This run is not INVALID because this file, a full copy, has no rows: "run files" tells what it had.',
  ],
  OTHER_BYTES: [
    EXIT.stale,
    'The file has other bytes than these: look at its sha256 again with "run files" or "policy allow-empty list".',
  ],
  OUTDATED: [EXIT.refused, 'The file came with rows since, so there is nothing to allow.'],
  ALREADY_ASKED: [
    EXIT.refused,
    'Somebody said so of these bytes already: "policy allow-empty list" tells how it stands.',
  ],
  ALLOWANCE_NOT_FOUND: [
    EXIT.notFound,
    'This district has no allowance of this id. Look at "policy allow-empty list".',
  ],
  ALLOWANCE_OVER: [EXIT.refused, 'It is over already: used, expired or withdrawn.'],
  NOT_WAITING: [
    EXIT.refused,
    'It does not wait for a second person any more. Look at "policy allow-empty list".',
  ],
  EXPIRED: [EXIT.refused, 'It expired after seven days. If it is still meant, say so again.'],
  PERSON_REQUIRED: [
    EXIT.refused,
    'Two people who may decide have to say this: say who you are with --as.',
  ],
  SECOND_PERSON_REQUIRED: [EXIT.refused, 'You said so yourself: somebody else has to confirm.'],
  LEAD_REQUIRED: [EXIT.refused, 'One of the two has to be a lead (administrator).'],
} as const;

export function refusePolicy(code: keyof typeof REFUSALS): Outcome {
  const [exitCode, message] = REFUSALS[code];
  return failure(exitCode, code, message);
}
