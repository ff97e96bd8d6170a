import { NarrowShell } from '@/components/layout/app-shell';
import { PageNotFound } from '@/components/layout/page-not-found';
import { getAppContext } from '@/lib/server/http/context';

export default function NotFound() {
  return (
    <NarrowShell helpAddress={getAppContext().settings.mailReplyTo}>
      <PageNotFound />
    </NarrowShell>
  );
}
