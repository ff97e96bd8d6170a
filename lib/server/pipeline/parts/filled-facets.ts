import { isReachable, isUsable } from '../../db/reachable';

/** What people may have or lack, by the facet their number is kept under, per kind of person and school. */
export const FILLED_FACETS = {
  'filled:reachable': isReachable('r'),
  'filled:language_code': 'r.language_code IS NOT NULL',
  'filled:identifier': 'r.identifier IS NOT NULL',
  'filled:grades': 'cardinality(r.grades) > 0',
  'filled:email': isUsable('r', 'email'),
  'filled:phone': isUsable('r', 'phone'),
  'filled:sms': isUsable('r', 'sms'),
} as const;
