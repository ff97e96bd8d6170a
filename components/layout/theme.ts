'use client';

import { createTheme, type MantineColorsTuple } from '@mantine/core';

const harbor: MantineColorsTuple = [
  '#e3f0f2',
  '#cbe3e7',
  '#9fcad2',
  '#6cc3d3',
  '#4a9fae',
  '#2b8798',
  '#17707f',
  '#0f6575',
  '#0c5c6c',
  '#084754',
];

/** The kit in the words of app/tokens.css. */
export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { harbor },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: {
    xs: 'var(--text-small)',
    sm: 'var(--text)',
    md: 'var(--text)',
    lg: 'var(--text-large)',
    xl: 'var(--text-title)',
  },
  defaultRadius: 'var(--radius)',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
