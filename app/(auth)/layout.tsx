import type { ReactNode } from 'react';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { getAppContext } from '@/lib/server/http/context';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <NarrowShell helpAddress={getAppContext().settings.mailReplyTo}>{children}</NarrowShell>;
}
