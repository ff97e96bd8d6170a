// What the gate of a first roster asks of its people beside their links, counted while users.csv is read.
import type { PeopleFacts } from '@/lib/core/circuit-break/first-roster-gate';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import { IdIndex } from '@/lib/core/csv/bytes/id-index';

export class PeopleCounts {
  private students = 0;
  private studentsWithLanguage = 0;
  private readonly languages = new Set<CellValue>();
  private staff = 0;
  private staffWithUniqueMail = 0;
  private readonly mails = new IdIndex();
  /** Places of the mails that several people have. */
  private readonly sharedMails = new Set<number>();

  /** `language`: its code; null where it is not known. */
  addStudent(language: CellValue): void {
    this.students += 1;
    if (language === null) return;
    this.studentsWithLanguage += 1;
    this.languages.add(language);
  }

  /** `mail`: as it is compared; null for none. */
  addStaff(mail: CellValue): void {
    this.staff += 1;
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
