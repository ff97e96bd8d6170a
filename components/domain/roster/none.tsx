import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { noValue } from '@/lib/core/format/numbers';

/** A dash that a screen reader hears as words. */
export function None({ what }: { what: string }) {
  return (
    <>
      <span aria-hidden="true">{noValue}</span>
      <VisuallyHidden>{what}</VisuallyHidden>
    </>
  );
}
