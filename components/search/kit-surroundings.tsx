import { MantineContext, MantineThemeProvider } from '@mantine/core';
import type { ReactNode } from 'react';

/**
 * What the kit's components look for around them, without what its own provider adds for the browser: variables, which are in
 * app/kit.css, and classes that nothing here uses. It stands where such components are and is loaded with them. (decision 078)
 */
export function KitSurroundings({ children }: { children: ReactNode }) {
  return (
    <MantineContext value={kit}>
      <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>
    </MantineContext>
  );
}

const kit = {
  colorScheme: 'auto' as const,
  // Chosen in components/layout/color-scheme.ts.
  setColorScheme: () => {},
  clearColorScheme: () => {},
  getRootElement: () => document.documentElement,
  classNamesPrefix: 'mantine',
  cssVariablesSelector: ':root',
  withStaticClasses: true,
};

const theme = { respectReducedMotion: true };
