/** The side navigation, which the menu button of narrow screens opens. */
export const railId = 'navigation';
