/** A part of a plan: how many changes of one kind in one school, and which (by hash). */
export interface PlanGroup {
  entity: string;
  action: 'ADD' | 'UPDATE' | 'REMOVE' | 'REACTIVATE';
  schoolSourcedId: string;
  count: number;
  cascadeCount: number;
  hashSum: string;
}
