/**
 * What differs between the servers of vendors, as data: how they want to be asked. Sources stand beside each. Nothing else
 * compares with a vendor's name.
 */
export type ApiProtocol = 'oneroster-rest' | 'ed-fi';

export interface VendorProfile {
  /** As people know it. */
  name: string;
  protocols: readonly ApiProtocol[];
  /** Rows that are asked for at a time; what comes may be fewer. */
  pageSize: number;
  /** Least time between two requests of a connection. There is never more than one on its way. */
  minIntervalMs: number;
  /** Local times between which the vendor wants no pulls: a nightly one waits until they end. */
  quietHours: { from: string; to: string } | null;
  /** Whether changes since a time may be asked for, once a test has shown that the server understands it. */
  deltas: 'AFTER_TEST' | 'NEVER';
  /** Where the token request carries client id and secret. */
  credentialsIn: 'HEADER' | 'BODY' | 'QUERY';
  /** What a district should know before it connects. */
  note: string | null;
}

const ordinary: Omit<VendorProfile, 'name'> = {
  protocols: ['oneroster-rest'],
  pageSize: 5_000,
  minIntervalMs: 0,
  quietHours: null,
  deltas: 'AFTER_TEST',
  credentialsIn: 'HEADER',
  note: null,
};

export const VENDOR_PROFILES = {
  OTHER: { ...ordinary, name: 'Another SIS', protocols: ['oneroster-rest'] },
  // developer.classlink.com: 429 with a time to wait; OAuth 1 for a district's own server.
  CLASSLINK: { ...ordinary, name: 'ClassLink' },
  // kb.infinitecampus.com, "Guidelines for OneRoster API Consumers": nothing in peak hours, deltas at night, all once a week.
  INFINITE_CAMPUS: {
    ...ordinary,
    name: 'Infinite Campus',
    quietHours: { from: '06:00', to: '17:00' },
    credentialsIn: 'QUERY',
    note: 'It sends the active school year only, and in OneRoster 1.1 no one without a user name.',
  },
  // support.aeries.com: whole collections outside school hours.
  AERIES: {
    ...ordinary,
    name: 'Aeries',
    pageSize: 1_000,
    quietHours: { from: '06:00', to: '17:00' },
    note: null,
  },
  SKYWARD: { ...ordinary, name: 'Skyward Qmlativ', note: null },
  // HelloID's OneRoster source: Synergy reads the credentials from the body.
  SYNERGY: { ...ordinary, name: 'Synergy', credentialsIn: 'BODY' },
  // Ed-Fi OneRoster: no total, no Link, at most 500 rows, 429 after 100 requests a minute.
  EDFI_ONEROSTER: {
    ...ordinary,
    name: 'Ed-Fi OneRoster',
    pageSize: 500,
    minIntervalMs: 600,
    note: 'It sends active records only.',
  },
  // docs.ed-fi.org: at most 500 rows a page unless the host allows more.
  EDFI_ODS: {
    ...ordinary,
    name: 'Ed-Fi ODS/API',
    protocols: ['ed-fi'],
    pageSize: 500,
    note: null,
  },
} as const satisfies Record<string, VendorProfile>;

export type VendorName = keyof typeof VENDOR_PROFILES;

/** By the name that the database keeps. */
export function vendorProfile(name: string): VendorProfile {
  const profile = (VENDOR_PROFILES as Record<string, VendorProfile | undefined>)[name];
  if (!profile) throw new Error(`there is no vendor profile named ${name}`);
  return profile;
}

/** Those that speak a protocol, as a form lists them. */
export function vendorsOf(protocol: ApiProtocol): { value: VendorName; label: string }[] {
  return (Object.keys(VENDOR_PROFILES) as VendorName[])
    .filter((name) => vendorProfile(name).protocols.includes(protocol))
    .map((value) => ({ value, label: VENDOR_PROFILES[value].name }));
}
