/** What a form's action answers: kept plain so that it survives a page without JavaScript. */
export type FieldError = {
  /** The field's name; '' for the form as a whole. */
  field: string;
  message: string;
};

export type FormState = {
  status: 'idle' | 'done' | 'refused';
  errors: readonly FieldError[];
  /** What was typed, so that an error clears nothing. Never a code or a password. */
  values: Readonly<Record<string, string>>;
  /** Said when done: "The invitation was sent." */
  message?: string;
};

export const idleForm: FormState = { status: 'idle', errors: [], values: {} };

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

export function doneForm(message: string): FormState {
  return { status: 'done', errors: [], values: {}, message };
}

export function refusedForm(
  errors: readonly FieldError[],
  values: Readonly<Record<string, string>> = {},
): FormState {
  return { status: 'refused', errors, values };
}

/** What a form carried, as text, for showing it again. Fields named in `secret` are left out. */
export function formValues(form: FormData, secret: readonly string[] = []): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$') && !secret.includes(name)) {
      values[name] = value;
    }
  }
  return values;
}
