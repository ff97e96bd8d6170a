import type { SetUpStep } from '@/lib/core/set-up/steps';

/** The set-up of a district: its overview, or one of its steps or of its other pages. */
export function setUpPath(slug: string, step?: SetUpStep | 'way' | 'sheet'): string {
  return `/districts/${slug}/setup${step ? `/${step}` : ''}`;
}
