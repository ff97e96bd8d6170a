import type { CSSProperties } from 'react';

/** How wide a column is that somebody sized, and where one begins that stays in sight beside another. */
export function columnStyle(
  width: number | undefined,
  left: number | undefined = undefined,
): CSSProperties | undefined {
  if (!left && width === undefined) return undefined;
  return {
    ...(left ? { left } : {}),
    ...(width === undefined ? {} : { width, minWidth: width, maxWidth: width }),
  };
}
