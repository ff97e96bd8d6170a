import type { OrgRecord } from '../oneroster-json/written-records';
import { codeKey } from './descriptors';
import { orgId } from './ids';
import type { LocalEducationAgency, School } from './resources';

export function schoolOrg(school: School): OrgRecord {
  const { schoolId, nameOfInstitution, localEducationAgencyReference: agency } = school;
  return {
    sourcedId: orgId(schoolId),
    name: nameOfInstitution,
    type: 'school',
    ...identifierOf(school),
    ...(agency ? { parent: orgId(agency.localEducationAgencyId) } : {}),
  };
}

/** Agencies above it, of a region or a state, are not read: it is the topmost org unless it is part of another. */
export function agencyOrg(agency: LocalEducationAgency): OrgRecord {
  const { parentLocalEducationAgencyReference: parent } = agency;
  return {
    sourcedId: orgId(agency.localEducationAgencyId),
    name: agency.nameOfInstitution,
    type: 'district',
    ...identifierOf(agency),
    ...(parent ? { parent: orgId(parent.localEducationAgencyId) } : {}),
  };
}

/** The number of the federal list before that of the state and the district's own. */
const SYSTEMS = ['nces', 'sea', 'lea', 'school'];

function identifierOf({ identificationCodes }: Pick<School, 'identificationCodes'>): {
  identifier?: string;
} {
  for (const system of SYSTEMS) {
    const found = identificationCodes?.find((code) =>
      codeKey(code.educationOrganizationIdentificationSystemDescriptor).split(' ').includes(system),
    );
    if (found) return { identifier: found.identificationCode };
  }
  return {};
}
