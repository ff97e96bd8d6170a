// OneRoster uses the CEDS "grade level" words. Exports hold many others; the ones seen in real files are folded here,
// everything else is kept as it stands, because an odd grade is no reason to lose a student.

export const GRADE_CODES = [
  'IT',
  'PR',
  'PK',
  'TK',
  'KG',
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  'PS',
  'UG',
  'Other',
] as const;

const KNOWN: ReadonlySet<string> = new Set(GRADE_CODES);

/** From the youngest on; what is no standard grade comes last, by its letters. */
export function compareGrades(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || a.localeCompare(b, 'en');
}

function placeOf(grade: string): number {
  const index = GRADE_CODES.findIndex((code) => code === grade);
  return index === -1 ? GRADE_CODES.length : index;
}

// Three-year-olds are preschool, four-year-olds pre-kindergarten.
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...GRADE_CODES.map((code): [string, string] => [code.toLowerCase(), code]),
  ['k', 'KG'],
  ['kk', 'KG'],
  ['0', 'KG'],
  ['00', 'KG'],
  ['k5', 'KG'],
  ['kinder', 'KG'],
  ['kindergarten', 'KG'],
  ['t', 'TK'],
  ['t-k', 'TK'],
  ['transitional kindergarten', 'TK'],
  ['-1', 'PK'],
  ['p4', 'PK'],
  ['pk4', 'PK'],
  ['k4', 'PK'],
  ['prek', 'PK'],
  ['pre-k', 'PK'],
  ['pre k', 'PK'],
  ['prekindergarten', 'PK'],
  ['pre-kindergarten', 'PK'],
  ['-2', 'PR'],
  ['p3', 'PR'],
  ['pk3', 'PR'],
  ['k3', 'PR'],
  ['ps3', 'PR'],
  ['ec', 'PR'],
  ['preschool', 'PR'],
  ['ui', 'UG'],
  ['ungraded', 'UG'],
  ['infant', 'IT'],
  ['toddler', 'IT'],
  ['postsecondary', 'PS'],
]);

const NUMBERED = /^(?:grade |gr |g)?0?(1[0-3]|[1-9])(?:st|nd|rd|th)?(?: grade)?$/;

/** The standard grade for a text, the same text when it already is one, or null when it is not known. */
export function gradeCode(text: string): string | null {
  if (KNOWN.has(text)) return text;
  const folded = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const spelled = SPELLINGS.get(folded);
  if (spelled !== undefined) return spelled;
  const number = NUMBERED.exec(folded)?.[1];
  return number === undefined ? null : number.padStart(2, '0');
}
