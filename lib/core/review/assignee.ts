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

/** What takes an assignment back. */
export const UNASSIGNED = 'The district’s implementer (by default)';
