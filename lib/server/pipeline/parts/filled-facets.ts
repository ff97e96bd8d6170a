/** What people may have or lack, by the facet their number is kept under, per kind of person and school. */
export const FILLED_FACETS = {
  'filled:reachable': 'coalesce(r.phone, r.sms, r.email) IS NOT NULL',
  'filled:language_code': 'r.language_code IS NOT NULL',
  'filled:identifier': 'r.identifier IS NOT NULL',
  'filled:grades': 'cardinality(r.grades) > 0',
  'filled:email': 'r.email IS NOT NULL',
  'filled:phone': 'r.phone IS NOT NULL',
  'filled:sms': 'r.sms IS NOT NULL',
} as const;
