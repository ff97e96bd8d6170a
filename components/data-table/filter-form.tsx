'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition, type ReactNode } from 'react';
import { PendingLine } from '../ui/link-pending';
import { useInBrowser } from '../ui/use-in-browser';
import classes from './filter-bar.module.css';

/** So long after the last key a text is taken for typed. */
const pauseMs = 400;

/**
 * Applies a choice at once, and a text on Enter or when the typing pauses: the list changes, and the field keeps the focus and what
 * is typed meanwhile. Before JavaScript runs, and without it, the browser sends the form. Back leads to the choices made and to
 * what was sent with Enter, not through words half typed.
 */
export function FilterForm({
  path,
  values,
  children,
}: {
  path: string;
  /** What the address says, by name of the field. */
  values: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  const router = useRouter();
  const inBrowser = useInBrowser();
  const [isPending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const isTyping = useRef(false);

  useEffect(() => {
    for (const [name, value] of Object.entries(values)) {
      const field = form.current?.elements.namedItem(name);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
      const isInHand = isTyping.current && field === document.activeElement;
      if (!isInHand && field.value.trim() !== value) field.value = value;
    }
  }, [values]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const apply = (how: 'push' | 'replace') => {
    window.clearTimeout(timer.current);
    isTyping.current = false;
    if (!form.current) return;
    const href = addressOf(path, new FormData(form.current));
    startTransition(() => router[how](href, { scroll: false }));
  };
  return (
    <form
      ref={form}
      action={path}
      className={classes.form}
      data-awake={inBrowser || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        apply('push');
      }}
      onChange={(event) => {
        window.clearTimeout(timer.current);
        if (event.target instanceof HTMLSelectElement) {
          apply('push');
        } else {
          isTyping.current = true;
          timer.current = window.setTimeout(() => apply('replace'), pauseMs);
        }
      }}
    >
      {children}
      <PendingLine isPending={isPending} />
    </form>
  );
}

/** The page with what the fields hold; empty ones filter nothing and stay out. */
function addressOf(path: string, fields: FormData): string {
  const params = new URLSearchParams();
  for (const [name, value] of fields) {
    if (typeof value === 'string' && value.trim()) params.append(name, value.trim());
  }
  return params.size > 0 ? `${path}?${params}` : path;
}
