/** What would happen to a record of the live roster. A removed record keeps its history. */
export const changeActions = ['ADD', 'UPDATE', 'REMOVE', 'REACTIVATE'] as const;

export type ChangeAction = (typeof changeActions)[number];

/**
 * The things limits are counted in. OneRoster keeps students, staff and contacts in one file, and a
 * lost student silences a family while a lost class does not, so people are counted by what they are.
 */
export const countedEntities = [
  'orgs',
  'sessions',
  'courses',
  'classes',
  'students',
  'staff',
  'contacts',
  'links',
  'studentEnrollments',
  'staffEnrollments',
  'demographics',
] as const;

export type CountedEntity = (typeof countedEntities)[number];

export type ChangeLabel = {
  /** "Added" */
  readonly word: string;
  /** "would be added" in a sentence about a plan */
  readonly wouldBe: string;
  readonly glyph: string;
};

export const changeLabels: Record<ChangeAction, ChangeLabel> = {
  ADD: { word: 'Added', wouldBe: 'would be added', glyph: '+' },
  UPDATE: { word: 'Changed', wouldBe: 'would be changed', glyph: '~' },
  REMOVE: { word: 'Removed', wouldBe: 'would be removed', glyph: '−' },
  REACTIVATE: { word: 'Back again', wouldBe: 'would come back', glyph: '+' },
};
