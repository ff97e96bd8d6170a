'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { useActionState } from 'react';
import type { FormAction, FormState } from './form-state';
import { useInBrowser } from './use-in-browser';

/**
 * What a form's action answered, and how to send it. Where the server gives no answer, or the page is of an earlier version, the form
 * stays with all that was typed and says so; the page would give way to its error page otherwise. Without JavaScript the form posts
 * itself.
 */
export function useFormAction<V = unknown>(
  action: FormAction<V>,
): [FormState<V>, (form: FormData) => void] {
  // The server and the page that wakes up need the action itself, for a form that was posted without JavaScript.
  const isInBrowser = useInBrowser();
  const [state, submit] = useActionState<FormState<V>, FormData>(
    isInBrowser ? keepingForm(action) : action,
    { status: 'idle' },
  );
  return [state, submit];
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
