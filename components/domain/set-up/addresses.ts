import type { SetUpStep } from '@/lib/core/set-up/steps';

/** The set-up of a district: its overview, or one of its steps. */
export function setUpPath(slug: string, step?: SetUpStep | 'sheet'): string {
  return `/districts/${slug}/setup${step ? `/${step}` : ''}`;
}
