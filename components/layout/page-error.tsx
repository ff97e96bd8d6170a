'use client';

import { Button, ButtonLink } from '../ui/button';
import { ErrorState } from '../ui/error-state';

/** What an `error.tsx` shows: ours, with a way on and the reference that our log holds. */
export function PageError({
  error,
  retry,
  what,
}: {
  error: unknown;
  retry: () => void;
  /** "the list of districts" */
  what: string;
}) {
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <ErrorState
      title={`We could not show ${what}`}
      reference={reference}
      action={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <ButtonLink href="/">Go to the home page</ButtonLink>
        </>
      }
    >
      <p>
        Something went wrong on our side. Try again, but first check whether your last step went
        through. If it happens again, write to us and include the reference.
      </p>
    </ErrorState>
  );
}
