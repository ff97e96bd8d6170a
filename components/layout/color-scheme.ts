import { useEffect } from 'react';
import { readKeptText, saveKeptText, useKeptText } from '../ui/kept-text';

export const colorSchemes = ['light', 'dark', 'auto'] as const;
export type ColorScheme = (typeof colorSchemes)[number];

/** Where the kit's `ColorSchemeScript` looks before the page is drawn. */
const STORED = 'mantine-color-scheme-value';

const schemeOf = (text: string): ColorScheme =>
  colorSchemes.find((scheme) => scheme === text) ?? 'auto';

export const useColorScheme = (): ColorScheme => schemeOf(useKeptText(STORED));

export function chooseColorScheme(scheme: ColorScheme): void {
  saveKeptText(STORED, scheme);
  showChosen();
}

/** Follows the system, and what is chosen in another tab. */
export function useChosenColors(): void {
  const scheme = useColorScheme();
  useEffect(() => {
    showChosen();
    const system = systemIsDark();
    system.addEventListener('change', showChosen);
    return () => system.removeEventListener('change', showChosen);
  }, [scheme]);
}

/** From what is kept and not from the state: that is "auto" while the page wakes up. */
function showChosen(): void {
  const chosen = schemeOf(readKeptText(STORED));
  const shown = chosen === 'auto' ? (systemIsDark().matches ? 'dark' : 'light') : chosen;
  document.documentElement.setAttribute('data-mantine-color-scheme', shown);
}

const systemIsDark = () => window.matchMedia('(prefers-color-scheme: dark)');
