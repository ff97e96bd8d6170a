// People of a roster, a batch at a time, with what several resources of an Ed-Fi API say of each.
import { contactUser, judgeContact } from '@/lib/core/ed-fi/contacts';
import { naturalKeyOf } from '@/lib/core/ed-fi/natural-keys';
import type {
  StaffSectionAssociation,
  Student,
  StudentEducationOrganizationAssociation,
} from '@/lib/core/ed-fi/resources';
import { currentMemberships } from '@/lib/core/ed-fi/school-membership';
import { staffUser } from '@/lib/core/ed-fi/staff';
import { studentUser } from '@/lib/core/ed-fi/students';
import type { UserRecord } from '@/lib/core/oneroster-json/written-records';
import type { RosterContext } from './roster-context';

interface StudentOfRoster {
  key: string;
  student: Student;
  known: readonly StudentEducationOrganizationAssociation[];
  /** Of today, the main one first. */
  schoolIds: readonly number[];
  user: UserRecord;
}

export async function* studentBatches({
  reader,
  plan: { today },
  standard,
}: RosterContext): AsyncGenerator<readonly StudentOfRoster[]> {
  for await (const batch of reader.batches('students')) {
    const keys = batch.map(({ ownerKey }) => ownerKey);
    const schools = await reader.of('studentSchoolAssociations', keys);
    const known = await Promise.all([
      reader.of('studentEducationOrganizationAssociations', keys),
      reader.of('studentDemographics', keys),
      reader.of('studentDirectories', keys),
    ]);
    const contacts = await reader.of('studentContactAssociations', keys);
    const contactKey = (association: object): string =>
      naturalKeyOf('contacts', association, standard) ?? '';
    const kept = await reader.known('contacts', [...contacts.values()].flat().map(contactKey));
    const students: StudentOfRoster[] = [];
    for (const { ownerKey: key, body: student } of batch) {
      const memberships = schools.get(key) ?? [];
      const knownOfStudent = known.flatMap((each) => each.get(key) ?? []);
      const contactUniqueIds = (contacts.get(key) ?? [])
        .filter((each) => kept.has(contactKey(each)) && judgeContact(each).isTaken)
        .map(({ contactReference }) => contactReference.contactUniqueId);
      const about = { schools: memberships, known: knownOfStudent, contactUniqueIds };
      const user = studentUser(student, about, today);
      if (!user) continue;
      const schoolIds = currentMemberships(memberships, today).map(
        ({ schoolReference }) => schoolReference.schoolId,
      );
      students.push({ key, student, known: knownOfStudent, schoolIds, user });
    }
    yield students;
  }
}

interface StaffOfRoster {
  user: UserRecord;
  /** Of the years that are taken. */
  sections: readonly StaffSectionAssociation[];
}

export async function* staffBatches({
  reader,
  plan: { today },
  years,
}: RosterContext): AsyncGenerator<readonly StaffOfRoster[]> {
  for await (const batch of reader.batches('staffs')) {
    const keys = batch.map(({ ownerKey }) => ownerKey);
    const sections = await reader.of('staffSectionAssociations', keys);
    const assignments = await reader.of('staffEducationOrganizationAssignmentAssociations', keys);
    const directories = await reader.of('staffDirectories', keys);
    yield batch.flatMap(({ ownerKey: key, body: staff }) => {
      const taught = (sections.get(key) ?? []).filter(({ sectionReference }) =>
        years.has(sectionReference.schoolYear),
      );
      const about = {
        sections: taught,
        assignments: assignments.get(key) ?? [],
        directories: directories.get(key) ?? [],
      };
      const user = staffUser(staff, about, today);
      return user ? [{ user, sections: taught }] : [];
    });
  }
}

export async function* contactBatches({
  reader,
  plan: { today },
}: RosterContext): AsyncGenerator<readonly UserRecord[]> {
  for await (const batch of reader.batches('contacts')) {
    const children = await reader.childrenOf(batch.map(({ ownerKey }) => ownerKey));
    const studentKeys = [...children.values()].flat().map(({ ownerKey }) => ownerKey);
    const students = await reader.known('students', studentKeys);
    const schools = await reader.of('studentSchoolAssociations', [...students]);
    yield batch.flatMap(({ ownerKey, body: contact }) => {
      const user = contactUser(
        contact,
        (children.get(ownerKey) ?? []).map(({ ownerKey: studentKey, body: association }) => ({
          association,
          schoolIds: currentMemberships(schools.get(studentKey) ?? [], today).map(
            ({ schoolReference }) => schoolReference.schoolId,
          ),
        })),
      );
      return user ? [user] : [];
    });
  }
}
