// How a record is kept here: cut to what is read of it, parents as contacts, with the keys by which it is found again.
import { contactAssociation, contactOfParent } from './contacts';
import { naturalKeyOf } from './natural-keys';
import { dayOf } from './attendance-rows';
import type {
  EdFiResource,
  Parent,
  StudentParentAssociation,
  StudentSchoolAttendanceEvent,
} from './resources';

export interface MirroredRecord {
  id: string;
  naturalKey: string;
  /** Of whom it tells; its own key where it tells of itself. */
  ownerKey: string;
  /** Of a contact of a student who that is, of an attendance event its day. */
  otherKey: string | null;
  body: object;
}

export type MirroredResource = Exclude<EdFiResource, 'parents' | 'studentParentAssociations'>;

export function mirroredResource(resource: EdFiResource): MirroredResource {
  if (resource === 'parents') return 'contacts';
  return resource === 'studentParentAssociations' ? 'studentContactAssociations' : resource;
}

const OWNERS: Partial<Record<MirroredResource, EdFiResource>> = {
  staffDirectories: 'staffs',
  staffSectionAssociations: 'staffs',
  staffEducationOrganizationAssignmentAssociations: 'staffs',
  studentSchoolAssociations: 'students',
  studentEducationOrganizationAssociations: 'students',
  studentDemographics: 'students',
  studentDirectories: 'students',
  studentContactAssociations: 'students',
  studentSectionAssociations: 'students',
  studentSchoolAttendanceEvents: 'students',
};

/** Null of a record without an id or a whole key: nothing could tell later that it is gone. */
export function mirroredRecord(
  resource: EdFiResource,
  row: unknown,
  dataStandard: number,
): MirroredRecord | null {
  if (typeof row !== 'object' || row === null) return null;
  const { id } = row as { id?: unknown };
  const naturalKey = naturalKeyOf(resource, row, dataStandard);
  if (typeof id !== 'string' || id === '' || naturalKey === null) return null;
  const mirrored = mirroredResource(resource);
  const body = cut(withoutParents(resource, row));
  const owner = OWNERS[mirrored];
  return {
    id,
    naturalKey,
    ownerKey: owner ? (naturalKeyOf(owner, body, dataStandard) ?? naturalKey) : naturalKey,
    otherKey: otherKeyOf(mirrored, body, dataStandard),
    body,
  };
}

function otherKeyOf(resource: MirroredResource, body: object, dataStandard: number): string | null {
  switch (resource) {
    case 'studentContactAssociations':
      return naturalKeyOf('contacts', body, dataStandard);
    case 'studentSchoolAttendanceEvents':
      return dayOf((body as StudentSchoolAttendanceEvent).eventDate);
    default:
      return null;
  }
}

function withoutParents(resource: EdFiResource, row: object): object {
  if (resource === 'parents') return contactOfParent(row as Parent);
  if (resource === 'studentParentAssociations')
    return contactAssociation(row as StudentParentAssociation);
  return row;
}

/** What servers add to a record, and to each reference in it. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  'id',
  '_etag',
  '_lastModifiedDate',
  'link',
  '_ext',
  'addresses',
  'internationalAddresses',
  'personalIdentificationDocuments',
]);

/** PostgreSQL has no character of number zero. */
function cut(row: object): object {
  const text = JSON.stringify(row, (name, value: unknown) =>
    NOT_KEPT.has(name)
      ? undefined
      : typeof value === 'string' && value.includes('\0')
        ? value.replaceAll('\0', '')
        : value,
  );
  return JSON.parse(text) as object;
}
