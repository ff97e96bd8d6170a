// What a district sends, when, and what is right to become of it.
export interface Upload {
  name: string;
  /** Renamed to this once it is whole. */
  renameTo?: string;
  bytes: Buffer;
}

/** NOTHING: no run comes of it. */
export type Outcome = 'APPLIED' | 'HELD' | 'NOTHING';

export interface Sending {
  kind: 'roster' | 'calendar' | 'attendance';
  /** Local time of the district. */
  at: string;
  uploads: Upload[];
  outcome: Outcome;
}

/** A person says what a word means. */
export interface Mapping {
  kind: 'mapping';
  at: string;
  text: string;
  category: string;
}

export type Step = Sending | Mapping;
