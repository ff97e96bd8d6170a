/** Who reads a refusal: our staff, a contact of a district, or somebody who is not signed in. */
export type Reader = 'staff' | 'contact' | 'anyone';

/** What a sentence may depend on besides the facts of what was refused. */
export interface Reading {
  reader: Reader;
  now: Date;
  timeZone: string;
}

/** How the command line ends; the numbers are in lib/cli/outcome.ts. */
export type RefusalExit = 'refused' | 'notFound' | 'stale';

/** Never called as it stands: each code's own facts are what the command answers beside the code. */
type Sentence = string | ((facts: never, reading: Reading) => string);

interface More {
  /** The field of a form it is about; of several, the one that the form has. */
  field?: string | readonly string[];
  /** The command that shows how things stand, and changes nothing: the command line names it beside the sentence. */
  see?: string;
  /** How the command line is told what is missing: "--as". It names it beside the sentence. */
  option?: string;
}

export interface Refusal<S extends Sentence = Sentence> extends More {
  sentence: S;
  exit: RefusalExit;
}

const ending =
  (exit: RefusalExit) =>
  <S extends Sentence>(sentence: S, more: More = {}): Refusal<S> => ({ sentence, exit, ...more });

/** A rule says no; nothing was changed. */
export const refused = ending('refused');
/** What was named is not there, or is another district's. */
export const missing = ending('notFound');
/** What was to be decided is not what would be. */
export const outOfDate = ending('stale');
