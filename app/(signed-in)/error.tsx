'use client';

import { FrameWithoutRail } from '@/components/layout/frame-without-rail';
import { PageError } from '@/components/layout/page-error';

export default function SignedInError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FrameWithoutRail>
      <PageError error={error} retry={retry} what="this page" />
    </FrameWithoutRail>
  );
}
