/** What makes two enrollments the same membership, whatever their ids, where their days overlap. */
export const MEMBERSHIP_KEY = ['user_sourced_id', 'class_sourced_id', 'role'] as const;
