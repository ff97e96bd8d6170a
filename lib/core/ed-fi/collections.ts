// Which resources of an Ed-Fi API make a feed, in the order in which they depend on each other, and what is asked of each.
import type { Feed } from '../feeds/feeds';
import type { EdFiResource } from './resources';

export interface ResourceToRead {
  name: EdFiResource;
  /** What is made of it can be made without. */
  isOptional: boolean;
}

const FIRST_WITH_CONTACTS = 5;
const FIRST_WITH_DIRECTORIES = 6;

/** `dataStandard`: its first number. */
export function resourcesOf(feed: Feed, dataStandard: number): ResourceToRead[] {
  switch (feed) {
    case 'ROSTER':
      return rosterResources(dataStandard);
    case 'ATTENDANCE':
      return [{ name: 'studentSchoolAttendanceEvents', isOptional: false }];
    case 'CALENDAR':
      return [{ name: 'calendarDates', isOptional: false }];
  }
}

function rosterResources(dataStandard: number): ResourceToRead[] {
  const hasContacts = dataStandard >= FIRST_WITH_CONTACTS;
  const hasDirectories = dataStandard >= FIRST_WITH_DIRECTORIES;
  const resources: (readonly [name: EdFiResource, need: 'needed' | 'optional'])[] = [
    ['localEducationAgencies', 'optional'],
    ['schools', 'needed'],
    ['sessions', 'needed'],
    ['courses', 'optional'],
    ['courseOfferings', 'needed'],
    ['sections', 'needed'],
    ['staffs', 'needed'],
    ...(hasDirectories ? ([['staffDirectories', 'optional']] as const) : []),
    ['staffEducationOrganizationAssignmentAssociations', 'optional'],
    ['staffSectionAssociations', 'needed'],
    ['students', 'needed'],
    ['studentSchoolAssociations', 'needed'],
    ['studentEducationOrganizationAssociations', 'optional'],
    ...(hasDirectories
      ? ([
          ['studentDemographics', 'optional'],
          ['studentDirectories', 'optional'],
        ] as const)
      : []),
    [hasContacts ? 'contacts' : 'parents', 'optional'],
    [hasContacts ? 'studentContactAssociations' : 'studentParentAssociations', 'optional'],
    ['studentSectionAssociations', 'needed'],
  ];
  return resources.map(([name, need]) => ({ name, isOptional: need === 'optional' }));
}

/** What is read of a resource: its records, or of a delta also what is gone and what has another key. */
export type EdFiPart = 'records' | 'deletes' | 'keyChanges';

export const collectionOf = (resource: EdFiResource, part: EdFiPart): string =>
  part === 'records' ? resource : `${resource}/${part}`;

export function partOf(collection: string): { resource: EdFiResource; part: EdFiPart } {
  const [resource = '', part = 'records'] = collection.split('/');
  return { resource: resource as EdFiResource, part: part as EdFiPart };
}
