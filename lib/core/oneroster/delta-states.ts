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

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;

/** Milliseconds of a dateLastModified; without a zone it is taken as UTC, as the standard has it. */
export function modifiedAt(text: string, acceptUsDates: boolean): number | null {
  const clean = text.trim();
  const iso = ISO.exec(clean);
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
      iso;
    const time = utc(year, month, day, hour, minute, second);
    if (time === null) return null;
    return time + Number(`0.${fraction || '0'}`) * 1000 - offsetOf(zone);
  }
  const us = acceptUsDates ? US.exec(clean) : null;
  if (!us) return null;
  const [, month, day, year, hour = '0', minute = '0', second = '0', half] = us;
  const hours = half ? (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0) : Number(hour);
  return utc(year, month, day, String(hours), minute, second);
}

function utc(year = '', month = '', day = '', hour = '', minute = '', second = ''): number | null {
  const at = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  const date = new Date(at);
  const isReal = date.getUTCMonth() === +month - 1 && date.getUTCDate() === +day;
  return isReal && +hour < 24 && +minute < 60 && +second < 61 ? at : null;
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
