import { addressOf } from '@/lib/core/lists/lists';

export const districtsTable = addressOf('districts');
