'use client';

import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { buttonClass, type ButtonLook } from './button-class';

/** While its form is on the way it says so and takes no second press, but stays readable and focusable. */
export function SubmitButton({
  variant = 'primary',
  size,
  pendingLabel,
  children,
  ...rest
}: ButtonLook & { pendingLabel?: string } & ComponentProps<'button'>) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      className={buttonClass({ variant, size })}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      {...rest}
    >
      {pending && pendingLabel ? pendingLabel : children}
    </button>
  );
}
