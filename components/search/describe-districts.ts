import type { DistrictChoice } from '@/lib/core/search/found';
import type { SearchAnswer } from './answer';
import { districtHit } from './describe-found';

/** Districts to choose from, in words. */
export function describeDistricts({ text, recent, districts }: DistrictChoice): SearchAnswer {
  const groups = [
    { title: 'Recently opened', hits: recent.map(districtHit) },
    {
      title: text === '' && recent.length > 0 ? 'Others' : 'Districts',
      hits: districts.map(districtHit),
    },
  ];
  return { groups: groups.filter(({ hits }) => hits.length > 0), note: '' };
}
