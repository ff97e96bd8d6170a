// What a command comes to: an exit code, one JSON document and the same as text.
import type { RunStatus } from '@/lib/core/sync-run/words';

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

const refused = (message: string) => ({ exitCode: EXIT.refused, message });
const notFound = (message: string) => ({ exitCode: EXIT.notFound, message });

const REFUSALS = {
  TENANT_NOT_FOUND: notFound('There is no district of this slug. Look at "tenant list".'),
  NO_SUCH_TENANT: notFound('There is no district of this slug. Look at "tenant list".'),
  NO_SUCH_CONNECTION: notFound('This district has no connection: "connection create" makes it.'),
  NO_SUCH_PASSWORD: notFound(
    'This connection has no password of this id. Look at "connection list".',
  ),
  INVITATION_NOT_FOUND: notFound(
    'There is no invitation of this id there. Look at "invitation list".',
  ),
  RUN_NOT_FOUND: notFound('This district has no run of this id. Look at "run list".'),
  REVIEW_NOT_FOUND: notFound('There is no review of this id. Look at "review list".'),
  NOT_FOUND: notFound('There is no review of this id. Look at "review list".'),
  VERSION_NOT_FOUND: notFound('This review has no such version. Look at "review show".'),
  STAFF_NOT_FOUND: notFound(
    'Nobody of our staff has this address. Give the address they sign in with.',
  ),
  SLUG_TAKEN: refused('Another district has this slug: give another one with --slug.'),
  SLUG_NEEDED: refused('The name has no two letters or digits: give a slug with --slug.'),
  PSM_NOT_STAFF: refused('The PSM is not staff. Give the address of a member of staff.'),
  IMPLEMENTER_NOT_STAFF: refused(
    'The implementer is not staff. Give the address of a member of staff.',
  ),
  CONNECTION_EXISTS: refused(
    'This district has its connection: "connection rotate-password" makes a password for it.',
  ),
  USER_NAME_TAKEN: refused('Another connection has this user name. Give another one.'),
  INVALID_USER_NAME: refused(
    'Use 3 to 48 lower-case letters, digits and hyphens as user name, beginning with a letter.',
  ),
  INVALID_APPLY_AT: refused('Enter a time from 00:00 to 23:59, such as 02:00.'),
  PASSWORD_EXISTS: refused('A password is in force: "connection rotate-password" replaces it.'),
  INVALID_OVERLAP: refused(
    'The old password can go on working for 0 to 720 hours. Give a number between them.',
  ),
  ADDRESS_INVALID: refused('Enter a plain address, such as name@district.org.'),
  ALREADY_MEMBER: refused('This person is there already. There is nothing to do.'),
  ADDRESS_IS_STAFF: refused(
    'This address belongs to one of our staff. Give an address of the district.',
  ),
  ADDRESS_IS_CONTACT: refused(
    'This address belongs to a district contact. Give an address of our own.',
  ),
  PERSON_DISABLED: refused(
    'This person was disabled and cannot be invited. An administrator can enable them again.',
  ),
  ALREADY_INVITED: refused('An invitation to this address is open: resend or revoke it.'),
  ALREADY_VERIFIED: refused('This invitation has been accepted. There is nothing to do.'),
  REVOKED: refused('This invitation was revoked: create another one.'),
  OUTDATED: refused('Newer files took the place of these. There is nothing to do.'),
  NOT_FAILED_RUN: refused('Only a run that failed can be tried again. Look at it with "run show".'),
  NOT_WAITING: refused(
    'This run does not wait for its time to be applied. Look at it with "run show".',
  ),
  NOT_LAST_APPLIED: refused(
    'Only the run whose roster is live can be undone. Look for it with "run list".',
  ),
  TOO_OLD: refused(
    'This run was applied too long ago to be undone. Have the district send corrected files instead.',
  ),
  BUSY: refused('Other files of this district are being checked or applied: try again soon.'),
  NOT_OPEN: refused(
    'This review is not open: it was decided, or newer files took its place. Look at it with "review show".',
  ),
  STALE: {
    exitCode: EXIT.stale,
    message:
      'The review has moved on: look at its version and fingerprint again with "review show".',
  },
  EFFECT_CHANGED: {
    exitCode: EXIT.stale,
    message: 'This part comes to another number of changes: count it again with "review preview".',
  },
  REASON_REQUIRED: refused('Say why with --comment (--reason when it is turned down).'),
  AGAINST_DISTRICT: refused(
    'The district said stop: approving against it needs --reason-code against-district and --comment. Give both, or turn it down.',
  ),
  NOT_AGAINST_DISTRICT: refused(
    'The district has not said stop to these changes. Give another --reason-code.',
  ),
  PAUSED: refused(
    'The district is paused: nothing is decided or applied until the pause ends. There is nothing to do before then.',
  ),
  NOT_SLICEABLE: refused(
    'A first roster is approved as a whole or not at all. Leave the groups out.',
  ),
  NOTHING_CHOSEN: refused(
    'None of the changes is in these groups. Look at the groups with "review show".',
  ),
  NOT_READY: refused(
    'The rows of this update are not at hand: approve or reject the whole, or wait for newer files.',
  ),
  GATE_NOT_PASSED: refused('The first roster has not passed its checks: waive what failed first.'),
  PERSON_REQUIRED: refused('Two people have to approve this: say who you are with --as.'),
  SECOND_PERSON_REQUIRED: refused('You approved this already: somebody else has to.'),
  LEAD_REQUIRED: refused('One of the two who approve this has to be a lead (administrator).'),
  NO_CONTACTS: refused('The district has no contact who could be asked. Invite one first.'),
  FIRST_ROSTER: refused('A first roster needs no question: everything in it is new.'),
  NOT_STAFF: notFound('Nobody of our staff has this address. Give the address they sign in with.'),
  TEXT_REQUIRED: refused('There is nothing to say in an empty comment. Give a text.'),
  PAST: refused('Give an instant that is still to come.'),
  NOT_A_CONTACT: notFound(
    'Nobody of this address speaks for this district. Give the address of one of its contacts.',
  ),
  NO_QUESTION: notFound('No question of this review is open. Ask one with "review ask".'),
  ALREADY_ANSWERED: refused('The question was answered already. There is nothing to do.'),
  EXPIRED: refused('The question is too old to be answered. Ask again with "review ask".'),
  CLOSED: refused('The question is not asked any more. There is nothing to do.'),
  NOT_APPLIED: refused('What this review is about is not applied. There is nothing to undo.'),
  NO_REMOVALS: refused(
    'This run removed nobody, or they were brought back already. There is nothing to do.',
  ),
  PLAN_GONE: refused(
    'What this run changed is not known any more: have the district correct its data or export and send a new set.',
  ),
  SCHOOL_NOT_FOUND: notFound(
    'The roster of this district has no school of this id. Look for it with "roster export".',
  ),
  NAME_NOT_FOUND: notFound(
    'This district has no attendance file name of this id. Look at "attendance files".',
  ),
  LIST_NOT_FOUND: notFound(
    'This school has no notice list on this day. Look at "attendance notices".',
  ),
  NAME_STATE: refused(
    'The name is not in a state in which this can be said of it. Look at "attendance files".',
  ),
  NAME_FIRST: refused('The file waits for its name: "attendance names accept" takes both.'),
  LISTS_NEEDED: refused(
    'Name the school with --school, or give --all with --seen, the code that "attendance notices" ends with.',
  ),
  LISTS_CHANGED: {
    exitCode: EXIT.stale,
    message:
      'What is held has changed since it was listed, and nothing was released: look at "attendance notices" again.',
  },
  NOT_HELD: refused('It does not wait for a person. There is nothing to do.'),
  DAY_OVER: refused(
    'Notices go out on their own day only. There is nothing to do for another day.',
  ),
  NO_ATTENDANCE: refused(
    'No attendance file of this district has come yet. Try again when one has.',
  ),
  CUT_OFF_INVALID: refused('Give a time such as 16:00.'),
  CATEGORY_EMPTY: refused('Name the word the district uses.'),
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** An expected failure of a command, in words. */
export function refuse(code: RefusalCode): Outcome {
  const { exitCode, message } = REFUSALS[code];
  return failure(exitCode, code, message);
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
