import type { z } from 'zod';
import { holdsPrivateKey } from '@/lib/core/sftp/public-key';

export type FormValues = Record<string, string | string[]>;

/** What an action was sent, as fields. Whoever sends neither a form nor an object has sent nothing. */
export function payloadValues(payload: unknown): Record<string, unknown> {
  if (payload instanceof FormData) return formValues(payload);
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject ? (payload as Record<string, unknown>) : {};
}

/** A form's fields by name; a name that comes more than once becomes a list. Files come another way. */
export function formValues(data: FormData): FormValues {
  // In one go: asking the form for each name again takes the square of the time.
  const texts = new Map<string, string[]>();
  for (const [name, value] of data) {
    // React's own bookkeeping travels in the same form.
    if (name.startsWith('$ACTION') || typeof value !== 'string') continue;
    const known = texts.get(name);
    if (known) known.push(value);
    else texts.set(name, [value]);
  }
  // fromEntries defines its keys: "__proto__" becomes a field like any other.
  return Object.fromEntries(
    [...texts].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]),
  );
}

/** The parts of a payload that a form can show again; a private key that somebody pasted is not one of them. */
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
  return Object.fromEntries(entries.filter(([, value]) => ![value].flat().some(holdsPrivateKey)));
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
