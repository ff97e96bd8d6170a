'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** On a group of links: the page they lead to keeps the place of the one they stand on. */
export const keepsPlace = { 'data-keeps-place': '' };

/**
 * A page that was opened from another one begins at its top. Next alone scrolls no further than to the part of the page that is
 * new: in a low window, past the layout's own title, and not at all where that part's outermost element has no box. Going back or
 * forward, and to a place in a page, is left to the browser.
 */
export function BeginAtTop() {
  const path = usePathname();
  const before = useRef(path);
  const leaves = useRef(false);

  useEffect(() => {
    const note = ({ target, type }: Event) => {
      leaves.current =
        type === 'popstate' ||
        (target instanceof Element && target.closest('[data-keeps-place]') !== null);
    };
    const heard = ['pointerdown', 'keydown', 'click', 'popstate'];
    heard.forEach((type) => addEventListener(type, note, { capture: true }));
    return () => heard.forEach((type) => removeEventListener(type, note, { capture: true }));
  }, []);

  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    if (!leaves.current && location.hash === '') scrollTo(0, 0);
  }, [path]);

  return null;
}
