'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { displayChoices, type DisplayChoice } from './display-choices';

const changed = 'display-choice-changed';
const year = 60 * 60 * 24 * 365;

/** Whether it is chosen, and the way to change it: at once, and on every page of this browser. */
export function useDisplayChoice(name: DisplayChoice): [boolean, (isChosen: boolean) => void] {
  const { cookie, attribute, value } = displayChoices[name];
  const isChosen = useSyncExternalStore(
    subscribe,
    () => document.documentElement.getAttribute(attribute) === value,
    () => false,
  );
  const choose = useCallback(
    (next: boolean) => {
      if (next) document.documentElement.setAttribute(attribute, value);
      else document.documentElement.removeAttribute(attribute);
      const age = next ? year : 0;
      document.cookie = `${cookie}=${value}; path=/; max-age=${age}; samesite=lax`;
      window.dispatchEvent(new Event(changed));
    },
    [attribute, cookie, value],
  );
  return [isChosen, choose];
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(changed, onChange);
  return () => window.removeEventListener(changed, onChange);
}
