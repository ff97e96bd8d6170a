/** How a district's data can come: as files by SFTP, or fetched from an API that the district has. What each takes is said in a sentence. */
import { vendorProfile, type VendorName } from '../pulls/vendor-profiles';
import { guideOfSis, type SisId } from './sis-guides';

/** Files, or the vendor whose API is read. */
export type SetUpWay = 'FILES' | VendorName;

export interface WayChoice {
  value: SetUpWay;
  label: string;
  /** What it takes of the district. */
  takes: string;
}

/** The vendor's own OneRoster API; PowerSchool’s is another one, which is not read yet. */
const OWN_API: Record<SisId, VendorName | null> = {
  powerschool: null,
  'infinite-campus': 'INFINITE_CAMPUS',
  skyward: 'SKYWARD',
  aeries: 'AERIES',
  synergy: 'SYNERGY',
  other: 'OTHER',
};

/** Files first, then the SIS's own API, then ClassLink, which stands beside any SIS. */
export function waysOf(sis: string | null): readonly WayChoice[] {
  const guide = guideOfSis(sis);
  const own = guide === null ? 'OTHER' : (OWN_API[guide.id as SisId] ?? null);
  return [
    {
      value: 'FILES',
      label: 'Files by SFTP',
      takes: 'You build an export in your SIS that sends OneRoster files to us every night.',
    },
    ...(own === null ? [] : [{ value: own, label: ownLabel(own), takes: ownTakes(own) }]),
    {
      value: 'CLASSLINK',
      label: 'ClassLink Roster Server',
      takes:
        'Your district has ClassLink Roster Server: its administrator adds an application for TalkingPoints, and you enter its address, key and secret here.',
    },
  ];
}

const ownLabel = (vendor: VendorName): string =>
  vendor === 'OTHER'
    ? 'The OneRoster API of your SIS'
    : `The OneRoster API of ${vendorProfile(vendor).name}`;

const ownTakes = (vendor: VendorName): string =>
  vendor === 'OTHER'
    ? 'The support of your SIS tells you whether it has one; its administrator creates a key for us, and you enter address, key and secret here.'
    : `An administrator of ${vendorProfile(vendor).name} creates a key for us, and you enter address, key and secret here; no export is built.`;
