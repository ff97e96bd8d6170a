import localFont from 'next/font/local';

/**
 * Inter (SIL Open Font License 1.1, public/licenses/inter.txt), served by us. Its Latin letters are loaded with the page; fonts.css has the
 * other alphabets, loaded when a name needs one.
 */
export const latin = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: false,
  variable: '--font-latin',
});
