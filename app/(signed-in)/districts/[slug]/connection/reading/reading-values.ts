import {
  DEFAULT_PULL_SETTINGS,
  pullSettingsSchema,
  type PullSettings,
} from '@/lib/core/pulls/pull-settings';
import type { SearchParams } from '@/components/data-table/table-state';

/** What the form holds: kept settings, or those of an address that a preview led to. */
export interface ReadingValues {
  isScheduled: boolean;
  pullAt: string;
  settings: PullSettings;
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : [value].flat();

/** Values that a preview carries in its address; what is unreadable there is as it was kept. */
export function readingValues(kept: ReadingValues, params: SearchParams): ReadingValues {
  if (params.preview === undefined) return kept;
  const schools = list(params.schools);
  const read = pullSettingsSchema.safeParse({
    ...DEFAULT_PULL_SETTINGS,
    schools: schools.length === 0 ? null : schools,
    userNameFrom: params.userNameFrom,
    emailFrom: params.emailFrom,
    mergeStaffBy: params.mergeStaffBy,
    nextYear: params.nextYear === 'on' ? 'on' : 'off',
  });
  return {
    isScheduled: params.isScheduled === 'on',
    pullAt: typeof params.pullAt === 'string' ? params.pullAt : kept.pullAt,
    settings: read.success ? read.data : kept.settings,
  };
}

/** The address of a preview with these values. */
export function previewQuery({ isScheduled, pullAt, settings }: ReadingValues): string {
  return new URLSearchParams([
    ['preview', '1'],
    ...(isScheduled ? [['isScheduled', 'on']] : []),
    ['pullAt', pullAt],
    ...(settings.schools ?? []).map((id) => ['schools', id]),
    ['userNameFrom', settings.userNameFrom],
    ['emailFrom', settings.emailFrom],
    ['mergeStaffBy', settings.mergeStaffBy],
    ['nextYear', settings.nextYear],
  ]).toString();
}
