import Link from 'next/link';
import type { ComponentProps } from 'react';
import { buttonClass, type ButtonLook } from './button-class';
import { LinkPending } from './link-pending';

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
