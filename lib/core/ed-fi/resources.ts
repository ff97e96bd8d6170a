// The resources of an Ed-Fi API that are read, cut to the fields that are used. Data standards 3.3 to 6 are one type each: a
// field that only some of them have, or need, is optional. A test compares this with the published schemas.

export interface SchoolReference {
  schoolId: number;
}

export interface SessionReference {
  schoolId: number;
  schoolYear: number;
  sessionName: string;
}

interface CourseOfferingReference extends SessionReference {
  localCourseCode: string;
}

export interface SectionReference extends CourseOfferingReference {
  sectionIdentifier: string;
}

interface StudentReference {
  studentUniqueId: string;
}

interface StaffReference {
  staffUniqueId: string;
}

interface EducationOrganizationReference {
  educationOrganizationId: number;
}

interface SchoolYearTypeReference {
  schoolYear: number;
}

interface CalendarReference {
  calendarCode: string;
  schoolId: number;
  schoolYear: number;
}

interface IdentificationCode {
  educationOrganizationIdentificationSystemDescriptor: string;
  identificationCode: string;
}

export interface School {
  schoolId: number;
  nameOfInstitution: string;
  localEducationAgencyReference?: { localEducationAgencyId: number };
  /** Before data standard 6. */
  identificationCodes?: readonly IdentificationCode[];
}

export interface LocalEducationAgency {
  localEducationAgencyId: number;
  nameOfInstitution: string;
  parentLocalEducationAgencyReference?: { localEducationAgencyId: number };
  identificationCodes?: readonly IdentificationCode[];
}

export interface Session {
  sessionName: string;
  schoolReference: SchoolReference;
  schoolYearTypeReference: SchoolYearTypeReference;
  beginDate: string;
  endDate: string;
  termDescriptor: string;
}

export interface OfferedGradeLevel {
  gradeLevelDescriptor: string;
}

export interface Course {
  courseCode: string;
  educationOrganizationReference: EducationOrganizationReference;
  courseTitle: string;
  offeredGradeLevels?: readonly OfferedGradeLevel[];
  /** Since data standard 4; before, one. */
  academicSubjects?: readonly { academicSubjectDescriptor: string }[];
  academicSubjectDescriptor?: string;
}

export interface CourseOffering {
  localCourseCode: string;
  courseReference: { courseCode: string; educationOrganizationId: number };
  schoolReference: SchoolReference;
  sessionReference: SessionReference;
  localCourseTitle?: string;
  offeredGradeLevels?: readonly OfferedGradeLevel[];
}

export interface Section {
  sectionIdentifier: string;
  courseOfferingReference: CourseOfferingReference;
  sectionName?: string;
  locationReference?: { classroomIdentificationCode: string };
  offeredGradeLevels?: readonly OfferedGradeLevel[];
  classPeriods?: readonly { classPeriodReference: { classPeriodName: string } }[];
}

export interface ElectronicMail {
  electronicMailAddress: string;
  electronicMailTypeDescriptor: string;
  primaryEmailAddressIndicator?: boolean;
  doNotPublishIndicator?: boolean;
}

export interface Telephone {
  telephoneNumber: string;
  telephoneNumberTypeDescriptor: string;
  orderOfPriority?: number;
  textMessageCapabilityIndicator?: boolean;
}

export interface SpokenLanguage {
  languageDescriptor: string;
  uses?: readonly { languageUseDescriptor: string }[];
}

interface Name {
  firstName: string;
  lastSurname: string;
  middleName?: string;
}

export interface Staff extends Name {
  staffUniqueId: string;
  loginId?: string;
  /** Before data standard 6, which has them in staffDirectories. */
  electronicMails?: readonly ElectronicMail[];
  telephones?: readonly Telephone[];
}

/** Data standard 6: how staff are reached. */
export interface StaffDirectory {
  staffReference: StaffReference;
  electronicMails?: readonly ElectronicMail[];
  telephones?: readonly Telephone[];
}

export interface StaffSectionAssociation {
  staffReference: StaffReference;
  sectionReference: SectionReference;
  classroomPositionDescriptor: string;
  /** Of the key since data standard 5. */
  beginDate?: string;
  endDate?: string;
}

export interface StaffEducationOrganizationAssignmentAssociation {
  staffReference: StaffReference;
  educationOrganizationReference: EducationOrganizationReference;
  staffClassificationDescriptor: string;
  beginDate: string;
  endDate?: string;
}

export interface Student extends Name {
  studentUniqueId: string;
  birthDate: string;
  birthSexDescriptor?: string;
  birthCity?: string;
  birthCountryDescriptor?: string;
  birthStateAbbreviationDescriptor?: string;
}

export interface StudentSchoolAssociation {
  studentReference: StudentReference;
  schoolReference: SchoolReference;
  entryDate: string;
  entryGradeLevelDescriptor: string;
  exitWithdrawDate?: string;
  primarySchool?: boolean;
  calendarReference?: CalendarReference;
}

/**
 * What an education organization knows of a student. Before data standard 6 all of it is in one resource; 6 has it in
 * studentEducationOrganizationAssociations, studentDemographics and studentDirectories, each with the same two references.
 */
export interface StudentEducationOrganizationAssociation {
  studentReference: StudentReference;
  educationOrganizationReference: EducationOrganizationReference;
  loginId?: string;
  electronicMails?: readonly ElectronicMail[];
  telephones?: readonly Telephone[];
  languages?: readonly SpokenLanguage[];
  limitedEnglishProficiencyDescriptor?: string;
  sexDescriptor?: string;
  races?: readonly { raceDescriptor: string }[];
  hispanicLatinoEthnicity?: boolean;
}

/** `contacts` since data standard 5, `parents` before. */
export interface Contact extends Name {
  contactUniqueId: string;
  loginId?: string;
  electronicMails?: readonly ElectronicMail[];
  telephones?: readonly Telephone[];
  languages?: readonly SpokenLanguage[];
}

export interface Parent extends Omit<Contact, 'contactUniqueId'> {
  parentUniqueId: string;
}

interface StudentRelation {
  studentReference: StudentReference;
  relationDescriptor?: string;
  legalGuardian?: boolean;
  contactRestrictions?: string;
}

export interface StudentContactAssociation extends StudentRelation {
  contactReference: { contactUniqueId: string };
}

export interface StudentParentAssociation extends StudentRelation {
  parentReference: { parentUniqueId: string };
}

export interface StudentSectionAssociation {
  studentReference: StudentReference;
  sectionReference: SectionReference;
  beginDate: string;
  endDate?: string;
  homeroomIndicator?: boolean;
}

export interface StudentSchoolAttendanceEvent {
  studentReference: StudentReference;
  schoolReference: SchoolReference;
  sessionReference: SessionReference;
  eventDate: string;
  attendanceEventCategoryDescriptor: string;
  attendanceEventReason?: string;
  eventDuration?: number;
}

export interface Calendar {
  calendarCode: string;
  schoolReference: SchoolReference;
  schoolYearTypeReference: SchoolYearTypeReference;
}

export interface CalendarDate {
  date: string;
  calendarReference: CalendarReference;
  calendarEvents: readonly { calendarEventDescriptor: string }[];
}

/** By the last part of their addresses. */
export interface EdFiResources {
  schools: School;
  localEducationAgencies: LocalEducationAgency;
  sessions: Session;
  courses: Course;
  courseOfferings: CourseOffering;
  sections: Section;
  staffs: Staff;
  staffDirectories: StaffDirectory;
  staffSectionAssociations: StaffSectionAssociation;
  staffEducationOrganizationAssignmentAssociations: StaffEducationOrganizationAssignmentAssociation;
  students: Student;
  studentSchoolAssociations: StudentSchoolAssociation;
  studentEducationOrganizationAssociations: StudentEducationOrganizationAssociation;
  studentDemographics: StudentEducationOrganizationAssociation;
  studentDirectories: StudentEducationOrganizationAssociation;
  contacts: Contact;
  parents: Parent;
  studentContactAssociations: StudentContactAssociation;
  studentParentAssociations: StudentParentAssociation;
  studentSectionAssociations: StudentSectionAssociation;
  studentSchoolAttendanceEvents: StudentSchoolAttendanceEvent;
  calendars: Calendar;
  calendarDates: CalendarDate;
}

export type EdFiResource = keyof EdFiResources;
