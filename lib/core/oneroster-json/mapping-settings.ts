import type { PullSettings } from '../pulls/pull-settings';

export interface MappingSettings extends Pick<PullSettings, 'userNameFrom' | 'emailFrom'> {
  /** In a full copy the status and time of an active record stay empty, as the standard asks. */
  mode: 'bulk' | 'delta';
  /** The district's date: roles of OneRoster 1.2 that ended before it do not count. */
  today: string;
  /** For courses without an org, which JSON allows and CSV does not: the id of the district. */
  courseOrg?: string;
}
