import { PageNotFound } from '@/components/layout/page-not-found';
import { MainFrame } from './main-frame';

export default function NotFound() {
  return (
    <MainFrame>
      <PageNotFound />
    </MainFrame>
  );
}
