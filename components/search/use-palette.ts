import { useCallback, useState } from 'react';

const loadPalette = () => import('./palette');
type Palette = Awaited<ReturnType<typeof loadPalette>>['Palette'];

/** Ahead of being wanted; where that fails, it is tried again when it is opened. */
export const warmPalette = () => void loadPalette().catch(() => {});

/**
 * The search, loaded when it is first wanted. Not by `next/dynamic`: where its part does not come, the page gives way to an error,
 * now and at every later try.
 */
export function usePalette() {
  const [Palette, setPalette] = useState<Palette | null>(null);
  const [loading, setLoading] = useState<'FIRST' | 'FAILED' | 'AGAIN'>('FIRST');
  const load = useCallback(() => {
    setLoading((before) => (before === 'FIRST' ? 'FIRST' : 'AGAIN'));
    loadPalette().then(
      (module) => setPalette(() => module.Palette),
      () => setLoading('FAILED'),
    );
  }, []);
  const stopAsking = useCallback(() => setLoading('FIRST'), []);
  return { Palette, loading, load, stopAsking };
}
