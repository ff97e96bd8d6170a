import type { z } from 'zod';

export type FormValues = Record<string, string | string[]>;

/** A form's fields by name; a name that comes more than once becomes a list. Files have doors of their own. */
export function formValues(data: FormData): FormValues {
  const entries: [string, string | string[]][] = [];
  for (const name of new Set(data.keys())) {
    // React's own bookkeeping travels in the same form.
    if (name.startsWith('$ACTION')) continue;
    const texts = data.getAll(name).filter((value) => typeof value === 'string');
    const [first, ...more] = texts;
    if (first !== undefined) entries.push([name, more.length > 0 ? texts : first]);
  }
  // fromEntries defines its keys: "__proto__" becomes a field like any other.
  return Object.fromEntries(entries);
}

/** The parts of a payload that a form can show again. */
export function textValues(payload: Record<string, unknown>): FormValues {
  const entries: [string, string | string[]][] = [];
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value === 'string') entries.push([name, value]);
    else if (typeof value === 'number' || typeof value === 'boolean') {
      entries.push([name, String(value)]);
    } else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      entries.push([name, value]);
    }
  }
  return Object.fromEntries(entries);
}

/** One sentence per field, the first; what belongs to no field stands under "form". */
export function firstMessages(error: z.ZodError): Record<string, string> {
  const messages = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.length > 0 ? issue.path.join('.') : 'form';
    if (!messages.has(field)) messages.set(field, issue.message);
  }
  return Object.fromEntries(messages);
}
