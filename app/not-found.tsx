import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageNotFound } from '@/components/layout/page-not-found';
import { helpAddresses } from '@/lib/server/http/help-addresses';

export default function NotFound() {
  return (
    <NarrowShell help={helpAddresses()}>
      <PageNotFound />
    </NarrowShell>
  );
}
