'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { useActionState, useLayoutEffect, useRef, type RefObject } from 'react';
import type { FormAction, FormState } from './form-state';
import { useInBrowser } from './use-in-browser';

/**
 * What a form's action answered, how to send it, and what its form is to have as `ref`. After a refusal all entries are as they were
 * sent, ticks and choices too: React empties a form whatever came of it. Where the server gives no answer, or the page is of an earlier version, the form
 * stays with all that was typed and says so; the page would give way to its error page otherwise. Without JavaScript the form posts
 * itself.
 */
export function useFormAction<V = unknown>(
  action: FormAction<V>,
): [FormState<V>, (form: FormData) => void, RefObject<HTMLFormElement | null>] {
  // The server and the page that wakes up need the action itself, for a form that was posted without JavaScript.
  const isInBrowser = useInBrowser();
  const [state, submit] = useActionState<FormState<V>, FormData>(
    isInBrowser ? keepingForm(action) : action,
    { status: 'idle' },
  );
  const form = useRef<HTMLFormElement>(null);
  // After React has emptied the form, and before anybody sees it.
  useLayoutEffect(() => {
    if (form.current && state.status === 'failed') putEntriesBack(form.current, state.values);
  }, [state]);
  return [state, submit, form];
}

function keepingForm<V>(action: FormAction<V>): FormAction<V> {
  return async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // redirect() and notFound() work by throwing, and an error of the server has its reference on the error page.
      unstable_rethrow(error);
      if (error instanceof Error && 'digest' in error) throw error;
      const code = unstable_isUnrecognizedActionError(error) ? 'PAGE_OUTDATED' : 'NO_ANSWER';
      return {
        status: 'failed',
        code,
        message: said[code],
        fieldErrors: {},
        values: typedIn(form),
      };
    }
  };
}

const said = {
  NO_ANSWER:
    'The server did not answer, so we do not know whether this was done. Nothing you typed is lost. Check your connection, then try again.',
  PAGE_OUTDATED:
    'The Connector was updated after you opened this page, so nothing was sent. Copy what you typed, reload the page and send it again.',
};

function typedIn(form: FormData): Record<string, string | string[]> {
  const texts = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value === 'string') texts.set(name, [...(texts.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...texts].map(([name, [first = '', ...others]]) => [
      name,
      others.length > 0 ? [first, ...others] : first,
    ]),
  );
}

function putEntriesBack(
  form: HTMLFormElement,
  values: Readonly<Record<string, string | string[]>>,
): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
      field.checked = [values[field.name] ?? []].flat().includes(field.value);
    } else if (
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !['hidden', 'file'].includes(field.type))
    ) {
      const value = values[field.name];
      // Several fields of one name come as a list, and do not say which is which.
      if (typeof value === 'string' && field.value !== value) field.value = value;
    }
  }
}
