/** What records are written with; those of a connection are in lib/core/pulls/pull-settings.ts. */
export interface MappingSettings {
  /** In a full copy the status and time of an active record stay empty, as the standard asks. */
  mode: 'bulk' | 'delta';
  /** The district's date: roles of OneRoster 1.2 that ended before it do not count. */
  today: string;
  userNameFrom: 'username' | 'email' | 'identifier' | 'sourcedId';
  /** `email`, `username`, or a field of the vendor's own such as `metadata.parentEmail`. */
  emailFrom: string;
  /** For courses without an org, which JSON allows and CSV does not: the id of the district. */
  courseOrg?: string;
}
