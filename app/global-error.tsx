'use client';

import { ChosenColors } from '@/components/layout/chosen-colors';
import './tokens.css';
import './globals.css';

/** Only when the page's own frame fails: plain markup in the colors that were chosen. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <html lang="en">
      <body>
        <title>Something went wrong – TalkingPoints Connector</title>
        <ChosenColors />
        <main
          style={{
            display: 'grid',
            gap: '1rem',
            maxWidth: '40rem',
            margin: '3rem auto',
            padding: '0 1rem',
          }}
        >
          <h1>Something went wrong on our side</h1>
          <p>
            Try again, but first check whether your last step went through. If it happens again,
            write to us and include the reference below.
          </p>
          {reference ? (
            <p>
              Reference <code>{reference}</code>
            </p>
          ) : null}
          <p>
            <button type="button" onClick={retry}>
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
