// Dates as districts write them, once for rosters and attendance. The day that is written is the day: no zone moves it.
// What is recognised and not read is told apart, so that the hint can name the cure.
import { isDay, isPlainDate, type PlainDate } from './plain-date';

/** How a date was written; `YYYY-MM-DD` itself has no form. */
export type DateForm = 'with-time' | 'no-marks' | 'year-first' | 'month-first' | 'month-name';

export const DATE_FORM_LABELS: Readonly<Record<DateForm, string>> = {
  'with-time': 'YYYY-MM-DD with a time',
  'no-marks': 'YYYYMMDD',
  'year-first': 'year, month and day with other marks',
  'month-first': 'month/day/year',
  'month-name': 'with the name of the month',
};

export interface DateRules {
  /** The district writes 9/5/2024 for the fifth of September. */
  acceptsUsDates: boolean;
  /** Whether a time other than midnight is left aside. It is not where it could mean another day, as for a school day. */
  acceptsAnyTime: boolean;
  /** Read `26` as 2026: only where the year is checked by other means. */
  acceptsShortYears: boolean;
}

export type DateRefusal =
  | 'unreadable'
  /** Written as a date, of a day that no calendar has. */
  | 'impossible'
  /** Month first, and the district has not said so. */
  | 'us-form'
  /** A time of day beside the date. */
  | 'time'
  /** A year of two digits. */
  | 'short-year';

export type ReadDate =
  { ok: true; date: PlainDate; form: DateForm | null } | { ok: false; because: DateRefusal };

/** A longer text is no date, whatever it holds. */
const MAX_LENGTH = 60;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/])/;
const NO_MARKS = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?!\d)/;
/** 20260810000000: a time without marks behind a date without marks. */
const ALL_DIGITS = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
const MONTH_FIRST = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])/;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i;
const DAY_MONTH_NAME =
  /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)/i;
const MONTH_NAME_DAY =
  /^([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(\d{4}|\d{2})(?!\d)/i;
/** As Java and Unix write it: `Mon Aug 10 00:00:00 MDT 2026`. */
const YEAR_LAST = /^([a-z]{3}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}(?: [A-Z]{3,4})?) (\d{4})$/i;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `text` without blanks around it. */
export function readDate(text: string, rules: DateRules): ReadDate {
  const { length } = text;
  if (isPlainDate(text)) return { ok: true, date: text, form: null };
  if (length > MAX_LENGTH) return UNREADABLE;
  const written = findDate(text);
  if (!written) return UNREADABLE;
  const { month, day, rest, form, isShort } = written;
  const year = isShort ? 2000 + written.year : written.year;
  const time = readTime(rest, form);
  if (time === 'unreadable') return UNREADABLE;
  if (form === 'month-first' && !rules.acceptsUsDates)
    return { ok: false, because: isDay(year, month, day) ? 'us-form' : dayFirst(year, month, day) };
  if (!isDay(year, month, day)) return { ok: false, because: 'impossible' };
  if (isShort && !rules.acceptsShortYears) return { ok: false, because: 'short-year' };
  if (time === 'other' && !rules.acceptsAnyTime) return { ok: false, because: 'time' };
  const isIso = form === 'year-first' && /^\d{4}-\d{2}-\d{2}(?!\d)/.test(text);
  return {
    ok: true,
    date: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    form: isIso ? 'with-time' : form,
  };
}

const UNREADABLE: ReadDate = { ok: false, because: 'unreadable' };

/** Of a day no month-first date has: day/month/year perhaps, for which there is no setting. */
function dayFirst(year: number, first: number, second: number): DateRefusal {
  return isDay(year, second, first) ? 'unreadable' : 'impossible';
}

interface WrittenDate {
  year: number;
  month: number;
  day: number;
  /** A year of two digits. */
  isShort: boolean;
  rest: string;
  form: DateForm;
}

function findDate(whole: string): WrittenDate | null {
  const text = whole.replace(WEEKDAY, '');
  const found = (
    match: RegExpExecArray,
    form: DateForm,
    [year, month, day]: [string | undefined, string | number | undefined, string | undefined],
  ): WrittenDate => ({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    isShort: year?.length === 2,
    rest: text.slice(match[0].length),
    form,
  });
  const first = YEAR_FIRST.exec(text);
  if (first) return found(first, 'year-first', [first[1], first[3], first[4]]);
  const digits = ALL_DIGITS.exec(text);
  if (digits) {
    const [, year, month, day, hour, minute, second] = digits;
    return {
      ...found(digits, 'no-marks', [year, month, day]),
      rest: ` ${hour}:${minute}:${second}`,
    };
  }
  const plain = NO_MARKS.exec(text);
  if (plain) return found(plain, 'no-marks', [plain[1], plain[2], plain[3]]);
  const us = MONTH_FIRST.exec(text);
  if (us) return found(us, 'month-first', [us[4], us[1], us[3]]);
  const last = YEAR_LAST.exec(text);
  if (last) {
    const month = monthNumber(last[1] ?? '');
    return month === null
      ? null
      : { ...found(last, 'month-name', [last[4], month, last[2]]), rest: ` ${last[3]}` };
  }
  const dayName = DAY_MONTH_NAME.exec(text);
  if (dayName) {
    const month = monthNumber(dayName[2] ?? '');
    return month === null ? null : found(dayName, 'month-name', [dayName[3], month, dayName[1]]);
  }
  const nameDay = MONTH_NAME_DAY.exec(text);
  const month = monthNumber(nameDay?.[1] ?? '');
  return nameDay && month !== null
    ? found(nameDay, 'month-name', [nameDay[3], month, nameDay[2]])
    : null;
}

function monthNumber(word: string): number | null {
  const name = word.toLowerCase();
  if (name === 'sept') return 9;
  const index = MONTHS.findIndex(
    (month) => month === name || (name.length === 3 && month.startsWith(name)),
  );
  return index === -1 ? null : index + 1;
}

/** `Z`, `-07:00`, `GMT-0700 (Mountain Daylight Time)`, `-07:00[America/Denver]`. */
const OFFSET = String.raw`(?:\s*(?:z|utc|gmt|[aechmp][ds]?t))?(?:\s*[+-]\d{2}(?::?\d{2})?)?(?:\s*[[(][a-z /_+-]+[\])])?`;
const TIME = new RegExp(
  String.raw`^(?:t|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:\s*([ap])\.?m\.?)?${OFFSET}$`,
  'i',
);
const TIME_WITHOUT_MARKS = new RegExp(
  String.raw`^(?:t|\s+)(\d{2})(\d{2})(\d{2})?(?:[.,](\d+))?${OFFSET}$`,
  'i',
);
const ONLY_OFFSET = new RegExp(`^${OFFSET}$`, 'i');

interface WrittenTime {
  hour: number;
  minute: number;
  second: number;
  /** Of a second. */
  fraction: number;
}

/** What stands behind a date. A zone says where the clock was read; the day stays the one that is written. */
function readTime(rest: string, form: DateForm): 'none' | 'midnight' | 'other' | 'unreadable' {
  const time = findTime(rest, form);
  if (time === 'none' || time === 'unreadable') return time;
  const { hour, minute, second, fraction } = time;
  return hour === 0 && minute === 0 && second === 0 && fraction === 0 ? 'midnight' : 'other';
}

function findTime(rest: string, form: DateForm): 'none' | 'unreadable' | WrittenTime {
  if (rest === '') return 'none';
  // `2026-08-10Z`, as XML has it. Behind other forms it would be a guess.
  if (form === 'year-first' && ONLY_OFFSET.test(rest)) return 'none';
  const [, hours, minutes, seconds, fraction, half] =
    TIME.exec(rest) ?? (form === 'no-marks' ? TIME_WITHOUT_MARKS.exec(rest) : null) ?? [];
  if (hours === undefined) return 'unreadable';
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (hour > (half === undefined ? 23 : 12) || minute > 59 || second > 60) return 'unreadable';
  return {
    hour: half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0),
    minute,
    second,
    fraction: Number(`0.${fraction ?? '0'}`),
  };
}

/**
 * The instant that is written, as milliseconds; null where it cannot be told, also for want of a zone that is known. A
 * date alone is its first moment; without a zone it is UTC, as OneRoster has it.
 */
export function readInstant(text: string, rules: Pick<DateRules, 'acceptsUsDates'>): number | null {
  const read = readDate(text, { ...rules, acceptsAnyTime: true, acceptsShortYears: false });
  if (!read.ok) return null;
  const midnight = Date.parse(`${read.date}T00:00:00Z`);
  if (read.form === null) return midnight;
  const written = findDate(text);
  if (!written) return null;
  const time = findTime(written.rest, written.form);
  const offset = offsetMinutes(written.rest);
  if (time === 'unreadable' || offset === null) return null;
  if (time === 'none') return midnight - offset * 60_000;
  const seconds = (time.hour * 60 + time.minute - offset) * 60 + time.second + time.fraction;
  return midnight + seconds * 1000;
}

const ZONE_HOURS: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  ast: -4,
  adt: -3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  hst: -10,
  hdt: -9,
};
const ZONE =
  /(?:[\d\s.]|[ap]\.?m\.?\s*)([a-z]{1,3})?\s*(?:([+-])(\d{2}):?(\d{2})?)?(?:\s*[[(].*)?$/i;

/** Of the zone behind a time; null where its name does not say whether it is summer. */
function offsetMinutes(rest: string): number | null {
  if (rest === '') return 0;
  const [, name = '', sign, hours, minutes = '0'] = ZONE.exec(` ${rest}`) ?? [];
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (name === '' || /^[ap]m$/i.test(name)) return 0;
  const zone = ZONE_HOURS[name.toLowerCase()];
  return zone === undefined ? null : zone * 60;
}
