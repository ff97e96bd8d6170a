/**
 * What a form's action answers, by shape the same as the answer of lib/server/http: plain, so that it
 * survives a page without JavaScript.
 */
export type FormState<V = unknown> =
  | { status: 'idle' }
  | { status: 'done'; value: V }
  | {
      status: 'failed';
      code: string;
      message: string;
      /** One sentence per field, by field name. */
      fieldErrors: Record<string, string>;
      /** What was typed, so that an error clears nothing. */
      values: Record<string, string | string[]>;
      /** Where a part of what was chosen was done: the ids of the others. */
      left?: string[];
    };

// A method, so that an action which answers with more detail than a form needs is accepted too.
export type FormAction<V = unknown> = {
  call(state: FormState<V>, form: FormData): Promise<FormState<V>>;
}['call'];

export type FieldError = {
  /** The field's name; '' for the form as a whole. */
  field: string;
  message: string;
};

/** What stands in the summary: the fields' sentences, or the form's own where no field is named. */
export function errorsOf(state: FormState): FieldError[] {
  if (state.status !== 'failed') return [];
  const errors = Object.entries(state.fieldErrors).map(([field, message]) => ({ field, message }));
  return errors.length > 0 ? errors : [{ field: '', message: state.message }];
}
