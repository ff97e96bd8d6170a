// What the settings of a pull are called on screen.
import type { PullSettings } from './pull-settings';

export const USER_NAME_LABELS: Record<PullSettings['userNameFrom'], string> = {
  username: 'User name of the SIS',
  email: 'Email address',
  identifier: 'Identifier',
  sourcedId: 'sourcedId',
};

export const MERGE_LABELS: Record<PullSettings['mergeStaffBy'], string> = {
  none: 'Leave them as they are',
  identifier: 'Join those with the same identifier',
  email: 'Join those with the same email address',
};
