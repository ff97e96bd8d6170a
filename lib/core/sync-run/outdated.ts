/**
 * Why a run that failed cannot be tried again, for good: newer files were usable; or what a person approved of it was
 * approved for a roster that is no longer live.
 */
export type Outdated = 'NEWER_FILES' | 'ROSTER_MOVED';
