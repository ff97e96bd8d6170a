'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition, type ReactNode } from 'react';
import { PendingLine } from '../ui/link-pending';
import classes from './filter-bar.module.css';

/** So long after the last key a text is taken for typed. */
const pauseMs = 400;

/**
 * Applies a choice at once, and a text on Enter or when the typing pauses: the list changes, and the field keeps the focus and what
 * is typed meanwhile. Before JavaScript runs, and without it, the form is sent as any other.
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

  const apply = () => {
    window.clearTimeout(timer.current);
    isTyping.current = false;
    if (!form.current) return;
    const href = addressOf(path, new FormData(form.current));
    startTransition(() => router.push(href, { scroll: false }));
  };
  return (
    <form
      ref={form}
      action={path}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onChange={(event) => {
        window.clearTimeout(timer.current);
        if (event.target instanceof HTMLSelectElement) {
          apply();
        } else {
          isTyping.current = true;
          timer.current = window.setTimeout(apply, pauseMs);
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
