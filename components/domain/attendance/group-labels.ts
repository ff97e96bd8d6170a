import { languageName } from '@/lib/core/languages';

export function gradeLabel(grade: string): string {
  return grade === '' ? 'No grade' : grade;
}

export function languageLabelOf(code: string): string {
  return code === '' ? 'Not known' : (languageName(code) ?? code);
}
