'use client';

import { MantineContext, MantineThemeProvider } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useChosenColors } from './color-scheme';

/**
 * What the kit's components look for around them, without what its own provider adds for the browser: variables, which are in
 * app/kit.css, and classes that nothing here uses. (decision 078)
 */
export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  useChosenColors();
  const kit = useMemo(
    () => ({
      colorScheme: 'auto' as const,
      // Chosen in color-scheme.ts.
      setColorScheme: () => {},
      clearColorScheme: () => {},
      getRootElement: () => document.documentElement,
      classNamesPrefix: 'mantine',
      cssVariablesSelector: ':root',
      withStaticClasses: true,
      getStyleNonce: () => nonce ?? '',
    }),
    [nonce],
  );
  return (
    <MantineContext value={kit}>
      <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>
    </MantineContext>
  );
}

const theme = { respectReducedMotion: true };
