import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageNotFound } from '@/components/layout/page-not-found';
import { getAppContext } from '@/lib/server/http/context';

export default function NotFound() {
  return (
    <NarrowShell helpAddress={getAppContext().settings.mailReplyTo}>
      <PageNotFound />
    </NarrowShell>
  );
}
