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

export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { harbor },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
});
