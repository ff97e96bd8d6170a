import { gradeCode } from '../oneroster/grades';
import { codeKey, codeOf } from './descriptors';
import type { OfferedGradeLevel } from './resources';

/** The words of the standard that are no grade anywhere else. */
const WORDS: Readonly<Record<string, string>> = {
  first: '01',
  second: '02',
  third: '03',
  fourth: '04',
  fifth: '05',
  sixth: '06',
  seventh: '07',
  eighth: '08',
  ninth: '09',
  tenth: '10',
  eleventh: '11',
  twelfth: '12',
  'grade 13': '13',
  'infant toddler': 'IT',
  'preschool prekindergarten': 'PK',
  'early education': 'PR',
  'adult education': 'PS',
  'no grade level': 'UG',
  other: 'Other',
};

/** A grade of OneRoster; a word that is not known stays, for the check of the file to tell. */
export function gradeOf(descriptor: string | null | undefined): string {
  const key = codeKey(descriptor).replace(/ grade$/, '');
  return WORDS[key] ?? gradeCode(key) ?? codeOf(descriptor);
}

export function gradesOf(levels: readonly OfferedGradeLevel[] | undefined): string[] {
  const grades = (levels ?? []).map(({ gradeLevelDescriptor }) => gradeOf(gradeLevelDescriptor));
  return [...new Set(grades)].filter((grade) => grade !== '');
}
