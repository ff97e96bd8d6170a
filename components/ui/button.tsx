import Link from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from './link-pending';
import classes from './button.module.css';

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'danger' | 'quiet';
  size?: 'normal' | 'small' | 'wide';
};

export function buttonClass({ variant = 'secondary', size = 'normal' }: ButtonLook): string {
  const sized = size === 'normal' ? '' : classes[size];
  return `${classes.button} ${classes[variant]} ${sized}`.trim();
}

/** A button that is not a submit button unless it says so. */
export function Button({ variant, size, ...rest }: ButtonLook & ComponentProps<'button'>) {
  return <button type="button" className={buttonClass({ variant, size })} {...rest} />;
}

export function ButtonLink({
  variant,
  size,
  children,
  ...rest
}: ButtonLook & ComponentProps<typeof Link>) {
  return (
    <Link className={buttonClass({ variant, size })} {...rest}>
      {children}
      <LinkPending />
    </Link>
  );
}
