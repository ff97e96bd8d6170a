/**
 * A state's glyph. The pause sign is missing from common fonts, or comes as a coloured picture, so it is
 * drawn; the others are ordinary characters.
 */
export function Glyph({ glyph }: { glyph: string }) {
  if (glyph !== '⏸') return glyph;
  return (
    <svg viewBox="0 0 10 10" width="0.7em" height="0.7em" fill="currentColor" focusable="false">
      <path d="M1 0h3v10H1zM6 0h3v10H6z" />
    </svg>
  );
}
