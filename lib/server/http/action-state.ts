/** What a form shows after it was sent: nothing yet, a result, or what to change, with what was typed kept. */
export type ActionState<V = { ok: true }> =
  { status: 'idle' } | { status: 'done'; value: V } | ActionFailed;

export interface ActionFailed {
  status: 'failed';
  code: string;
  message: string;
  /** One sentence per field, by field name. */
  fieldErrors: Record<string, string>;
  /** What was typed, so that nothing is cleared. */
  values: Record<string, string | string[]>;
  /** Where a part of what was chosen was done: the ids of the others. */
  left?: string[];
  requestId: string;
}
