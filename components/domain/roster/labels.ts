import { languageName } from '@/lib/core/languages';

/** OneRoster's own words, as a sentence would write them. */
const roleLabels: Readonly<Record<string, string>> = {
  administrator: 'Administrator',
  aide: 'Aide',
  guardian: 'Guardian',
  parent: 'Parent',
  proctor: 'Proctor',
  relative: 'Relative',
  student: 'Student',
  teacher: 'Teacher',
};

export function roleLabel(role: string): string {
  return roleLabels[role] ?? role;
}

export const kindLabels = {
  student: 'Students',
  contact: 'Contacts',
  teacher: 'Teachers',
  staff: 'Other staff',
} as const;

const typeLabels: Readonly<Record<string, string>> = {
  gradingPeriod: 'Grading period',
  schoolYear: 'School year',
  semester: 'Semester',
  term: 'Term',
  homeroom: 'Homeroom',
  scheduled: 'Scheduled',
  department: 'Department',
  district: 'District',
  local: 'Local agency',
  national: 'National agency',
  school: 'School',
  state: 'State agency',
};

export function typeLabel(type: string): string {
  return typeLabels[type] ?? type;
}

/** "Spanish", or the text as it was sent where it could not be mapped. */
export function languageLabel(code: string | null, text: string | null): string | null {
  if (code) return languageName(code) ?? code;
  return text ? `“${text}” (not recognized)` : null;
}

export function personName(person: {
  givenName: string | null;
  familyName: string | null;
}): string {
  return [person.familyName, person.givenName].filter(Boolean).join(', ');
}

export const checkLabels = {
  studentsWithoutEnrollment: {
    title: 'Students without an enrollment',
    why: 'Their teachers cannot message their families.',
  },
  contactsWithoutStudent: {
    title: 'Contacts without a student',
    why: 'They get no messages.',
  },
  usersWithoutMailOrPhone: {
    title: 'Contacts and staff without email or phone',
    why: 'They cannot get messages.',
  },
  unknownLanguage: {
    title: 'Students without a known home language',
    why: 'Their families get messages in English.',
  },
  duplicateMail: {
    title: 'People who share an email address',
    why: 'Only one of them can sign in with it.',
  },
  classesWithoutTeacher: {
    title: 'Classes without a teacher',
    why: 'No teacher can message these families.',
  },
  classesWithoutStudents: {
    title: 'Classes without students',
    why: 'Their teachers see an empty class.',
  },
} as const;
