import { useEffect, type RefObject } from 'react';

/** A press beside a checkbox was meant for the checkbox. */
const pressable = 'a, button, input, select, label, summary, textarea, dialog, td[data-select]';

/**
 * A press anywhere in a row opens what its name links to, with the keys that were held; what can be pressed in it does its own
 * thing, and words that are being selected stay selected.
 */
export function useRowClicks(
  region: RefObject<HTMLElement | null>,
  linkClass: string | undefined,
  hasTable: boolean,
) {
  useEffect(() => {
    const place = region.current;
    if (!place || !linkClass) return;
    const open = (event: MouseEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || target.closest(pressable)) return;
      if (window.getSelection()?.toString()) return;
      const link = target.closest('tr')?.querySelector(`.${CSS.escape(linkClass)}`);
      const { ctrlKey, metaKey, shiftKey } = event;
      link?.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
      );
    };
    place.addEventListener('click', open);
    return () => place.removeEventListener('click', open);
  }, [region, linkClass, hasTable]);
}
