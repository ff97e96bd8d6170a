/** Who has a review: the person it was assigned to, otherwise the implementer of its district. */
export interface Assignee {
  readonly assigneeName: string | null;
  /** Nobody assigned it: the implementer of the district has it. */
  readonly isAssignedByDefault: boolean;
}

export function assigneeText({ assigneeName, isAssignedByDefault }: Assignee): string {
  if (assigneeName === null) return 'No one';
  return isAssignedByDefault ? `${assigneeName} (by default)` : assigneeName;
}

/** What takes an assignment back, for a review of one district. */
export const unassignedText = (hasImplementer: boolean): string =>
  hasImplementer ? 'The district’s implementer (by default)' : 'No one';

/** The same for reviews of several districts, some of which may have no implementer. */
export const UNASSIGNED = 'The district’s implementer, if it has one';
