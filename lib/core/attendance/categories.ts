// The four categories, and the words student information systems have for them. A word maps as a whole; where a
// word could mean two things nothing is guessed: a person maps it once per district.
//
// Another category is a line of each list here, by rank, a value of the enum and a column in the tables of totals
// (prisma/models/attendance.prisma, which apply/recount.ts of lib/server/attendance writes by name; which column is in
// category-sql.ts there, which every sum and every list of absences in SQL is made of), and a look in
// components/domain/attendance (day-cell.module.css, labels.ts, grid-table.tsx). docs/attendance.md and columns.ts say that
// there are four.

export const ATTENDANCE_CATEGORIES = [
  'UNEXCUSED_ABSENCE',
  'EXCUSED_ABSENCE',
  'TARDY',
  'EXCUSED_PRESENT',
] as const;

export type AttendanceCategory = (typeof ATTENDANCE_CATEGORIES)[number];

/** What a value means; NO_EVENT for words that say the student was there. */
export type CategoryMeaning = AttendanceCategory | 'NO_EVENT';

export interface CategoryTraits {
  label: string;
  /** One letter for a cell of the grid. */
  glyph: string;
  countsAsAbsence: boolean;
}

export const CATEGORY_TRAITS: Readonly<Record<AttendanceCategory, CategoryTraits>> = {
  UNEXCUSED_ABSENCE: { label: 'Unexcused absence', glyph: 'U', countsAsAbsence: true },
  EXCUSED_ABSENCE: { label: 'Excused absence', glyph: 'E', countsAsAbsence: true },
  TARDY: { label: 'Tardy', glyph: 'T', countsAsAbsence: false },
  EXCUSED_PRESENT: { label: 'Excused present', glyph: 'P', countsAsAbsence: false },
};

export function countsAsAbsence(meaning: CategoryMeaning): boolean {
  return meaning !== 'NO_EVENT' && CATEGORY_TRAITS[meaning].countsAsAbsence;
}

const words = (text: string): string[] => text.split(/\s*,\s*/).filter((word) => word !== '');

/** Normalised spellings; docs/attendance.md lists the words. */
const KNOWN: Readonly<Record<CategoryMeaning, readonly string[]>> = {
  EXCUSED_ABSENCE: words(
    `excused absence, absence excused, absent excused, excused, excusedabsence, exc, ea, ae, a excused, guardian excused,
     parent excused, excused by parent, legal excused, legal absence, lawful absence, illness, ill, sick, medical,
     medical excused, doctor, doctor appointment, dental, appointment, religious, religious holiday, bereavement,
     death in family, funeral, family emergency, court, court appearance, college visit, verified, verified absence,
     excused verified, quarantine, hospital, take your child to work, military, homeless excused`,
  ),
  UNEXCUSED_ABSENCE: words(
    `unexcused absence, absence unexcused, absent unexcused, unexcused, unexcusedabsence, unx, ua, au, uxa, un, unlawful,
     unlawful absence, illegal, illegal absence, truant, truancy, cut, skip, ditch, ditched, unverified,
     unverified absence, absent unverified, not verified, absent, abs, unknown absence, unreconciled,
     no call no show, absent no note, unresolved`,
  ),
  TARDY: words(
    `tardy, late, late arrival, arrived late, tardy excused, tardy unexcused, excused tardy, unexcused tardy, te, tu, et,
     ut, t e, t u, late excused, late unexcused, excused late, unexcused late, check in, sign in late`,
  ),
  EXCUSED_PRESENT: words(
    `excused present, excusedpresent, present excused, school activity, school business, school sponsored activity,
     activity, field trip, trip, athletics, sports, school excused, counselor, guidance, nurse, sick room, office,
     administrator, testing, test, in school suspension, iss, iss present, virtual, remote, remote present, online,
     independent study, independent study complete, distance learning, on campus suspension, non absence, exempt,
     work based learning, dual enrollment, home and hospital instruction`,
  ),
  NO_EVENT: words(
    `present, in attendance, here, non event, none, no school, not enrolled, holiday`,
  ),
};

const BY_KEY: ReadonlyMap<string, CategoryMeaning> = new Map(
  Object.entries(KNOWN).flatMap(([meaning, keys]) =>
    keys.map((key): [string, CategoryMeaning] => [key, meaning as CategoryMeaning]),
  ),
);

/** What a mapping of a district names: the value without what differs between spellings of it. */
export function categoryKey(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^uri:\/\/[^#]*#/i, '')
    .toLowerCase()
    .replace(/[_\-/.:–—\s]+/g, ' ')
    .trim();
}

/** The meaning of a known spelling; null where a person has to say. */
export function knownCategory(text: string): CategoryMeaning | null {
  const key = categoryKey(text);
  const whole = BY_KEY.get(key);
  if (whole) return whole;
  // "L1: Legal Excused": a short code before the words.
  const withoutCode = /^\s*[A-Za-z0-9]{1,3}\s*[:\-–]\s*(.+)$/.exec(text)?.[1];
  return withoutCode === undefined ? null : (BY_KEY.get(categoryKey(withoutCode)) ?? null);
}

const PRESENT_WORDS = /\b(?:excused|exempt|school|activity|remote)\b/;

/** Order matters: `unexcused` holds the word excused only as part of a word, so whole words are compared. */
const SUGGESTIONS: readonly [RegExp, CategoryMeaning][] = [
  [/\b(?:tardy|late(?! start))\b/, 'TARDY'],
  [/\b(?:early departure|early dismissal|early release|left early)\b/, 'TARDY'],
  [/\b(?:unexcused|unex|unlawful|illegal|truan\w*|cut|unverified)\b/, 'UNEXCUSED_ABSENCE'],
  [/\b(?:out of school suspension|oss|suspended|suspension)\b/, 'EXCUSED_ABSENCE'],
  [/\b(?:expelled|expulsion|student not expected)\b/, 'NO_EVENT'],
  [/\b(?:field trip|activity|iss|in school susp\w*|virtual|remote|testing)\b/, 'EXCUSED_PRESENT'],
  [/\b(?:excused|illness|medical|doctor|religious|bereave\w*|verified)\b/, 'EXCUSED_ABSENCE'],
  [/\b(?:absent|absence)\b/, 'UNEXCUSED_ABSENCE'],
];

/** Letters differ between districts; these are only what they mean most often. */
const LETTERS: Readonly<Record<string, CategoryMeaning>> = {
  a: 'UNEXCUSED_ABSENCE',
  u: 'UNEXCUSED_ABSENCE',
  e: 'EXCUSED_ABSENCE',
  t: 'TARDY',
  l: 'TARDY',
  p: 'NO_EVENT',
};

/** What the mapping page proposes for a value nobody has mapped. Never applied by itself. */
export function suggestCategory(text: string): CategoryMeaning | null {
  const key = categoryKey(text);
  if (key.length === 1) return LETTERS[key] ?? null;
  if (/\bin school susp/.test(key)) return 'EXCUSED_PRESENT';
  if (/\bpresent\b/.test(key)) return PRESENT_WORDS.test(key) ? 'EXCUSED_PRESENT' : null;
  return SUGGESTIONS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}
