import type { KeyboardEvent } from 'react';

/** Arrow keys, Home and End among the links of a list that is one Tab stop. */
export function moveFocus(event: KeyboardEvent<HTMLAnchorElement>): void {
  const links = [...(event.currentTarget.closest('ul')?.querySelectorAll('a') ?? [])];
  const at = links.indexOf(event.currentTarget);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  links.at(to % links.length)?.focus();
}
