import type { ReactNode } from 'react';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { helpAddresses } from '@/lib/server/http/help-addresses';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <NarrowShell help={helpAddresses()}>{children}</NarrowShell>;
}
