import { languageName } from '@/lib/core/languages';

export function gradeWord(grade: string): string {
  return grade === '' ? 'No grade' : grade;
}

export function languageWordOf(code: string): string {
  return code === '' ? 'Not known' : (languageName(code) ?? code);
}
