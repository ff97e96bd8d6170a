// How the state of anything is shown: a word with its glyph and tone, whose turn it is, and one sentence.

export type Owner = 'district' | 'TalkingPoints' | 'nobody';
export type Tone = 'neutral' | 'active' | 'good' | 'waiting' | 'problem';

export type StatusLabel = {
  readonly word: string;
  readonly glyph: string;
  readonly tone: Tone;
  readonly owner: Owner;
  /** Said instead of "Nothing to do" where that would promise too much. */
  readonly noTurn?: string;
  /** The reader is the district: its turn is theirs. */
  readonly isToDistrict?: boolean;
  readonly explanation: string;
};
