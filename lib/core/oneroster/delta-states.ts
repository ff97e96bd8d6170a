// A delta file may name one record several times: what it was on the 26th and what it is on the 27th.

export interface DeltaState {
  line: number;
  /** When the record came to this state, as milliseconds; null where that cannot be read. */
  at: number | null;
  /** `unusable`: the row cannot be used, so what it says is not known. */
  kind: 'active' | 'remove' | 'unusable';
}

/**
 * The line of the state that counts: the newest, in whatever order they stand. Null where nobody can say: a date is
 * missing or cannot be read, two are the newest, or the newest cannot be used.
 */
export function newestState(states: readonly DeltaState[]): number | null {
  let newest: DeltaState | null = null;
  let isShared = false;
  for (const state of states) {
    if (state.at === null) return null;
    if (newest?.at === state.at) isShared = true;
    else if (newest === null || state.at > (newest.at ?? 0)) {
      newest = state;
      isShared = false;
    }
  }
  return newest === null || isShared || newest.kind === 'unusable' ? null : newest.line;
}
