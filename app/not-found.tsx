import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <main id="content" style={{ maxWidth: '40rem', margin: '0 auto' }}>
      <EmptyState
        title="Page not found"
        headingLevel={1}
        action={<ButtonLink href="/">Go to the start page</ButtonLink>}
      >
        <p>
          There is nothing at this address, or it is not one you can open. If you typed the address,
          check it; if you followed a link, it may be out of date.
        </p>
      </EmptyState>
    </main>
  );
}
