// What the gate of a first roster asks of its people beside their links, counted while users.csv is read.
import type { PeopleFacts } from '@/lib/core/circuit-break/first-roster-gate';
import { storedColumns } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row';
import { IdIndex } from './id-index';

const position = (field: string): number =>
  storedColumns('user').findIndex((column) => column.field === field);
const LANGUAGE = position('language_code');
const MAIL = position('email_key');

export class PeopleCounts {
  private students = 0;
  private studentsWithLanguage = 0;
  private readonly languages = new Set<CellValue>();
  private staff = 0;
  private staffWithUniqueMail = 0;
  private readonly mails = new IdIndex();
  /** Places of the mails that several people have. */
  private readonly sharedMails = new Set<number>();

  addStudent(values: readonly CellValue[]): void {
    this.students += 1;
    const language = values[LANGUAGE] ?? null;
    if (language === null) return;
    this.studentsWithLanguage += 1;
    this.languages.add(language);
  }

  addStaff(values: readonly CellValue[]): void {
    this.staff += 1;
    const mail = values[MAIL];
    if (typeof mail !== 'string') return;
    const before = this.mails.size;
    const place = this.mails.placeOf(mail);
    if (place === before) this.staffWithUniqueMail += 1;
    else if (!this.sharedMails.has(place)) {
      this.sharedMails.add(place);
      this.staffWithUniqueMail -= 1;
    }
  }

  facts(): Omit<PeopleFacts, 'studentsReachable'> {
    const { students, studentsWithLanguage, staff, staffWithUniqueMail } = this;
    const languages = this.languages.size;
    return { students, studentsWithLanguage, languages, staff, staffWithUniqueMail };
  }
}
