/**
 * A state's glyph. Some signs are missing from common fonts, or come as coloured pictures, so they are
 * drawn; the others are ordinary characters.
 */
export function Glyph({ glyph }: { glyph: string }) {
  const path = DRAWN[glyph];
  if (path === undefined) return glyph;
  return (
    <svg viewBox="0 0 10 10" width="0.7em" height="0.7em" fill="currentColor" focusable="false">
      <path d={path} />
    </svg>
  );
}

const DRAWN: Readonly<Record<string, string>> = {
  '⏸': 'M1 0h3v10H1zM6 0h3v10H6z',
  // An hourglass.
  '⌛': 'M1 0h8v1.5L6 5l3 3.5V10H1V8.5L4 5 1 1.5z',
};
